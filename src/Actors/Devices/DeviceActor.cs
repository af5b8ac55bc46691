using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Fleet.CohortProtocol;

namespace RsrActors.Actors.Devices;

/// <summary>
/// One device: a shell over <see cref="DeviceDecider"/>. It has the device's mailbox, and supervises the one procedure
/// that works. It answers each wake once, after all events of the wake.
/// </summary>
/// <remarks>
/// It is an <see cref="UntypedActor"/> and is made by a producer, because there may be one for each device: a
/// ReceiveActor costs three times as much to start and to keep.
/// </remarks>
public sealed class DeviceActor(DeviceState state, World world, DeviceProcedures procedures) : UntypedActor
{
    private readonly ImmutableArray<RecordedEvent>.Builder _events = ImmutableArray.CreateBuilder<RecordedEvent>();
    private readonly ImmutableArray<Message>.Builder _mail = ImmutableArray.CreateBuilder<Message>();

    private DeviceState _state = state;
    private VirtualTime _now;
    private Publications _published = Publications.None;
    private IActorRef _cohort = ActorRefs.Nobody;
    private IActorRef _procedure = ActorRefs.Nobody;
    private string? _kind;
    private DeviceWork? _work;
    private DeviceFault _fault;
    private int _started;

    private Situation Now => new(_state, _now, world, _published);

    public static Props Props(DeviceState state, World world, DeviceProcedures procedures) =>
        Producer.PropsOf(() => new DeviceActor(state, world, procedures));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Wake wake:
                OnWake(wake);
                break;
            case ProcedureProtocol.Succeeded done:
                Conclude(WorkDecider.Succeeded(Now, _work!, done.Result));
                break;
            case ProcedureProtocol.Ready:
                OnFault();
                break;
            case Terminated:
                _procedure = ActorRefs.Nobody;
                OnFault();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => DeviceSupervision.Strategy(row => _fault = row.Fault);

    private void OnWake(Wake wake)
    {
        (_now, _published, _cohort) = (wake.At, wake.Published, Sender);
        var decision = DeviceDecider.Decide(Now, wake.Mail);
        Absorb(decision);
        if (decision.Work is null)
            FallAsleep();
        else
            Begin(decision.Work);
    }

    private void Begin(DeviceWork work)
    {
        _work = work;
        Employ(procedures.For(work));
        _procedure.Tell(new ProcedureProtocol.Work(work));
    }

    /// <summary>Has this procedure at work, in place of the one before.</summary>
    private void Employ((string Name, Props Props) procedure)
    {
        if (!_procedure.IsNobody() && _kind == procedure.Name)
            return;
        Dismiss();
        _kind = procedure.Name;
        _procedure = Context.Watch(Context.ActorOf(procedure.Props, $"{procedure.Name}-{++_started}"));
    }

    private void OnFault() => Conclude(WorkDecider.Failed(Now, _work!, _fault));

    private void Conclude(DeviceDecision decision)
    {
        _work = null;
        Absorb(decision);
        if (decision.Work is null)
            FallAsleep();
        else
            Begin(decision.Work);
    }

    private void Dismiss()
    {
        if (_procedure.IsNobody())
            return;
        Context.Unwatch(_procedure);
        Context.Stop(_procedure);
        _procedure = ActorRefs.Nobody;
    }

    private void Absorb(DeviceDecision decision) =>
        _state = DeviceWake.Absorb(_state, decision, _now, world, _events, _mail);

    private void FallAsleep()
    {
        // The install procedure runs until the response is staged or given up. The others have the phase in which their
        // work is done.
        if (procedures.For(_state.Phase) is { } procedure)
            Employ(procedure);
        else if (_state.Phase is not (
            DevicePhase.Fetching or DevicePhase.Requesting or DevicePhase.AwaitingTicket or DevicePhase.Preparing))
            Dismiss();
        _cohort.Tell(DeviceWake.Asleep(Now, _events, _mail));
    }
}
