using System.Collections.Immutable;
using RsrActors.Catalogues.Published;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Catalogues.Drafting;

/// <summary>One software update of a scenario: the builds that it leads from and to.</summary>
internal sealed record PlannedUpdate(
    string Version, DateOnly Day, ImmutableArray<PublishedVersion> Members, ImmutableArray<UpdateTarget> Targets);

/// <summary>What a scenario about one release contains, and when it is published.</summary>
internal sealed record DraftPlan
{
    /// <summary>The hour in UTC at which Apple mostly publishes (124 of 155 builds of 2025 and 2026).</summary>
    public const int Hour = 17;

    public required DateOnly Start { get; init; }

    /// <summary>What the scenario is about.</summary>
    public required string Release { get; init; }

    /// <summary>The same, as the script names it.</summary>
    public required string Id { get; init; }

    /// <summary>The responses, the earliest first.</summary>
    public required ImmutableArray<ResponseGroup> Responses { get; init; }

    public required ImmutableArray<PlannedUpdate> Updates { get; init; }

    /// <summary>Versions that appeared in these days and have no build in the catalogue for this fleet.</summary>
    public required ImmutableArray<string> LeftOut { get; init; }

    /// <param name="days">How long the scenario lasts, in days.</param>
    /// <param name="about">The response; null for a software update.</param>
    public static DraftPlan Of(
        PublishedCatalogue catalogue, ImmutableArray<ResponseGroup> groups, ImmutableArray<InventoryKind> kinds,
        string name, DateOnly start, int days, ResponseGroup? about)
    {
        var end = start.AddDays(days);
        var responses = groups.Where(group => group == about
            || (group.Day >= start && group.Day < end && group.Targets.Any())
            || (!(group.Day > start) && kinds.Any(kind => Has(kind, group)))).ToImmutableArray();
        var builds = new FleetBuilds(kinds);
        var (updates, leftOut) = (new List<PlannedUpdate>(), new List<string>());
        foreach (var same in catalogue.Updates
            .Where(update => update.Released >= start && update.Released < end)
            .GroupBy(update => update.Version)
            .OrderBy(same => same.Min(update => update.Released))
            .ThenBy(same => same.Key, Comparer<string>.Create(VersionOrder.Compare)))
        {
            ImmutableArray<PublishedVersion> members = [.. same];
            ImmutableArray<UpdateTarget> targets = [.. members.SelectMany(builds.TargetsOf)];
            if (targets.IsEmpty)
                leftOut.AddRange(members.Select(member => member.FullName));
            else
                updates.Add(new(same.Key, members.Min(member => member.Released)!.Value, members, targets));
            builds.Add(targets);
        }

        return new()
        {
            Start = start,
            Release = name,
            Id = about?.Id ?? name,
            Responses = responses,
            Updates = [.. updates],
            LeftOut = [.. leftOut],
        };
    }

    /// <summary>Days from the start to a publication; null when it was before the start.</summary>
    public int? DayOf(DateOnly? day) =>
        day is { } known && known >= Start ? known.DayNumber - Start.DayNumber : null;

    /// <summary>Whether devices of a kind start with a response.</summary>
    public static bool Has(InventoryKind kind, ResponseGroup group) =>
        kind.Letter.Length > 0 && kind.Letter[0] == group.Letter && IsFor(kind, group);

    /// <summary>Whether a response is for the base of a kind of devices.</summary>
    public static bool IsFor(InventoryKind kind, ResponseGroup group) => group.Targets.Any(target =>
        target.Platform == kind.Platform
        && (kind.OsBuild.Length > 0
            ? kind.OsBuild == target.Build.Prerequisite
            : VersionOrder.Compare(kind.OsVersion, target.Version) == 0));

    /// <summary>The responses that an update includes: those for an earlier version of its line.</summary>
    public IEnumerable<string> IncludedIn(PlannedUpdate update) => Responses
        .Where(group => !(group.Day > update.Day) && group.Members.Any(response => update.Members.Any(member =>
            member.System == response.System && VersionOrder.Compare(response.Version, member.Version) < 0
            && VersionOrder.MajorOf(response.Version) == VersionOrder.MajorOf(member.Version))))
        .Select(group => group.Id);
}
