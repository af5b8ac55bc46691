using RsrActors.Actors.Simulations;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.Host.Palettes;

/// <summary>The status of a run: as one line, as lines, and as JSON.</summary>
internal static class SimStatus
{
    public static string Sentence(LiveSimulation live, Status status) =>
        $"{Word(status)}, speed {status.Speed}, at {Moment(live, status.Clock)}";

    public static async Task<Answer> Tell(LiveSimulation live, Status status, IReply reply)
    {
        if (reply.IsJson)
            await reply.Write(Json(live, status));
        else
            foreach (var (name, value) in Lines(live, status))
                await reply.Write($"{name,-11} {value}");
        return Answer.Done;
    }

    private static (string Name, string Value)[] Lines(LiveSimulation live, Status status) =>
    [
        ("scenario", $"{live.Scenario.Name}, seed {live.Scenario.Seed}, "
            + $"{HumanText.Count(live.Scenario.Fleet.Devices, "device")}, in {live.Directory.Path}"),
        ("phase", Word(status)),
        ("speed", status.Speed.ToString()),
        ("time", Moment(live, status.Clock)),
        ("simulated", $"to {Moment(live, status.Settled)} of {live.Scenario.End}"),
        ("next due", Moment(live, status.NextDue)),
        ("windows", $"{HumanText.Count(status.Windows)}, the longest took "
            + $"{status.LongestWindow.TotalSeconds:0.000} s{Open(status)}"),
        ("wakes", HumanText.Count(status.Wakes)),
        ("epoch", status.LastClosed.Epoch == 0
            ? $"{status.Epoch}; none is stored yet"
            : $"{status.Epoch}; all events up to the end of epoch {status.LastClosed.Epoch} are stored, "
                + $"to {Moment(live, status.LastClosed.End)}"),
        ("events", $"{HumanText.Count(status.Events)}, "
            + $"{HumanText.Count(status.Events - status.LastClosed.Events)} of them not stored yet"),
        ("commands", $"{HumanText.Count(status.Commands)} live"),
        ("invariants", $"{FleetSimulation.Invariants}, all kept"),
    ];

    /// <summary>The status as a JSON object.</summary>
    public static ReplyLine Json(LiveSimulation live, Status status) => ReplyLine.Json(new RunView
    {
        Scenario = live.Scenario.Name,
        Seed = live.Scenario.Seed,
        Devices = live.Scenario.Fleet.Devices,
        Rings = [.. live.Scenario.Fleet.Rings.Select(ring => ring.Name)],
        Analytics = live.Scenario.Analytics.Enabled,
        Directory = live.Directory.Path,
        Id = live.Directory.Manifest.Id,
        Phase = Word(status),
        Speed = status.Speed.ToString(),
        Clock = live.Instant(status.Clock),
        ClockMs = status.Clock.Milliseconds,
        Settled = live.Instant(status.Settled),
        SettledMs = status.Settled.Milliseconds,
        EndMs = live.Scenario.End.Milliseconds,
        NextDue = status.NextDue.IsNever ? null : live.Instant(status.NextDue),
        NextDueMs = status.NextDue.IsNever ? (long?)null : status.NextDue.Milliseconds,
        Windows = status.Windows,
        OpenSeconds = status.OpenFor is { } open ? FixedDecimals.Seconds((long)open.TotalMilliseconds) : (decimal?)null,
        LongestWindowSeconds = FixedDecimals.Seconds((long)status.LongestWindow.TotalMilliseconds),
        Unsettled = status.Unsettled,
        Wakes = status.Wakes,
        Epoch = status.Epoch,
        ClosedEpoch = status.LastClosed.Epoch,
        ClosedEnd = status.LastClosed.Epoch == 0 ? null : live.Instant(status.LastClosed.End),
        ClosedEndMs = status.LastClosed.Epoch == 0 ? (long?)null : status.LastClosed.End.Milliseconds,
        Events = status.Events,
        ClosedEvents = status.LastClosed.Events,
        Commands = status.Commands,
        Invariants = FleetSimulation.Invariants,
    });

    private static string Word(Status status) => status.Phase.ToString().ToLowerInvariant();

    private static string Moment(LiveSimulation live, VirtualTime moment) =>
        moment.IsNever ? "never" : $"{live.Instant(moment)} ({moment})";

    private static string Open(Status status) => status.OpenFor is not { } open ? ""
        : $"; one has been open for {HumanText.WallTime((decimal)open.TotalSeconds)}, waiting for {Named(status)}";

    /// <summary>Names at most four processes.</summary>
    private static string Named(Status status) => status.Unsettled.Length > 4
        ? $"{string.Join(", ", status.Unsettled.Take(3))} and {HumanText.Count(status.Unsettled.Length - 3, "other")}"
        : string.Join(", ", status.Unsettled);
}
