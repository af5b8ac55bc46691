using RsrActors.Actors.Kernel;

namespace RsrActors.TestKit;

/// <summary>
/// Wall time does not pass: no history of a test, and nothing that is stored of it, depends on how fast a machine is.
/// </summary>
internal sealed class StillClock : IWallClock, IDisposable
{
    public TimeSpan Elapsed => TimeSpan.Zero;

    public IDisposable CallAfter(TimeSpan delay, Action callback) => this;

    public void Dispose()
    {
    }
}
