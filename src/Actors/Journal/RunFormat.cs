using RsrActors.Model.Population;

namespace RsrActors.Actors.Journal;

/// <summary>The storage form of everything a run stores.</summary>
public static class RunFormat
{
    /// <summary>
    /// Raised when a journal of the version before can no longer be continued. A change of what is computed raises
    /// <see cref="ModelVersion"/> instead.
    /// </summary>
    public const int JournalVersion = 3;

    /// <summary>Raised when the same scenario and seed come to another history.</summary>
    public const int ModelVersion = 3;

    /// <summary>Events alone: enough to read a journal, without its scenario.</summary>
    public static PayloadFormat ForReading() => new PayloadFormat()
        .AddDeviceEvents()
        .AddCrashEvents()
        .AddServiceEvents()
        .AddAnalyticsEvents();

    public static PayloadFormat ForRunning(World world) => ForReading()
        .AddMail()
        .AddPublished()
        .AddAnalyticsMail()
        .AddFindings()
        .AddDeviceStates(world)
        .AddServiceStates(world)
        .AddAnalyticsStates();
}
