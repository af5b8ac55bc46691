using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Fleet;

/// <summary>A cohort whose histories are not checked.</summary>
internal sealed class NoCohortMonitor<TState> : ICohortMonitor<TState> where TState : class
{
    public static readonly NoCohortMonitor<TState> Instance = new();

    public string? Observe(int device, RecordedEvent happened) => null;

    public string? Inspect(int device, TState state) => null;

    public object? TakeFindings() => null;

    public object? Capture() => null;

    public void Restore(object? captured)
    {
    }
}
