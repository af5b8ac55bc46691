namespace RsrActors.Model.Analytics;

/// <summary>
/// What was reported of an application on a platform by the moment of a signal, in addition to the crashes.
/// </summary>
/// <param name="Milliseconds">Time in the foreground under the response.</param>
/// <param name="BaseCrashes">Crashes reported without a response, from the start until the signal.</param>
/// <param name="BaseMilliseconds">Time in the foreground without a response, from the start until the signal.</param>
public sealed record SignalCounts(long Milliseconds, long BaseCrashes, long BaseMilliseconds)
{
    public static SignalCounts Of(ReportedUse use, ReportedUse onBase) =>
        new(use.Milliseconds, onBase.Crashes, onBase.Milliseconds);

    /// <summary>Crashes and use under the response; the number of reports is not stored and is 0.</summary>
    public ReportedUse Use(long crashes) => new(crashes, Milliseconds, 0);

    /// <summary>Crashes and use without a response; the number of reports is not stored and is 0.</summary>
    public ReportedUse OnBase => new(BaseCrashes, BaseMilliseconds, 0);
}
