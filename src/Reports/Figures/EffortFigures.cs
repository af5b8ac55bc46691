namespace RsrActors.Reports.Figures;

/// <summary>What one installation took, on average over those of a mechanism on a platform.</summary>
/// <param name="Mechanism"><c>rapid-response</c>, <c>software-update</c>, …</param>
/// <param name="Platform">The platform of the devices.</param>
/// <param name="Installations">Each time, also when a response was installed again.</param>
/// <param name="BytesDownloaded">Downloads of installations that failed count, too.</param>
/// <param name="BytesWritten">A response writes patch, antipatch and the changed blocks of its images.</param>
/// <param name="FilesReplaced">Files of the system; a response replaces none, it patches two images.</param>
/// <param name="HashesComputed">Of the system volume's tree.</param>
/// <param name="Restarts">Restarts of the device, those into a RAM disk included.</param>
/// <param name="RamDisks">Starts from a RAM disk.</param>
/// <param name="MedianDowntimeSeconds">Half of the installations took no longer.</param>
/// <param name="BatteryPercent">The charge that is needed when the device does not charge.</param>
public sealed record EffortFigures(
    string Mechanism,
    string Platform,
    long Installations,
    long BytesDownloaded,
    long BytesWritten,
    long FilesReplaced,
    long HashesComputed,
    long Restarts,
    long RamDisks,
    decimal MedianDowntimeSeconds,
    int BatteryPercent);
