namespace RsrActors.Actors.Kernel.Windows;

/// <summary>How long windows take in wall time.</summary>
/// <param name="clock">Null for a run without live control: all times are zero.</param>
internal sealed class WindowTimes(IWallClock? clock)
{
    private TimeSpan _openedAt;

    /// <summary>How long the open window has been open.</summary>
    public TimeSpan OpenFor => Now - _openedAt;

    /// <summary>The longest that a window of this execution took.</summary>
    public TimeSpan Longest { get; private set; }

    private TimeSpan Now => clock?.Elapsed ?? TimeSpan.Zero;

    public void Opened() => _openedAt = Now;

    public void Settled() => Longest = OpenFor > Longest ? OpenFor : Longest;
}
