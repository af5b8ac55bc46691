namespace RsrActors.Model.Analytics;

/// <summary>All that was reported of one application on one platform, on the base or under one response.</summary>
/// <param name="Devices">Devices that have reported use, each counted once.</param>
/// <param name="CrashedDevices">Devices that have reported a crash, each counted once.</param>
public sealed record CrashCell(ReportedUse Total, int Devices, int CrashedDevices)
{
    public static readonly CrashCell Empty = new(default, 0, 0);

    public CrashCell With(in ReportedLine line) => new(
        Total + line.Use, Devices + (line.FirstUse ? 1 : 0), CrashedDevices + (line.FirstCrash ? 1 : 0));
}
