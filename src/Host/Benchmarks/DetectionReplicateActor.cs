using Akka.Actor;
using RsrActors.Actors.Analytics;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Analytics;
using RsrActors.Model.Simulation;
using RsrActors.Running;

namespace RsrActors.Host.Benchmarks;

/// <summary>What the service found in one replicate.</summary>
/// <param name="Signal">The first signal; null when there was none.</param>
/// <param name="Published">Whether a list of affected applications was sent to the fleet.</param>
internal sealed record DetectionOutcome(DetectionSignal? Signal, bool Published);

/// <param name="Expected">Crashes that the service expected by then.</param>
internal sealed record DetectionSignal(VirtualTime At, double Expected);

/// <summary>
/// Takes the place of the logical process of one crash-analytics service, and is new for each replicate. It gives the
/// service its messages window by window, until the service publishes a list, or all messages are handled without a
/// signal.
/// </summary>
internal sealed class DetectionReplicateActor : ReceiveActor
{
    private readonly Surveillance _surveillance;
    private readonly IEnumerator<Message> _mail;
    private readonly TaskCompletionSource<DetectionOutcome> _over;
    private readonly IActorRef _service;
    private DetectionSignal? _signal;
    private bool _hasMail;

    public DetectionReplicateActor(
        Surveillance surveillance, IEnumerable<Message> mail, TaskCompletionSource<DetectionOutcome> over)
    {
        (_surveillance, _mail, _over) = (surveillance, mail.GetEnumerator(), over);
        _service = Context.ActorOf(
            CrashAnalyticsActor.Props(surveillance, counters: 1, SimulationConfiguration.Dispatcher)
                .WithDispatcher(SimulationConfiguration.Dispatcher),
            "handler");

        Receive<ProcessProtocol.AtRest>(rest => OpenWindow(rest.NextDue));
        Receive<ProcessProtocol.Handled>(OnHandled);
        _service.Tell(new ProcessProtocol.Begin(VirtualTime.Zero));
        _hasMail = _mail.MoveNext();
    }

    public static Props Props(
        DetectionSetting setting, IEnumerable<Message> mail, TaskCompletionSource<DetectionOutcome> over) =>
        Akka.Actor.Props.Create<DetectionReplicateActor>(setting.Surveillance, mail, over)
            .WithDispatcher(SimulationConfiguration.Dispatcher);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(fault =>
    {
        _over.TrySetException(fault);
        return Directive.Stop;
    });

    protected override void PreRestart(Exception reason, object message) => _over.TrySetException(reason);

    protected override void PostStop() => _mail.Dispose();

    private void OnHandled(ProcessProtocol.Handled handled)
    {
        foreach (var happened in handled.Events)
        {
            if (happened.Event is AnalyticsEvent.RegressionDetected detected)
                _signal ??= new(happened.At, detected.Expected);
        }

        if (handled.Mail.Any(message => message.To == EntityId.Fleet && message.Body is AffectedApplications))
            End(published: true);
        else if (!_hasMail && _signal is null)
            End(published: false);
        else
            OpenWindow(handled.NextDue);
    }

    private void OpenWindow(VirtualTime due)
    {
        var end = (_hasMail ? VirtualTime.Min(due, _mail.Current.Due) : due) + _surveillance.Scenario.Kernel.Lookahead;
        var mail = new List<Message>();
        for (; _hasMail && _mail.Current.Due < end; _hasMail = _mail.MoveNext())
            mail.Add(_mail.Current);
        _service.Tell(new ProcessProtocol.Handle(end, [.. mail]));
    }

    private void End(bool published)
    {
        _over.TrySetResult(new(_signal, published));
        Context.Stop(Self);
    }
}
