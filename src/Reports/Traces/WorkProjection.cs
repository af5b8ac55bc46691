using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Reports.Traces;

/// <summary>How a device found an offer.</summary>
internal enum FoundBy : byte
{
    /// <summary>An automatic poll found it; the ramp decides which devices get an offer in this way.</summary>
    Ramp,

    /// <summary>Its person checked for it, or was told to install it. The ramp does not apply.</summary>
    Hand,

    /// <summary>An enforcement by management. The ramp does not apply either.</summary>
    Management,
}

/// <summary>The step that a device is at with an installation, a removal or a software update.</summary>
internal enum WorkStep : byte
{
    None,

    /// <summary>A response is offered, or is being downloaded.</summary>
    Fetch,
    Personalise,
    Prepare,

    /// <summary>A response is staged and waits for the restart.</summary>
    Restart,
    Start,
    Remove,

    /// <summary>A software update is offered, is being downloaded, or waits for its first attempt to restart.</summary>
    FetchUpdate,

    /// <summary>A software update waits for its next attempt to restart.</summary>
    RestartUpdate,

    /// <summary>The boot ticket of a software update is requested.</summary>
    PersonaliseUpdate,

    /// <summary>The device is down for a software update, and may not start with it.</summary>
    Update,
}

/// <summary>The work that is under way on a device, as far as its events show: 16 bytes.</summary>
internal struct WorkProjection
{
    /// <summary>When it was offered or staged; after a failed attempt, when the next one is due.</summary>
    public VirtualTime Since;

    /// <summary>The release that is being installed, by its place in the roster from 1; 0 for none.</summary>
    public ushort Release;

    /// <summary>The number of the attempt to download a software update, from 1.</summary>
    public ushort Attempt;

    public WorkStep Step;

    public FoundBy FoundBy;

    /// <summary>This bit of <see cref="_source"/>, because a million of these are kept.</summary>
    private const byte AtOnce = 0x80;

    private byte _source;
    private byte _fault;

    public OfferSource Source
    {
        readonly get => (OfferSource)(_source & ~AtOnce);
        private set => _source = (byte)value;
    }

    /// <summary>Whether a software update took the place of an older one whose download was about to begin.</summary>
    public readonly bool BeginsAtOnce => (_source & AtOnce) != 0;

    /// <summary>Why the last attempt at this step failed; null when none did.</summary>
    public readonly DeviceFault? Fault => _fault == 0 ? null : (DeviceFault)(_fault - 1);

    public void Offer(ushort release, OfferSource source, FoundBy foundBy, VirtualTime at) => this = new()
    {
        Release = release,
        Step = WorkStep.Fetch,
        Source = source,
        FoundBy = foundBy,
        Since = at,
    };

    /// <summary>Applies an event of the device that is not an offer of a response.</summary>
    public void Apply(DeviceEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case PatchDownloaded or TicketRequested:
                Enter(WorkStep.Personalise, at);
                break;
            case TicketIssued:
                Enter(WorkStep.Prepare, at);
                break;
            case ResponseStaged:
                Enter(WorkStep.Restart, at);
                break;
            case Restarted { Reason: RestartReason.Repair }:
                break; // The boot goes on.
            case Restarted e:
                Enter(StepAfter(e.Reason), at);
                break;
            case InstallAttemptFailed { Step: not InstallStep.Offer, RetryAt: { } again } e:
                Fail(StepAgain(e.Step), e.Fault, again);
                break;
            case RemovalStarted:
                this = new() { Step = WorkStep.Remove, Since = at };
                break;
            case SoftwareUpdateOffered e:
                this = new() { Step = WorkStep.FetchUpdate, Source = e.Source, Since = at, Attempt = 1 };
                if (e.BeginsAtOnce)
                    _source |= AtOnce;
                break;
            case SoftwareUpdateAttemptFailed e:
                if (e.RetryAt is null)
                {
                    this = default; // The old snapshot stays.
                    break;
                }

                // A gate, storage among them, takes no attempt.
                Attempt = (ushort)(e.Step == InstallStep.Activate || e.Fault == DeviceFault.StorageFull
                    ? e.Attempt
                    : e.Attempt + 1);
                Fail(
                    e.Step is InstallStep.Activate or InstallStep.Personalise
                        ? WorkStep.RestartUpdate
                        : WorkStep.FetchUpdate,
                    e.Fault, e.RetryAt.Value);
                break;
            case BootTicketRequested:
                Enter(WorkStep.PersonaliseUpdate, at);
                break;
            case ResponseActivated or InstallAbandoned or ResponsesRemoved or SoftwareUpdateInstalled or BootLoopEnded:
                this = default;
                break;
        }
    }

    private void Enter(WorkStep step, VirtualTime at) => (Step, _fault, Since) = (step, 0, at);

    private void Fail(WorkStep step, DeviceFault fault, VirtualTime again) =>
        (Step, _fault, Since) = (step, (byte)((int)fault + 1), again);

    private static WorkStep StepAfter(RestartReason reason) => reason switch
    {
        RestartReason.InstallResponse => WorkStep.Start,
        RestartReason.RemoveResponses or RestartReason.FailedActivation => WorkStep.Remove,
        RestartReason.SoftwareUpdate => WorkStep.Update,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A new reason needs a rule here."),
    };

    private static WorkStep StepAgain(InstallStep step) => step switch
    {
        InstallStep.Download or InstallStep.Stage => WorkStep.Fetch,
        InstallStep.Personalise => WorkStep.Personalise,
        InstallStep.Activate => WorkStep.Restart,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A new step needs a rule here."),
    };
}
