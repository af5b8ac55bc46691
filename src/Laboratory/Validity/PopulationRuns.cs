using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Laboratory.Calibration;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Laboratory.Validity;

/// <summary>Simulates the scenario of a population, and sets its shares beside the published ones.</summary>
/// <param name="folder">
/// The scenarios of the populations; one that is not there is a scenario that comes with the program.
/// </param>
/// <param name="devices">Null for those of the scenario.</param>
public sealed class PopulationRuns(string folder, int replications, int parallel, int? devices)
{
    /// <exception cref="InvalidDataException">
    /// A scenario was refused, or a row names a release that it lacks.
    /// </exception>
    /// <exception cref="InvalidOperationException">A run failed.</exception>
    public async Task<ImmutableArray<SimulatedRow>> Simulate(Population population, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(population);
        var scenario = Read(population);
        var questions = population.Measure == PublishedMeasure.Adoption
            ? new Questions(scenario, population)
            : null;
        var shares = new ImmutableArray<double>[replications];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, replications),
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = stop },
            async (i, stopped) => shares[i] = questions is null
                ? await RunIncident(scenario, population, (ulong)i + 1, stopped)
                : await RunAdoption(scenario, questions, (ulong)i + 1, stopped));
        return
        [
            .. population.Rows.Select((row, place) => SimulatedRow.Of(row, shares.Select(run => run[place]))),
        ];
    }

    private Scenario Read(Population population)
    {
        // After the last row of an incident nothing is asked; these scenarios go on for two weeks.
        var days = population.Measure == PublishedMeasure.Adoption
            ? (double?)null
            : Math.Ceiling(population.Rows.Max(row => row.To).TotalDays) + 1;
        var overrides = new ScenarioOverrides(
            [], Devices: devices?.ToString(CultureInfo.InvariantCulture),
            Days: days?.ToString(CultureInfo.InvariantCulture));
        var own = new ScenarioLibrary(folder);
        var library = own.Objection(population.Scenario) is null ? own : ScenarioLibrary.Installed;
        return library.Read(population.Scenario, overrides) switch
        {
            ScenarioReading.Accepted accepted => accepted.Scenario,
            ScenarioReading.Refused refused => throw new InvalidDataException(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };
    }

    private static async Task<ImmutableArray<double>> RunAdoption(
        Scenario scenario, Questions questions, ulong seed, CancellationToken stop)
    {
        var adoption = new AdoptionProjection(scenario, questions.Moments);
        await Run(scenario, seed, adoption.Apply, stop);
        return questions.Answer(adoption.Until(scenario.End));
    }

    private static async Task<ImmutableArray<double>> RunIncident(
        Scenario scenario, Population population, ulong seed, CancellationToken stop)
    {
        var incident = new IncidentProjection(population.Measure);
        await Run(scenario, seed, incident.Apply, stop);
        return [.. population.Rows.Select(row => incident.ShareAt(row.Release, row.From, scenario.End))];
    }

    private static async Task Run(
        Scenario scenario, ulong seed, Action<RecordedEvent> happened, CancellationToken stop)
    {
        switch (await AdoptionRuns.Simulate(scenario, seed, happened, stop))
        {
            case InMemoryOutcome.Finished:
                break;
            case InMemoryOutcome.Failed failed:
                throw new InvalidOperationException(
                    $"A run of {scenario.Name} failed: {failed.Cause.Message}", failed.Cause);
            default:
                throw new OperationCanceledException(stop);
        }
    }

    /// <summary>The moments at which the runs are asked, and how rows follow from the answers.</summary>
    private sealed class Questions
    {
        private readonly ImmutableArray<(PublishedRow Row, int From, int Without)> _rows;

        public Questions(Scenario scenario, Population population)
        {
            var moments = ImmutableArray.CreateBuilder<AdoptionMoment>();
            var rows = ImmutableArray.CreateBuilder<(PublishedRow, int, int)>();
            foreach (var row in population.Rows)
            {
                var from = moments.Count;
                var release = Find(scenario, row.Release);
                moments.AddRange(row.Moments.Select(after => new AdoptionMoment(release, null, after)));
                var without = -1;
                if (row.Without is { } newer)
                {
                    without = moments.Count;
                    var next = Find(scenario, newer);
                    var gap = PublishedAt(scenario, next) - PublishedAt(scenario, release);
                    // At the moment of its publication no device has it yet, as before.
                    moments.AddRange(row.Moments.Select(
                        after => new AdoptionMoment(next, null, after > gap ? after - gap : TimeSpan.Zero)));
                }

                rows.Add((row, from, without));
            }

            Moments = moments.ToImmutable();
            _rows = rows.ToImmutable();
        }

        public ImmutableArray<AdoptionMoment> Moments { get; }

        public ImmutableArray<double> Answer(ImmutableArray<AdoptedShare?> shares) =>
        [
            .. _rows.Select(one => one.Row.Weight
                * (Mean(shares, one.From, one.Row) - Mean(shares, one.Without, one.Row))),
        ];

        private static double Mean(ImmutableArray<AdoptedShare?> shares, int place, PublishedRow row) =>
            place < 0 ? 0 : shares.Slice(place, row.Moments.Length).Average(one => one!.Value.Share);

        private static VirtualTime PublishedAt(Scenario scenario, IRelease release) =>
            CalibrationPlanner.PublishedAt(scenario, release)
            ?? throw new InvalidDataException($"{scenario.Name} does not publish {release.Id}.");

        private static IRelease Find(Scenario scenario, string release) =>
            scenario.Updates.FirstOrDefault(update => update.Version == release) as IRelease
            ?? scenario.Releases.FirstOrDefault(one => one.Id == release)
            ?? throw new InvalidDataException($"{scenario.Name} has no release '{release}'.");
    }
}
