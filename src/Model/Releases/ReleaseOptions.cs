using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>
/// What an operator can do with a release in its present phase. <see cref="ReleaseDecider"/> decides this: a command
/// that would cause no event is not an option.
/// </summary>
public static class ReleaseOptions
{
    /// <summary>No operator's command depends on the rule.</summary>
    private static readonly ReleaseDecider Decider = new(RolloutSettings.AllAtOnce, DateTimeOffset.UnixEpoch);

    /// <summary>Why a command would change nothing; null when it would change something.</summary>
    public static string? Objection(ReleaseState state, ReleaseCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (WouldChange(state, command))
            return null;
        var standing = $"{state.Release.Id} is {Standing(state.Phase)}";
        return command is ReleaseCommand.Ramp { Percent: var percent } && PercentOf(state.Phase) == percent
            ? $"{standing} already; allowed is another percentage."
            : $"{standing}: '{NameOf(command)}' would change nothing; allowed {Listing(Of(state))}.";
    }

    /// <summary>The names of the commands that would change something.</summary>
    public static ImmutableArray<string> Of(ReleaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var otherPercent = PercentOf(state.Phase) == 100 ? 50 : 100;
        ReleaseCommand[] commands =
        [
            new ReleaseCommand.Publish(null), new ReleaseCommand.Ramp(otherPercent), new ReleaseCommand.Pause(""),
            new ReleaseCommand.Resume(""), new ReleaseCommand.Withdraw("", RemoveFromDevices: false),
        ];
        return [.. commands.Where(command => WouldChange(state, command)).Select(NameOf)];
    }

    /// <summary>A phase as part of a sentence: <c>published at 5 %</c>.</summary>
    public static string Standing(ReleasePhase phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        return phase switch
        {
            ReleasePhase.Ramping { SetBy: RampSource.Operator } p =>
                FormattableString.Invariant($"{NameOf(p)}, set by hand to {p.Percent:0.##} %"),
            ReleasePhase.Ramping p => FormattableString.Invariant($"{NameOf(p)} at {p.Percent:0.##} %"),
            ReleasePhase.Paused p => FormattableString.Invariant($"{NameOf(p)} at {p.Percent:0.##} %"),
            ReleasePhase.Withdrawn { RemoveFromDevices: true } => "withdrawn and removed from devices",
            ReleasePhase.Undrafted or ReleasePhase.Draft => "a draft",
            _ => NameOf(phase),
        };
    }

    /// <summary>A phase in one word.</summary>
    public static string NameOf(ReleasePhase phase) => phase switch
    {
        ReleasePhase.Undrafted or ReleasePhase.Draft => "draft",
        ReleasePhase.Ramping => "published",
        ReleasePhase.Paused => "paused",
        ReleasePhase.Withdrawn => "withdrawn",
        ReleasePhase.Superseded => "superseded",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "A new phase needs its word here."),
    };

    /// <summary>The percentage of the ramp; null when there is no ramp.</summary>
    public static double? PercentOf(ReleasePhase phase) => phase switch
    {
        ReleasePhase.Ramping p => p.Percent,
        ReleasePhase.Paused p => p.Percent,
        _ => null,
    };

    /// <summary>The source of the ramp; null when there is no ramp, or the release is paused.</summary>
    public static RampSource? SetBy(ReleasePhase phase) => phase is ReleasePhase.Ramping p ? p.SetBy : null;

    /// <summary>Whether a command would cause an event.</summary>
    public static bool WouldChange(ReleaseState state, ReleaseCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);

        // Drafting is the first event of every release; it happens before any command arrives.
        var drafted = state.Phase is ReleasePhase.Undrafted ? state with { Phase = new ReleasePhase.Draft() } : state;
        return !Decider.Decide(drafted, command, VirtualTime.Zero).Events.IsEmpty;
    }

    private static string NameOf(ReleaseCommand command) => command switch
    {
        ReleaseCommand.Publish => "publish",
        ReleaseCommand.Ramp => "ramp",
        ReleaseCommand.Pause => "pause",
        ReleaseCommand.Resume => "resume",
        ReleaseCommand.Withdraw => "withdraw",
        ReleaseCommand.Promote => "promote",
        ReleaseCommand.HoldRing => "hold-ring",
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No operator gives this command."),
    };

    private static string Listing(ImmutableArray<string> names) => names switch
    {
        [] => "is nothing any more",
        [var one] => $"is {one}",
        [.. var all, var last] => $"are {string.Join(", ", all)} and {last}",
    };
}
