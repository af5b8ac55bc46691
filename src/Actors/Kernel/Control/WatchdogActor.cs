using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Kernel.Windows.TimekeeperProtocol;

namespace RsrActors.Actors.Kernel.Control;

/// <summary>
/// Finds the processes, and the entities in them, for which a window stays open: every ten seconds by itself, and for
/// <see cref="GetSlowProcesses"/>. It reports them, and changes nothing.
/// </summary>
public sealed class WatchdogActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly SimulationPlan _plan;
    private readonly IActorRef _timekeeper;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>
    /// The purposes of the reports that the timekeeper has not sent yet: it sends them in their order.
    /// </summary>
    private readonly Queue<ReportPurpose> _reports = new();

    /// <summary>The same of the answers of each process.</summary>
    private readonly Dictionary<int, Queue<AnswerPurpose>> _answers = [];

    private ImmutableArray<IActorRef> _processes = [];
    private Search _search = Search.None;
    private long _windowAtLastCheck;

    public WatchdogActor(SimulationPlan plan, IActorRef timekeeper)
    {
        _plan = plan;
        _timekeeper = timekeeper;

        Receive<Start>(OnStart);
        Receive<Check>(_ => AskForReport(new ReportPurpose.Check()));
        Receive<GetSlowProcesses>(_ => AskForReport(new ReportPurpose.Search(Sender)));
        Receive<WindowReport>(OnWindowReport);
        Receive<BusyEntities>(OnBusyEntities);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>From the timer.</summary>
    internal sealed record Check;

    private enum AnswerPurpose
    {
        Check,
        Search,
    }

    /// <summary>What a window report is for.</summary>
    private abstract record ReportPurpose
    {
        public sealed record Check : ReportPurpose;

        public sealed record Search(IActorRef Asker) : ReportPurpose;

        /// <summary>A process named its entities at work: they are reported if its window is still open.</summary>
        public sealed record Confirmation(BusyEntities Busy) : ReportPurpose;
    }

    /// <summary>A search that waits for the answers of processes.</summary>
    /// <param name="Missing">Processes that have not answered.</param>
    private sealed record Search(
        VirtualTime At, int Missing, ImmutableList<IActorRef> Askers, ImmutableSortedDictionary<int, SlowProcess> Found)
    {
        public static readonly Search None = new(
            VirtualTime.Zero, 0, [], ImmutableSortedDictionary<int, SlowProcess>.Empty);
    }

    public static Props Props(SimulationPlan plan, IActorRef timekeeper) =>
        Akka.Actor.Props.Create<WatchdogActor>(plan, timekeeper);

    protected override void PostStop()
    {
        foreach (var asker in _reports.OfType<ReportPurpose.Search>().Select(one => one.Asker).Concat(_search.Askers))
            asker.Tell(Rejected.Stopped);
        base.PostStop();
    }

    private void OnStart(Start start)
    {
        _processes = start.Processes;
        Timers.StartPeriodicTimer("check", new Check(), Period);
    }

    private void AskForReport(ReportPurpose purpose)
    {
        _reports.Enqueue(purpose);
        _timekeeper.Tell(new DescribeWindow(), Self);
    }

    private void OnWindowReport(WindowReport report)
    {
        switch (_reports.Dequeue())
        {
            case ReportPurpose.Check:
                CheckProgress(report);
                break;
            case ReportPurpose.Search search when report.OpenFor is null:
                search.Asker.Tell(new Answers(report.Settled, []));
                break;
            case ReportPurpose.Search search:
                Begin(search.Asker, report);
                break;
            case ReportPurpose.Confirmation { Busy: var busy } when report.Unsettled.Contains(busy.Process):
                Report(report, busy.Process, busy.Entities);
                break;
        }
    }

    private void CheckProgress(WindowReport report)
    {
        if (!report.Unsettled.IsEmpty && report.Window == _windowAtLastCheck)
        {
            // One process is reported, and asked for its entities. It answers unless it is at work itself.
            Report(report, report.Unsettled[0], []);
            AskForEntities(report.Unsettled[0], AnswerPurpose.Check);
        }

        _windowAtLastCheck = report.Window;
    }

    private void Begin(IActorRef asker, WindowReport report)
    {
        if (_search.Missing == 0)
        {
            _search = Search.None with { At = report.Settled, Missing = report.Unsettled.Length };
            foreach (var process in report.Unsettled)
                AskForEntities(process, AnswerPurpose.Search);
        }

        _search = _search with { Askers = _search.Askers.Add(asker) };
    }

    private void AskForEntities(int process, AnswerPurpose purpose)
    {
        if (!_answers.TryGetValue(process, out var purposes))
            _answers.Add(process, purposes = new());
        purposes.Enqueue(purpose);
        _processes[process].Tell(new GetBusyEntities(), Self);
    }

    private void OnBusyEntities(BusyEntities busy)
    {
        switch (_answers[busy.Process].Dequeue())
        {
            case AnswerPurpose.Search:
                OnFound(busy);
                break;
            case AnswerPurpose.Check when !busy.Entities.IsEmpty:
                AskForReport(new ReportPurpose.Confirmation(busy)); // Meanwhile the window may be settled.
                break;
        }
    }

    private void OnFound(BusyEntities busy)
    {
        _search = _search with
        {
            Missing = _search.Missing - 1,
            Found = _search.Found.SetItem(busy.Process, new(NameOf(busy.Process), busy.Entities)),
        };
        if (_search.Missing > 0)
            return;
        foreach (var asker in _search.Askers)
            asker.Tell(new Answers(_search.At, [.. _search.Found.Values]));
        _search = Search.None;
    }

    private void Report(WindowReport report, int process, ImmutableArray<EntityId> entities)
    {
        var name = NameOf(process);
        _log.Warning(
            "Window {Window} waits for {Process} {Entities}", report.Window, name, string.Join(", ", entities));
        Context.Parent.Tell(new SimulationProtocol.Slow(report.Window, name, report.Unsettled.Length - 1, entities));
    }

    private string NameOf(int process) => _plan.Processes[process].Name;
}
