using RsrActors.Running;

namespace RsrActors.Simulator;

/// <summary>Optional arguments of a run.</summary>
public sealed record RunOptions
{
    private const int MostThreads = SimulationConfiguration.MostThreads;

    private readonly int _threads = Math.Min(Environment.ProcessorCount, MostThreads);

    /// <summary>In place of the scenario's seed; null for that one.</summary>
    public ulong? Seed { get; init; }

    /// <summary>
    /// The number of the simulation's own threads, 1 to 1024; by default one for each processor. The result does not
    /// depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or above 1024.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            if (value is < 1 or > MostThreads)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Threads), value, $"The number of threads is {value}; allowed are 1 to {MostThreads}.");
            }

            _threads = value;
        }
    }

    /// <summary>
    /// Called with every event, in the order of the history, while the run goes on, from one thread at a time. The run
    /// waits for it.
    /// </summary>
    public Action<SimulatedEvent>? Happened { get; init; }
}
