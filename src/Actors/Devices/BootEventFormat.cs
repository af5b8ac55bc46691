using RsrActors.Actors.Journal;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Actors.Devices;

/// <summary>
/// The storage form of the events of boots, and of what a device installs in the background.
/// </summary>
internal static class BootEventFormat
{
    public static PayloadFormat AddBootEvents(this PayloadFormat format) => format
        .Add<SecurityDataInstalled>(
            "security-data-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Version); w.Write(e.Bytes); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadInt64()); })
        .Add<SafariPackageInstalled>(
            "safari-package-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Version); w.Write(e.Bytes); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadInt64()); })
        .Add<LivePatchApplied>(
            "live-patch-1",
            (ref w, e) =>
            {
                w.WriteFields(4);
                w.Write(e.Name);
                w.Write((int)e.Tool);
                w.Write(e.Bytes);
                w.Write(e.Outage);
            },
            (ref r) =>
            {
                r.ReadFields(4);
                return new(r.ReadText(), (LivePatchTool)r.ReadInt32(), r.ReadInt64(), r.ReadSpan());
            })
        .Add<LivePatchRemoved>(
            "live-patch-removed-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.Name); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); })
        .Add<BootStepFailed>(
            "boot-failed-1",
            (ref w, e) => { w.WriteFields(3); w.Write((int)e.Step); w.Write((int)e.Fault); w.Write((int)e.Fallback); },
            (ref r) =>
            {
                r.ReadFields(3);
                return new((BootStep)r.ReadInt32(), (DeviceFault)r.ReadInt32(), (BootFallback)r.ReadInt32());
            })
        .Add<DataVolumeUnlocked>(
            "unlocked-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<StoredFileDamaged>(
            "file-damaged-1",
            (ref w, e) => { w.WriteFields(3); w.Write((int)e.Volume); w.Write((int)e.File); w.Write(e.Release); },
            (ref r) => { r.ReadFields(3); return new((Volume)r.ReadInt32(), (StoredFile)r.ReadInt32(), r.ReadText()); })
        .Add<BootTicketRequested>(
            "boot-ticket-requested-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.OsBuild); w.Write(e.Attempt); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadInt32()); })
        .Add<BootTicketIssued>(
            "boot-ticket-issued-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.OsBuild); w.Write(e.ManifestDigest); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadDigest()); })
        .Add<BootLoopStarted>(
            "loop-started-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Version); w.Write(e.OsBuild); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadText()); })
        .Add<BootLoopEnded>(
            "loop-ended-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Version); w.Write(e.OsBuild); w.Write(e.Downtime); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadSpan()); });
}
