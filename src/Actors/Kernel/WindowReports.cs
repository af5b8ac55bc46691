using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Kernel.TimekeeperProtocol;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// The window reports that the <see cref="RunControlActor"/> requests from the timekeeper, and the purpose of each. It
/// reports the process for which a window stays open. It is no actor; only the <see cref="RunControlActor"/> uses it.
/// </summary>
internal sealed class WindowReports(
    SimulationPlan plan, IActorRef timekeeper, IActorRef self, ICanTell observer, ILoggingAdapter log)
{
    /// <summary>Reports come in the order of their requests.</summary>
    private readonly Queue<ReportUse> _uses = new();

    private long _windowAtLastCheck;

    public void Ask(ReportUse use)
    {
        _uses.Enqueue(use);
        timekeeper.Tell(new DescribeWindow(), self);
    }

    /// <returns>What is still to be done with the report.</returns>
    public ReportUse Received(WindowReport report)
    {
        var use = _uses.Dequeue();
        switch (use)
        {
            case ReportUse.SlowProcesses query when report.OpenFor is null:
                query.Asker.Tell(new LiveProtocol.Answers(report.Settled, []));
                return ReportUse.Done.Instance;
            case ReportUse.NamesOfEntities { BusyEntities: var awake } when report.Unsettled.Contains(awake.Process):
                TellSlow(report, awake.Process, awake.Entities);
                return ReportUse.Done.Instance;
            default:
                return use;
        }
    }

    /// <summary>For the watchdog: whether the same window is open as at the last check.</summary>
    /// <returns>The process that is reported, and has to be asked for its entities; null when windows settle.</returns>
    public int? Stalled(WindowReport report)
    {
        var isSame = report.Window == _windowAtLastCheck;
        _windowAtLastCheck = report.Window;
        if (!isSame || report.Unsettled.IsEmpty)
            return null;
        TellSlow(report, report.Unsettled[0], []);
        return report.Unsettled[0];
    }

    /// <summary>Rejects what waits: no report will come any more.</summary>
    public void Abandon()
    {
        foreach (var use in _uses)
        {
            var asker = use switch
            {
                ReportUse.Status status => status.Asker,
                ReportUse.SlowProcesses query => query.Asker,
                _ => ActorRefs.Nobody,
            };
            asker.Tell(LiveProtocol.Rejected.Stopped);
        }
    }

    private void TellSlow(WindowReport report, int process, ImmutableArray<EntityId> entities)
    {
        var name = plan.Processes[process].Name;
        log.Warning("Window {Window} waits for {Process} {Entities}", report.Window, name, string.Join(", ", entities));
        observer.Tell(
            new SimulationProtocol.Slow(report.Window, name, report.Unsettled.Length - 1, entities), self);
    }
}

/// <summary>What a window report is for.</summary>
internal abstract record ReportUse
{
    private ReportUse()
    {
    }

    public sealed record Status(IActorRef Asker) : ReportUse;

    public sealed record SlowProcesses(IActorRef Asker) : ReportUse;

    public sealed record Watchdog : ReportUse;

    /// <summary>A process named its entities at work: they are reported if its window is still open.</summary>
    public sealed record NamesOfEntities(BusyEntities BusyEntities) : ReportUse;

    public sealed record Done : ReportUse
    {
        public static readonly Done Instance = new();
    }
}
