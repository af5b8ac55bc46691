using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Signing;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// Stands in for the procedures: it turns the damage that was drawn for a piece of work into the fault to which the
/// real bytes would lead.
/// </summary>
internal static class StandIn
{
    public static readonly Digest Manifest = Digest.Sha384("a manifest"u8);

    private static readonly Digest Image = Digest.Sha384("an image"u8);

    public static readonly StagedCryptex Os = new(CryptexSubtype.Os, Image, Image, new(Digest.Sha256("an image"u8)));

    public static DeviceFault? FaultOf(DeviceWork work) => work switch
    {
        DeviceWork.CheckDownload { Interrupted: true } => DeviceFault.NetworkInterrupted,
        DeviceWork.CheckDownload { Damage: not null } => DeviceFault.PatchDigestMismatch,
        DeviceWork.Personalise { Answer: TicketAnswer.Denied denied } => denied.Status switch
        {
            SigningStatus.Unreachable => DeviceFault.SigningUnreachable,
            SigningStatus.RateLimited => DeviceFault.SigningRateLimited,
            _ => DeviceFault.TicketRefused,
        },
        DeviceWork.Personalise { Answer: TicketAnswer.Granted { Flaw: TicketFlaw.OtherDevice } } =>
            DeviceFault.ConstraintViolated,
        DeviceWork.Personalise { Answer: TicketAnswer.Granted { Flaw: TicketFlaw.OtherContent } } =>
            DeviceFault.ContentNotAuthenticated,
        DeviceWork.Personalise { Answer: TicketAnswer.Granted { Flaw: TicketFlaw.ForeignCertificate } } =>
            DeviceFault.BadSignature,
        DeviceWork.Personalise { Answer: TicketAnswer.Granted granted } asked when !granted.Nonce.Equals(asked.Nonce) =>
            DeviceFault.StaleNonce,
        DeviceWork.Stage { ImageDamage: not null } => DeviceFault.ImageDigestMismatch,
        DeviceWork.Stage { SealDamage: not null } => DeviceFault.SealBroken,
        DeviceWork.BringUp { Starts: false } or DeviceWork.BringBack { Starts: false } => DeviceFault.DidNotStart,
        _ => null,
    };

    public static WorkResult ResultOf(DeviceWork work) => work switch
    {
        DeviceWork.Personalise or DeviceWork.ReuseTicket => new WorkResult.TicketHolds(Manifest),
        DeviceWork.Stage => new WorkResult.Staged([Os]),
        _ => WorkResult.Done.Instance,
    };
}
