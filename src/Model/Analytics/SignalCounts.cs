namespace RsrActors.Model.Analytics;

/// <summary>
/// What was reported of an application on a platform when a detection rule signalled, beside the crashes themselves.
/// </summary>
/// <param name="Milliseconds">In the foreground under the response, while the counted crashes happened.</param>
/// <param name="BaseCrashes">Reported without a response, from the start until the signal.</param>
/// <param name="BaseMilliseconds">In the foreground without a response, as long.</param>
public sealed record SignalCounts(long Milliseconds, long BaseCrashes, long BaseMilliseconds)
{
    public static SignalCounts Of(ReportedUse use, ReportedUse onBase) =>
        new(use.Milliseconds, onBase.Crashes, onBase.Milliseconds);

    /// <summary>Crashes and use under the response; how many devices reported them is not known.</summary>
    public ReportedUse Use(long crashes) => new(crashes, Milliseconds, 0, 0);

    /// <summary>… and without a response.</summary>
    public ReportedUse OnBase => new(BaseCrashes, BaseMilliseconds, 0, 0);
}
