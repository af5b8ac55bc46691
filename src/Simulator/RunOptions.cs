namespace RsrActors.Simulator;

/// <summary>Optional arguments of a run.</summary>
public sealed record RunOptions
{
    private readonly int _threads = Environment.ProcessorCount;

    /// <summary>In place of the scenario's seed; null for that one.</summary>
    public ulong? Seed { get; init; }

    /// <summary>
    /// The number of the simulation's own threads, at least 1; by default one for each processor. The result does not
    /// depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>
    /// Called with every event, in the order of the history, while the run goes on, from one thread at a time. The run
    /// waits for it.
    /// </summary>
    public Action<SimulatedEvent>? Happened { get; init; }
}
