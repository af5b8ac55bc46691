using RsrActors.Model.Devices.States;
using RsrActors.Model.Signing;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Reports;

/// <summary>Counts tickets and refusals: those of responses, and the boot tickets of software updates.</summary>
internal sealed class SigningProjection
{
    private readonly NumberTally _refused = new();
    private readonly NumberTally _bootRefused = new();
    private long _issued;
    private long _reused;
    private long _bootIssued;

    public void Issue(TicketIssued issued)
    {
        _issued += issued.Reused ? 0 : 1;
        _reused += issued.Reused ? 1 : 0;
    }

    public void IssueBoot() => _bootIssued++;

    public void Refuse(TicketRefused refused) => _refused.Count(refused.Status);

    /// <summary>Counts a failed attempt of a software update if it failed for want of a boot ticket.</summary>
    public void Fail(SoftwareUpdateAttemptFailed failed)
    {
        if (StatusOf(failed.Fault) is { } status)
            _bootRefused.Count(status);
    }

    public SigningFigures ToFigures() =>
        new(_issued, _reused, _refused.ToCounts(), new(_bootIssued, _bootRefused.ToCounts()));

    /// <summary>The service's status in the device's fault; null for any other fault.</summary>
    private static int? StatusOf(DeviceFault fault) => fault switch
    {
        DeviceFault.TicketRefused => SigningStatus.NotEligible,
        DeviceFault.SigningUnreachable => SigningStatus.Unreachable,
        DeviceFault.SigningRateLimited => SigningStatus.RateLimited,
        _ => null,
    };
}
