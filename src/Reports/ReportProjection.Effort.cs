using RsrActors.Model.Contents;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Reports.Traces;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Reports;

/// <summary>What installations took.</summary>
public sealed partial class ReportProjection
{
    /// <summary>A response patches two images in place; it replaces no file, and seals nothing again.</summary>
    private void AddEffort(in DeviceProjection trace, ResponseActivated activated)
    {
        var download = _world.Scenario.FindRelease(activated.Release)
            ?.TargetFor(trace.Platform, TextOf(trace.Build))?.Download ?? 0;
        AddEffort(
            MechanismKind.RapidResponse, trace.Platform, download + DownloadSizes.ImageBlocks(download), 0, 0,
            restarts: 1, activated.Downtime);
    }

    private void AddEffort(Platform platform, SoftwareUpdateInstalled installed)
    {
        _effort.Download(MechanismKind.SoftwareUpdate, platform, installed.Bytes);
        AddEffort(
            MechanismKind.SoftwareUpdate, platform, installed.BytesWritten, installed.FilesReplaced,
            installed.HashesComputed, restarts: 1, installed.Downtime);
    }

    /// <summary>What comes in the background is written as it is downloaded.</summary>
    private void AddEffort(MechanismKind mechanism, Platform platform, long bytes, long restarts, TimeSpan downtime)
    {
        _effort.Download(mechanism, platform, bytes);
        AddEffort(mechanism, platform, bytes, 0, 0, restarts, downtime);
    }

    /// <param name="restarts">Without that into a RAM disk.</param>
    private void AddEffort(
        MechanismKind kind, Platform platform, long written, long files, long hashes, long restarts,
        TimeSpan downtime)
    {
        var mechanism = AllMechanisms.Of(kind);
        var ramDisks = mechanism.UsesRamDisk(platform) ? 1 : 0;
        _effort.Add(kind, platform, new(
            written, files, hashes, restarts + ramDisks, ramDisks, downtime,
            mechanism.BatteryNeeded(_world.Install.For(platform))));
    }
}
