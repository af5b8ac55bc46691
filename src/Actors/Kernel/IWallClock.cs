namespace RsrActors.Actors.Kernel;

/// <summary>
/// Wall time, for a run that keeps pace with it. It decides when a window opens, never what happens in it.
/// </summary>
public interface IWallClock
{
    /// <summary>Time since a fixed moment before the run; only differences matter.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Calls back once, from any thread, unless the returned object is disposed before.</summary>
    IDisposable CallAfter(TimeSpan delay, Action callback);
}
