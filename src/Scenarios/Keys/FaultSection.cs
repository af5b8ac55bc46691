using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>faults</c>: the chance of each kind of fault; by default all chances are 0 %.</summary>
internal static class FaultSection
{
    public static FaultSettings Read(Section faults)
    {
        faults.RefuseRetired(
            "storage-full", "volumes.nearly-full, with volumes.nearly-full-free: storage is full by what is stored");
        return ReadChances(faults);
    }

    private static FaultSettings ReadChances(Section faults) => new(
        faults.Share("network-interrupted", "0 %"),
        faults.Share("patch-damaged", "0 %"),
        faults.Share("image-damaged", "0 %"),
        faults.Share("seal-broken", "0 %"),
        faults.Share("nonce-rolled", "0 %"),
        faults.Share("ticket-for-other-device", "0 %"),
        faults.Share("ticket-for-other-content", "0 %"),
        faults.Share("foreign-certificate", "0 %"),
        faults.Share("did-not-start", "0 %"),
        faults.Share("signing-worker-dies", "0 %"),
        faults.Share("release-actor-dies", "0 %"),
        faults.Share("crash-counter-dies", "0 %"))
    {
        Boot = new(
            faults.Share("boot-ticket-invalid", "0 %"),
            faults.Share("snapshot-seal-broken", "0 %"),
            faults.Share("kernel-digest-mismatch", "0 %"),
            faults.Share("cryptex-ticket-invalid", "0 %"),
            faults.Share("cryptex-not-grafted", "0 %"),
            faults.Share("trust-cache-missing", "0 %"),
            faults.Share("data-unlock-failed", "0 %"),
            faults.Share("stored-file-damaged", "0 %"),
            faults.Duration("hands-after", "4 h")),
        Update = new(
            faults.Share("update-damaged", "0 %"),
            faults.Share("update-not-prepared", "0 %"),
            faults.Share("ram-disk-did-not-start", "0 %"),
            faults.Share("update-file-damaged", "0 %"),
            faults.Share("system-volume-damaged", "0 %"),
            faults.Share("snapshot-not-made", "0 %"),
            faults.Share("snapshot-did-not-start", "0 %")),
    };

    public static void Write(HoconWriter writer, FaultSettings faults) => writer.Section("faults", () =>
    {
        writer.Key("network-interrupted", ScenarioWords.Share(faults.NetworkInterrupted));
        writer.Key("patch-damaged", ScenarioWords.Share(faults.PatchDamaged));
        writer.Key("image-damaged", ScenarioWords.Share(faults.ImageDamaged));
        writer.Key("seal-broken", ScenarioWords.Share(faults.SealBroken));
        writer.Key("nonce-rolled", ScenarioWords.Share(faults.NonceRolled));
        writer.Key("ticket-for-other-device", ScenarioWords.Share(faults.TicketForOtherDevice));
        writer.Key("ticket-for-other-content", ScenarioWords.Share(faults.TicketForOtherContent));
        writer.Key("foreign-certificate", ScenarioWords.Share(faults.ForeignCertificate));
        writer.Key("did-not-start", ScenarioWords.Share(faults.DidNotStart));
        writer.Key("signing-worker-dies", ScenarioWords.Share(faults.SigningWorkerDies));
        writer.Key("release-actor-dies", ScenarioWords.Share(faults.ReleaseActorDies));
        writer.Key("crash-counter-dies", ScenarioWords.Share(faults.CrashCounterDies));
        if (faults.Boot != BootFaultSettings.None)
            WriteBoot(writer, faults.Boot);
        if (faults.Update != UpdateFaults.None)
            WriteUpdate(writer, faults.Update);
    });

    private static void WriteBoot(HoconWriter writer, BootFaultSettings boot)
    {
        writer.Key("boot-ticket-invalid", ScenarioWords.Share(boot.BootTicketInvalid));
        writer.Key("snapshot-seal-broken", ScenarioWords.Share(boot.SnapshotSealBroken));
        writer.Key("kernel-digest-mismatch", ScenarioWords.Share(boot.KernelDigestMismatch));
        writer.Key("cryptex-ticket-invalid", ScenarioWords.Share(boot.CryptexTicketInvalid));
        writer.Key("cryptex-not-grafted", ScenarioWords.Share(boot.CryptexNotGrafted));
        writer.Key("trust-cache-missing", ScenarioWords.Share(boot.TrustCacheMissing));
        writer.Key("data-unlock-failed", ScenarioWords.Share(boot.DataUnlockFailed));
        writer.Key("stored-file-damaged", ScenarioWords.Share(boot.StoredFileDamaged));
        writer.Key("hands-after", ScenarioWords.Of(boot.HandsAfter));
    }

    private static void WriteUpdate(HoconWriter writer, UpdateFaults faults)
    {
        writer.Key("update-damaged", ScenarioWords.Share(faults.Damaged));
        writer.Key("update-not-prepared", ScenarioWords.Share(faults.NotPrepared));
        writer.Key("ram-disk-did-not-start", ScenarioWords.Share(faults.RamDisk));
        writer.Key("update-file-damaged", ScenarioWords.Share(faults.FileDamaged));
        writer.Key("system-volume-damaged", ScenarioWords.Share(faults.VolumeDamaged));
        writer.Key("snapshot-not-made", ScenarioWords.Share(faults.Snapshot));
        writer.Key("snapshot-did-not-start", ScenarioWords.Share(faults.DidNotStart));
    }
}
