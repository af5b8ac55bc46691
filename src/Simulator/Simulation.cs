using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RsrActors.Model.Scenarios;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Simulator;

/// <summary>
/// A scenario that was read and is valid: it can be run as often as wanted, with different seeds, also at the same
/// time. It does not change.
/// </summary>
public sealed class Simulation
{
    private readonly Scenario _scenario;

    private Simulation(ScenarioReading.Accepted accepted)
    {
        _scenario = accepted.Scenario;
        ResolvedHocon = accepted.ResolvedHocon;
        Notes = accepted.Notes;
    }

    /// <summary>The scenario's name, which reports have.</summary>
    public string Name => _scenario.Name;

    /// <summary>The number of devices in the fleet.</summary>
    public int Devices => _scenario.Fleet.Devices;

    /// <summary>The first moment of virtual time.</summary>
    public DateTimeOffset Start => _scenario.Start;

    /// <summary>
    /// The virtual time from start to end; null in a scenario without an end, which cannot run in memory.
    /// </summary>
    public TimeSpan? Duration => _scenario.IsUnlimited ? null : _scenario.Duration;

    /// <summary>The scenario's own seed, of a run that is given no other.</summary>
    public ulong Seed => _scenario.Seed;

    /// <summary>
    /// The scenario with every key written out; <see cref="Parse"/> of it is the same scenario again.
    /// </summary>
    public string ResolvedHocon { get; }

    /// <summary>What devices ignore of the profiles that the scenario names, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>The names of the scenarios that come with the simulator, in order.</summary>
    public static ImmutableArray<string> ShippedScenarios =>
        [.. ScenarioLibrary.Installed.List().Select(entry => entry.Name)];

    /// <summary>Reads a scenario: one that comes with the simulator, by its name, or a file, by its path.</summary>
    /// <param name="scenario">A name such as <c>rsr-16.5.1-a</c>, or a path.</param>
    /// <param name="settings">Changed settings, as after <c>rsr run --set</c>: <c>fleet.devices=200</c>.</param>
    /// <exception cref="ScenarioRefusedException">
    /// The scenario does not exist or is not valid. The message says where, what was found and what is allowed.
    /// </exception>
    public static Simulation Read(string scenario, params IEnumerable<string> settings) =>
        TryRead(scenario, settings, out var simulation, out var refusal)
            ? simulation
            : throw new ScenarioRefusedException(refusal);

    /// <summary>Like <see cref="Read"/>, with a refusal as a value in place of an exception.</summary>
    /// <param name="refusal">
    /// One sentence: where, what was found, what is allowed; null when the scenario is valid.
    /// </param>
    public static bool TryRead(
        string scenario,
        IEnumerable<string> settings,
        [NotNullWhen(true)] out Simulation? simulation,
        [NotNullWhen(false)] out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(settings);
        return Take(ScenarioLibrary.Installed.Read(scenario, new([.. settings])), out simulation, out refusal);
    }

    /// <summary>Reads a scenario from a text.</summary>
    /// <param name="hocon">The text of a scenario file; its keys are in <c>hocon/scenarios/README.md</c>.</param>
    /// <param name="name">How messages name the text.</param>
    /// <param name="folder">The folder to which the paths of included files and inventories are relative.</param>
    /// <exception cref="ScenarioRefusedException">The scenario is not valid.</exception>
    public static Simulation Parse(string hocon, string name = "scenario", string folder = "") =>
        Take(ScenarioReader.Read(name, hocon, ScenarioOverrides.None, folder), out var simulation, out var refusal)
            ? simulation
            : throw new ScenarioRefusedException(refusal);

    /// <summary>
    /// Simulates the scenario from its start to its end and keeps nothing on a disk. Its history is the one that
    /// <c>rsr run</c> stores, with the same hash, for any number of threads.
    /// </summary>
    /// <param name="stop">Stops the run at the end of the epoch that is being simulated.</param>
    /// <exception cref="InvalidOperationException">The scenario has no end.</exception>
    /// <exception cref="SimulationFailedException">
    /// The run failed: an invariant was broken, or there is a defect.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<SimulationResult> Run(RunOptions? options = null, CancellationToken stop = default)
    {
        if (_scenario.IsUnlimited)
            throw new InvalidOperationException($"The scenario {Name} has no end, and a run in memory needs one.");
        options ??= new();
        var happened = options.Happened;
        var outcome = await InMemoryRun.Run(
            _scenario,
            options.Seed ?? Seed,
            options.Threads,
            new InMemoryOptions
            {
                Happened = happened is null ? null : recorded => happened(new(recorded, Start)),
                Program = Program,
            },
            stop).ConfigureAwait(false);
        return outcome switch
        {
            InMemoryOutcome.Finished finished => new SimulationResult(finished.Report),
            InMemoryOutcome.Failed failed => throw new SimulationFailedException(
                $"The run of {Name} failed: {failed.Cause.Message}", failed.Cause),
            _ => throw new OperationCanceledException(stop),
        };
    }

    private static string Program => typeof(Simulation).Assembly.GetName().Version!.ToString(3);

    private static bool Take(
        ScenarioReading reading,
        [NotNullWhen(true)] out Simulation? simulation,
        [NotNullWhen(false)] out string? refusal)
    {
        (simulation, refusal) = reading switch
        {
            ScenarioReading.Accepted accepted => (new Simulation(accepted), (string?)null),
            ScenarioReading.Refused refused => (null, refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };
        return simulation is not null;
    }
}
