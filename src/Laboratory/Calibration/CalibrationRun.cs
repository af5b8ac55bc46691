using System.Collections.Immutable;
using Akka.Configuration;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Designs;
using RsrActors.Model.Statistics.Fitting;
using RsrActors.Scenarios;

namespace RsrActors.Laboratory.Calibration;

/// <summary>The outcome of a calibration.</summary>
public abstract record CalibrationOutcome
{
    private CalibrationOutcome()
    {
    }

    public sealed record Finished(CalibrationResult Result) : CalibrationOutcome;

    /// <summary>It was stopped; what has a row is not simulated again.</summary>
    public sealed record Stopped : CalibrationOutcome;

    /// <param name="Reason">Why a run failed, in one line.</param>
    public sealed record Failed(string Reason) : CalibrationOutcome;
}

/// <summary>
/// Runs a calibration. Its stages are experiments one after the other: points over the priors, a search for the best
/// fit, points of the posterior so far, and runs of the fitted behaviour. Each experiment follows from the rows of
/// those before it and the seed. So a calibration that is run again over the same journal takes the stored rows, and
/// goes on where it ended.
/// </summary>
/// <param name="parallel">How many runs go on at the same time; no result depends on it.</param>
/// <param name="listener">Receives each row, to show progress.</param>
/// <param name="storage">The journal's configuration; null to store nothing.</param>
public sealed class CalibrationRun(
    CalibrationPlan plan, CalibrationSchedule schedule, ScenarioLibrary library, int parallel,
    ExperimentListener listener, Config? storage)
{
    private const double FirstDeviation = 0.2; // Of the search, in the unit cube.
    private const double Spread = 1.2; // Of the points that a posterior wave draws, around their mean.
    private const int WaveParticles = 400;
    private const int ResultParticles = 1000;
    private const int LastFits = 3;

    private readonly AdoptionRuns _runs = new(plan.Moments);
    private readonly AdoptionFitting _fitting = new(plan, [.. Enumerable.Range(0, plan.Observed.Length)]);
    private readonly List<SimulatedPoint> _points = [];
    private int _wave;

    /// <summary>Stops the calibration where a stage cannot go on.</summary>
    private sealed class EndException(CalibrationOutcome outcome) : Exception
    {
        public CalibrationOutcome Outcome => outcome;
    }

    /// <exception cref="OperationCanceledException">Never; a stopped calibration is an outcome.</exception>
    public async Task<CalibrationOutcome> Run(CancellationToken stop)
    {
        try
        {
            var closedForm = plan.ClosedForm();
            await SpreadOverPriors(ClosedFormStart.Of(plan, closedForm), stop);
            await Search(stop);
            await Refine(stop);
            var fit = _fitting.FitAgain([.. _points], LastFits, ResultParticles, Seed(0));
            var learned = _points.ToImmutableArray();
            await Simulate(
                SearchStage.Fitted, [.. Enumerable.Repeat(fit.Best, plan.Request.Replicates)], OwnSeeds, stop);
            var fitted = _points.Skip(learned.Length).ToImmutableArray();
            var forecast = plan.Request.ForecastDays is null ? null : await Forecast(fit, learned, stop);
            return new CalibrationOutcome.Finished(
                FitSummary.Of(plan, [.. _points], fit, fitted, closedForm) with { Forecast = forecast });
        }
        catch (EndException end)
        {
            return end.Outcome;
        }
    }

    private async Task SpreadOverPriors(ImmutableArray<double> start, CancellationToken stop)
    {
        // The first point of the sequence is a corner; the closed form takes its place.
        var all = SobolSequence.Points(schedule.PriorWaves * schedule.PriorPoints, plan.Parameters.Length)
            .SetItem(0, start);
        for (var i = 0; i < schedule.PriorWaves; i++)
        {
            await Simulate(
                SearchStage.Priors, [.. all.Skip(i * schedule.PriorPoints).Take(schedule.PriorPoints)], CommonSeed,
                stop);
        }
    }

    /// <summary>Runs of a generation have common random numbers: only their order matters to the search.</summary>
    private async Task Search(CancellationToken stop)
    {
        if (schedule.Generations == 0)
            return;
        var search = new CovarianceAdaptation(
            CovarianceSettings.For(plan.Parameters.Length), _points.MinBy(_fitting.Discrepancy)!.Point, FirstDeviation,
            Seed(1));
        for (var i = 0; i < schedule.Generations; i++)
        {
            var asked = search.Ask();
            ImmutableArray<ImmutableArray<double>> inside =
                [.. asked.Select(point => point.Select(x => Math.Clamp(x, 0, 1)).ToImmutableArray())];
            var runs = await Simulate(SearchStage.Search, inside, CommonSeed, stop);
            search.Tell([.. runs.Select((run, k) => _fitting.Discrepancy(run) * (1 + Outside(asked[k], inside[k])))]);
        }
    }

    private async Task Refine(CancellationToken stop)
    {
        AdoptionFit? fit = null;
        for (var i = 0; i < schedule.PosteriorWaves; i++)
        {
            fit = _fitting.FitAgain([.. _points], 1, WaveParticles, Seed(2 + i), fit);
            var drawn = WeightedSample.Resample(fit.Posterior, schedule.PosteriorPoints);
            await Simulate(SearchStage.Posterior, Widened(drawn), OwnSeeds, stop);
        }
    }

    private async Task<AdoptionForecast> Forecast(
        AdoptionFit fit, ImmutableArray<SimulatedPoint> learned, CancellationToken stop)
    {
        var drawn = WeightedSample.Resample(fit.Posterior, schedule.ForecastDraws);
        var runs = await Simulate(SearchStage.Forecast, drawn, OwnSeeds, stop);
        return Forecasting.Of(plan, runs, learned, Seed(3));
    }

    private static ImmutableArray<ImmutableArray<double>> Widened(ImmutableArray<ImmutableArray<double>> points)
    {
        double[] middle = [.. Enumerable.Range(0, points[0].Length).Select(i => points.Average(point => point[i]))];
        return
        [
            .. points.Select(point => point
                .Select((x, i) => Math.Clamp(middle[i] + Spread * (x - middle[i]), 0, 1)).ToImmutableArray()),
        ];
    }

    private static double Outside(ImmutableArray<double> asked, ImmutableArray<double> inside) =>
        asked.Zip(inside, static (one, other) => Math.Abs(one - other)).Sum();

    private static ExperimentPlanning CommonSeed(
        CalibrationPlan plan, ImmutableArray<ImmutableArray<double>> points, ulong seed, ScenarioLibrary library) =>
        plan.RunsOf(points, seed, replications: 1, library);

    private static ExperimentPlanning OwnSeeds(
        CalibrationPlan plan, ImmutableArray<ImmutableArray<double>> points, ulong seed, ScenarioLibrary library) =>
        plan.DrawsOf(points, seed, library);

    /// <summary>A seed for each purpose of the calibration.</summary>
    private ulong Seed(int number) => CommonSeeds.SeedOf(plan.Request.Seed, 1_000_000 + number);

    private async Task<ImmutableArray<SimulatedPoint>> Simulate(
        SearchStage stage, ImmutableArray<ImmutableArray<double>> points,
        Func<CalibrationPlan, ImmutableArray<ImmutableArray<double>>, ulong, ScenarioLibrary, ExperimentPlanning>
            planOf,
        CancellationToken stop)
    {
        _wave++;
        if (planOf(plan, points, CommonSeeds.SeedOf(plan.Request.Seed, _wave), library)
            is not ExperimentPlanning.Accepted { Plan: var runs })
        {
            throw new InvalidOperationException("A point between the ends of the priors was refused.");
        }

        var rows = new List<RunFinished>();
        var end = await ExperimentRun.Run(
            runs, parallel, listener with { Row = rows.Add }, _runs.Functions, stop, storage, $"wave-{_wave}");
        if (end == ExperimentEnd.Stopped)
            throw new EndException(new CalibrationOutcome.Stopped());
        if (rows.Select(row => row.Outcome).OfType<RunOutcome.Failed>().FirstOrDefault() is { } failed)
            throw new EndException(new CalibrationOutcome.Failed(failed.Reason));
        var simulated = rows.Zip(points, (row, point) => SimulatedPoint.Of(stage, _wave, point, row))
            .ToImmutableArray();
        _points.AddRange(simulated);
        return simulated;
    }
}
