using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Planning;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Statistics.Fitting;
using RsrActors.Scenarios;

namespace RsrActors.Laboratory.Calibration;

/// <summary>A calibration that is ready to run: the scenario is read, all releases and parameters are known.</summary>
public sealed record CalibrationPlan
{
    public required CalibrationRequest Request { get; init; }

    public required ImmutableArray<ObservedPoint> Observed { get; init; }

    public required ImmutableArray<FreeParameter> Parameters { get; init; }

    /// <summary>Of each observed point, in their order, and then those of the forecast.</summary>
    public required ImmutableArray<AdoptionMoment> Moments { get; init; }

    /// <summary>As it is without the fit.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The digest of the scenario with every key written out.</summary>
    public required string ScenarioSha256 { get; init; }

    /// <summary>Of each run.</summary>
    public required int Devices { get; init; }

    /// <summary>How many devices were observed.</summary>
    public required int ObservedDevices { get; init; }

    /// <summary>The duration of each run, in whole days.</summary>
    public required int Days { get; init; }

    /// <summary>The moments of the forecast, without those of the observed points.</summary>
    public ImmutableArray<AdoptionMoment> Forecast => Moments[Observed.Length..];

    /// <summary>The devices that were observed in a series: of a platform, its share of them.</summary>
    public double ObservedIn(AdoptionMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (moment.Platform is not { } platform)
            return ObservedDevices;
        var kinds = Scenario.Fleet.Platforms;
        return Math.Max(
            1,
            ObservedDevices * kinds.Where(kind => kind.Platform == platform).Sum(kind => kind.Share)
                / kinds.Sum(kind => kind.Share));
    }

    /// <summary>The settings of the scenario at a point of the unit cube.</summary>
    public ImmutableArray<string> SettingsAt(ImmutableArray<double> point) =>
        [.. Parameters.Select((one, i) => $"{one.Key}={one.TextOf(one.At(point[i]))}")];

    /// <summary>The runs of some points as an experiment, with common random numbers.</summary>
    /// <param name="replications">Runs of each point.</param>
    public ExperimentPlanning RunsOf(
        ImmutableArray<ImmutableArray<double>> points, ulong seed, int replications, ScenarioLibrary library) =>
        ExperimentPlanner.Plan(
            ExperimentOf(
                seed, replications, points.Select((point, i) => new Level($"point {i + 1}", SettingsAt(point)))),
            library);

    /// <summary>One run of each point as an experiment of one cell, each with another seed.</summary>
    public ExperimentPlanning DrawsOf(
        ImmutableArray<ImmutableArray<double>> points, ulong seed, ScenarioLibrary library) =>
        ExperimentPlanner.Plan(
            ExperimentOf(seed, points.Length, [new("draws", [])]) with { Draws = new([.. points.Select(SettingsAt)]) },
            library);

    private Experiment ExperimentOf(ulong seed, int replications, IEnumerable<Level> cells) => new()
    {
        Name = "calibration",
        Scenario = Request.Scenario,
        Seed = seed,
        Devices = Devices == Scenario.Fleet.Devices ? null : $"{Devices}",
        Days = $"{Days}",
        Settings = Request.Settings,
        Design = new ExperimentDesign.Listed([.. cells]),
        Replications = replications,
    };

    /// <summary>The closed form of the series with the most points, in hours.</summary>
    public WeibullAdoption ClosedForm() => WeibullAdoption.Fit(
    [
        .. LargestSeries.Select(place => new AdoptionPoint(
            Observed[place].After.TotalHours, Observed[place].Share, Observed[place].Weight)),
    ]);

    /// <summary>The places of the points of the series that has the most of them.</summary>
    public ImmutableArray<int> LargestSeries =>
    [
        .. Enumerable.Range(0, Observed.Length).GroupBy(place => Moments[place].Series)
            .OrderByDescending(series => series.Count(place => Observed[place].After > TimeSpan.Zero)).First(),
    ];
}

/// <summary>The outcome of planning a calibration.</summary>
public abstract record CalibrationPlanning
{
    private CalibrationPlanning()
    {
    }

    public sealed record Accepted(CalibrationPlan Plan) : CalibrationPlanning;

    /// <param name="Message">One sentence: what was found, and what is allowed.</param>
    public sealed record Refused(string Message) : CalibrationPlanning;
}
