using System.Collections.Immutable;
using System.Text;
using RsrActors.Host.Runs;
using RsrActors.Laboratory.Calibration;
using RsrActors.Laboratory.Execution;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory.Calibration;

/// <summary>Calibrations with few runs and few devices, and synthetic fleets whose people are known.</summary>
internal static class SmallCalibrations
{
    /// <summary>Enough to fit two parameters.</summary>
    public static readonly CalibrationSchedule Short = new(1, 16, 1, 1, 8, 8);

    public static CalibrationPlan Plan(CalibrationRequest request, string observed)
    {
        var points = Assert.IsType<ObservedReading.Accepted>(ObservedReader.Read("observed.csv", observed)).Points;
        return Assert.IsType<CalibrationPlanning.Accepted>(
            CalibrationPlanner.Plan(request, points, "observed.csv", ScenarioLibrary.Installed)).Plan;
    }

    public static string Refusal(CalibrationRequest request, string observed)
    {
        var points = Assert.IsType<ObservedReading.Accepted>(ObservedReader.Read("observed.csv", observed)).Points;
        return Assert.IsType<CalibrationPlanning.Refused>(
            CalibrationPlanner.Plan(request, points, "observed.csv", ScenarioLibrary.Installed)).Message;
    }

    public static async Task<CalibrationResult> Run(
        CalibrationPlan plan, CalibrationSchedule? schedule = null, int parallel = 2)
    {
        var outcome = await new CalibrationRun(
            plan, schedule ?? Short, ScenarioLibrary.Installed, parallel,
            new ExperimentListener(static _ => { }, static _ => { }), storage: null).Run(CancellationToken.None);
        return Assert.IsType<CalibrationOutcome.Finished>(outcome).Result;
    }

    /// <summary>Everything that a calibration writes, as one text.</summary>
    public static string TextOf(CalibrationResult result)
    {
        using var json = new MemoryStream();
        CalibrationJson.Write(result, "0", json);
        return CalibrationFiles.Behaviour(result) + CalibrationFiles.Posterior(result) + CalibrationFiles.Runs(result)
            + CalibrationPage.Of(result, "0") + string.Join('\n', CalibrationText.Of(result))
            + Encoding.UTF8.GetString(json.ToArray());
    }

    /// <summary>The shares of a fleet with these settings, as a file of observed points.</summary>
    public static async Task<string> Observe(
        string scenario, ImmutableArray<string> settings, int devices, ulong seed, IEnumerable<double> hours)
    {
        var read = ScenarioLibrary.Installed.Require(scenario, new(settings, Devices: $"{devices}"));
        double[] times = [.. hours];
        var release = read.Scenario.AllReleases.First();
        var adoption = new AdoptionProjection(
            read.Scenario, [.. times.Select(hour => new AdoptionMoment(release, null, TimeSpan.FromHours(hour)))]);
        var outcome = await InMemoryRun.Run(
            read.Scenario, seed, threads: 1,
            new() { Fidelity = Fidelity.Decisions, Happened = adoption.Apply });
        Assert.IsType<InMemoryOutcome.Finished>(outcome);
        var shares = adoption.Until(read.Scenario.End);
        return "hours,share\n" + string.Concat(
            times.Zip(shares, (hour, share) => FormattableString.Invariant($"{hour},{share!.Value.Share:0.0000}\n")));
    }
}
