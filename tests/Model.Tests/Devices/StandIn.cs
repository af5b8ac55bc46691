using System.Collections.Immutable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
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

    public static readonly StagedCryptex Os = new(
        CryptexSubtype.Os, Image, Image, new(Digest.Sha256("an image"u8)), Digest.Sha384("a trust cache"u8));

    public static readonly StagedCryptex App = Os with
    {
        Subtype = CryptexSubtype.App, TrustCache = Digest.Sha384("another trust cache"u8),
    };

    public static DeviceFault? FaultOf(DeviceWork work) => work switch
    {
        DeviceWork.CheckDownload { Interrupted: true } => DeviceFault.NetworkInterrupted,
        DeviceWork.CheckDownload { Damage: not null } => DeviceFault.PatchDigestMismatch,
        DeviceWork.Personalise { Answer: TicketAnswer.Denied denied } => FaultOf(denied),
        DeviceWork.PersonaliseUpdate { Answer: TicketAnswer.Denied denied } => FaultOf(denied),
        DeviceWork.Personalise { Answer: TicketAnswer.Granted { Flaw: TicketFlaw.OtherDevice } } =>
            DeviceFault.ConstraintViolated,
        DeviceWork.Personalise { Answer: TicketAnswer.Granted { Flaw: TicketFlaw.OtherContent } } =>
            DeviceFault.ContentNotAuthenticated,
        DeviceWork.Personalise { Answer: TicketAnswer.Granted { Flaw: TicketFlaw.ForeignCertificate } } =>
            DeviceFault.BadSignature,
        DeviceWork.Personalise { Answer: TicketAnswer.Granted granted } asked when !granted.Nonce.Equals(asked.Nonce) =>
            DeviceFault.StaleNonce,
        DeviceWork.Stage { StoredDamage: not null } => DeviceFault.StoredFileDamaged,
        DeviceWork.Stage { ImageDamage: not null } => DeviceFault.ImageDigestMismatch,
        DeviceWork.Stage { SealDamage: not null } => DeviceFault.SealBroken,
        DeviceWork.ReuseTicket { StoredDamage: not null }
            or DeviceWork.Revert { StoredDamage: not null } => DeviceFault.StoredFileDamaged,
        DeviceWork.Boot { Trouble.Stored: not null } => DeviceFault.StoredFileDamaged,
        DeviceWork.Boot { Trouble.Step: var step } => BootSteps.FaultOf(step),
        DeviceWork.Boot { Starts: false } => DeviceFault.DidNotStart,
        DeviceWork.CheckUpdate { Interrupted: true } => DeviceFault.NetworkInterrupted,
        DeviceWork.CheckUpdate { Damage: not null } => DeviceFault.UpdateDigestMismatch,
        DeviceWork.PrepareUpdate { Succeeds: false } => DeviceFault.UpdateNotPrepared,
        DeviceWork.InstallUpdate { Draws.RamDiskStarts: false } => DeviceFault.RamDiskDidNotStart,
        DeviceWork.InstallUpdate { Draws.FileDamage: not null } => DeviceFault.FileDigestMismatch,
        DeviceWork.InstallUpdate { Draws.VolumeDamage: not null } => DeviceFault.RootMismatch,
        DeviceWork.InstallUpdate { Draws.SnapshotIsMade: false } => DeviceFault.SnapshotNotMade,
        DeviceWork.InstallUpdate { Draws.Starts: false } => DeviceFault.SnapshotDidNotStart,
        _ => null,
    };

    private static DeviceFault FaultOf(TicketAnswer.Denied denied) => denied.Status switch
    {
        SigningStatus.Unreachable => DeviceFault.SigningUnreachable,
        SigningStatus.RateLimited => DeviceFault.SigningRateLimited,
        _ => DeviceFault.TicketRefused,
    };

    public static WorkResult ResultOf(DeviceWork work, World world) => work switch
    {
        DeviceWork.Boot boot => new WorkResult.Booted(TrustCachesOf(world, boot.Platform, boot.Build)),
        DeviceWork.PersonaliseUpdate update => new WorkResult.TicketHolds(
            world.BootManifestDigestOf(update.Platform, update.Build, update.Device)),
        DeviceWork.Personalise or DeviceWork.ReuseTicket => new WorkResult.TicketHolds(Manifest),
        DeviceWork.Stage => new WorkResult.Staged([Os, App]),
        _ => WorkResult.Done.Instance,
    };

    /// <summary>What a boot with a response loads.</summary>
    public static ImmutableArray<Digest> TrustCachesOf(World world, Platform platform, string build) =>
        [world.BootOf(platform, build).Measurements.TrustCache, Os.TrustCache, App.TrustCache];
}
