using System.Collections.Frozen;
using System.CommandLine;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Host.Commands;

/// <summary>Which events of a run are read.</summary>
/// <param name="Entity">Only this entity's; null for all.</param>
/// <param name="Events">Only events of these types; null for all.</param>
/// <param name="Since">The first moment.</param>
/// <param name="Until">The moment after the last one.</param>
internal sealed record EventSelection(EntityId? Entity, FrozenSet<Type>? Events, VirtualTime Since, VirtualTime Until)
{
    /// <summary>Whether the selection may leave out events of the entity.</summary>
    public bool IsPartial => Events is not null || Since > VirtualTime.Zero || !Until.IsNever;

    /// <summary>Writes the events in history order.</summary>
    /// <returns>The number of events written.</returns>
    public long Write(RunDirectory directory, IEventExport export)
    {
        using (export)
        {
            var written = 0L;
            using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForReading());
            var process = Entity is { } entity ? FleetSimulation.ProcessOf(entity, directory.Scenario) : null;
            foreach (var happened in stored.EventsBetween(Since, Until, process))
            {
                if ((Entity is { } one && happened.Entity != one)
                    || Events?.Contains(happened.Event.GetType()) == false)
                    continue;
                export.Write(happened);
                written++;
            }

            export.Flush();
            return written;
        }
    }
}

/// <summary>The options that choose events: <c>--events</c>, <c>--since</c>, <c>--until</c>.</summary>
internal sealed class EventOptions
{
    private const int MostOffered = 3;

    private readonly Option<string[]> _events = new("--events")
    {
        Description = "Only events of these names, separated by commas; may be given several times.",
    };

    private readonly Option<string?> _since = MomentOption.Create("--since", "Only events at or after this moment");
    private readonly Option<string?> _until = MomentOption.Create("--until", "Only events before this moment");

    public void AddTo(Command command)
    {
        command.Add(_events);
        command.Add(_since);
        command.Add(_until);
    }

    /// <summary>Whether one of the options is given.</summary>
    public bool AreGiven(ParseResult parsed) => parsed.GetValue(_events) is { Length: > 0 }
        || parsed.GetValue(_since) is not null || parsed.GetValue(_until) is not null;

    /// <exception cref="HostException">The value of an option is not the name of an event, or not a moment.</exception>
    public EventSelection Of(ParseResult parsed, Scenario scenario, EntityId? entity)
    {
        var since = MomentOption.Of(parsed, _since, scenario) ?? VirtualTime.Zero;
        var until = MomentOption.Of(parsed, _until, scenario) ?? VirtualTime.Never;
        if (since > until)
        {
            throw HostException.Refused(
                $"--until is '{ValueText.Shorten(parsed.GetValue(_until)!)}', which is before --since; "
                + "allowed is a later moment.");
        }

        return new(
            entity, parsed.GetValue(_events) is { Length: > 0 } names ? TypesOf(names) : null,
            VirtualTime.Max(VirtualTime.Zero, since), until);
    }

    private static FrozenSet<Type> TypesOf(string[] lists)
    {
        var names = lists.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries)).ToHashSet();
        foreach (var name in names)
        {
            if (EventForms.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
                continue;
            var near = Nearest(name);
            throw HostException.Refused(
                $"--events: there is no event '{ValueText.Shorten(name)}'; "
                + (near.Length > 0
                    ? $"did you mean {string.Join(" or ", near)}?"
                    : $"allowed are {string.Join(", ", EventForms.Names)}."));
        }

        return EventForms.Called(names);
    }

    /// <summary>Names that are spelt similarly, or that contain the word.</summary>
    private static string[] Nearest(string name) => name.Length is 0 or > 100 ? [] :
    [
        .. EventForms.Names
            .Select(known => (known, Distance: NearestWord.Distance(name.ToUpperInvariant(), known.ToUpperInvariant())))
            .Where(one => one.Distance <= one.known.Length / 3
                || (name.Length > 2 && one.known.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(one => one.Distance)
            .Select(one => one.known)
            .Take(MostOffered),
    ];
}
