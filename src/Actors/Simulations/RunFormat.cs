using RsrActors.Actors.Analytics;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Operations;
using RsrActors.Actors.Signing;
using RsrActors.Actors.Updates;
using RsrActors.Model.Population;

namespace RsrActors.Actors.Simulations;

/// <summary>The storage form of everything a run stores.</summary>
public static class RunFormat
{
    /// <summary>
    /// Raised when a run with a journal of the version before can no longer be continued. A change of what is computed
    /// raises <see cref="ModelVersion"/> instead.
    /// </summary>
    public const int JournalVersion = 5;

    /// <summary>Raised when the same scenario and seed give another history.</summary>
    public const int ModelVersion = 5;

    /// <summary>The forms of events only: enough to read the events of a journal without its scenario.</summary>
    public static PayloadFormat ForReading() => new PayloadFormat()
        .AddDeviceEvents()
        .AddCrashEvents()
        .AddOperatorEvents()
        .AddSigningEvents()
        .AddReleaseEvents()
        .AddAnalyticsEvents();

    public static PayloadFormat ForRunning(World world) => ForReading()
        .AddSigningMessages()
        .AddPublished()
        .AddAnalyticsMail()
        .AddEvidenceMail()
        .AddGrantMail()
        .AddFindings()
        .AddDeviceStates(world)
        .AddSigningStates()
        .AddUpdateServiceStates(world)
        .AddOperatorStates()
        .AddAnalyticsStates();
}
