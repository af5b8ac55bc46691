using System.Text.Json;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Laboratory.Calibration;

/// <summary><c>rsr calibrate</c> and <c>rsr forecast</c>, from the command line to the files.</summary>
public sealed class CalibrateCommandTests : IDisposable
{
    private static readonly string[] Results =
    [
        "behaviour.hocon", "calibration.json", "observed.csv", "posterior.csv", "report.html", "runs.csv",
        "summary.json",
    ];

    private readonly Workplace _place = new();

    public CalibrateCommandTests() => File.WriteAllText(
        _place["seen.csv"], "hours,percent\n2,22.1\n6,41.5\n12,60.2\n24,82.4\n30,86.1\n36,89.0\n42,91.4\n46,93.1\n");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_calibration_leaves_a_posterior_that_an_experiment_takes_and_refuses_changed_points()
    {
        var printed = await Done(
            "calibrate", "tiny", "--observed", _place["seen.csv"], "--free", "seekers=0 %..90 %,never-update",
            "--replicates", "2", "--quick", "--out", _place["fit"]);

        Assert.StartsWith(
            "calibration: tiny, 8 observed points of 16.5.1-a on 50 devices; ", printed, StringComparison.Ordinal);
        Assert.Contains("\nMedian error ", printed, StringComparison.Ordinal);
        var posterior = await File.ReadAllLinesAsync(_place["fit", "posterior.csv"]);
        Assert.Equal("fleet.behaviour.seekers,fleet.behaviour.never-update", posterior[0]);
        Assert.Equal(201, posterior.Length);
        Assert.Contains(
            "\nfleet {\n  behaviour {\n", await File.ReadAllTextAsync(_place["fit", "behaviour.hocon"]),
            StringComparison.Ordinal);

        await File.AppendAllTextAsync(_place["fit", "observed.csv"], "47,94\n");
        Assert.Equal(
            $"{_place["fit"]} cannot be used: observed.csv has changed since the calibration began.",
            (await Rsr("calibrate", "--resume", _place["fit"])).IsRefused());

        (await Rsr(
            "compare", "tiny", "--rule", "all-at-once", "--rule", "linear", "--posterior",
            _place["fit", "posterior.csv"], "--replicates", "3", "--out", _place["x"])).Succeeds();
        (await Rsr("experiment", "verify", _place["x"])).Succeeds();
        (await Rsr("experiment", "run", _place["x", "experiment.hocon"], "--out", _place["again"])).Succeeds();
        Assert.Equal(
            await File.ReadAllTextAsync(_place["x", "runs.csv"]),
            await File.ReadAllTextAsync(_place["again", "runs.csv"]));
    }

    [Fact]
    public async Task A_forecast_prints_bands_the_day_of_95_percent_and_its_trials()
    {
        using var json = JsonDocument.Parse(await Done(
            "forecast", "tiny", "--observed", _place["seen.csv"], "--free", "seekers=0 %..90 %,never-update", "--until",
            "5", "--quick", "--json"));

        var forecast = json.RootElement.GetProperty("forecast");
        Assert.Equal(
            [2, 3, 4, 5],
            forecast.GetProperty("bands").EnumerateArray().Select(band => band.GetProperty("days").GetDouble()));
        Assert.InRange(forecast.GetProperty("reached").GetProperty("never").GetDouble(), 0, 1);
        Assert.Equal(3, forecast.GetProperty("backTests").GetArrayLength() + 1);
    }

    [Fact, Trait("Length", "Long")]
    public async Task A_calibration_that_is_killed_twice_ends_with_the_same_files()
    {
        string[] calibrate =
        [
            "calibrate", "tiny", "--observed", _place["seen.csv"], "--free", "seekers,never-update", "--replicates", "2",
            "--quick",
        ];
        await Done([.. calibrate, "--out", _place["whole"]]);

        await Kill([.. calibrate, "--out", "x"]);
        await Kill("calibrate", "--resume", "x", "--parallel", "1");
        Assert.Equal(0, _place.Rsr("calibrate", "--resume", "x").ExitCode);

        Assert.All(
            Results,
            file => Assert.Equal(File.ReadAllBytes(_place["whole", file]), File.ReadAllBytes(_place["x", file])));
    }

    [Theory]
    [InlineData("found no scenario; give a name", "calibrate")]
    [InlineData("found no --observed; give a CSV file", "calibrate", "tiny")]
    [InlineData("found no scenario 'tinny'", "calibrate", "tinny", "--observed", "SEEN")]
    [InlineData("did you mean seekers?", "calibrate", "tiny", "--observed", "SEEN", "--free", "seeker")]
    [InlineData("found the release '17'", "calibrate", "tiny", "--observed", "SEEN", "--release", "17")]
    [InlineData("allowed are 1 to 1000", "calibrate", "tiny", "--observed", "SEEN", "--replicates", "0")]
    [InlineData("--until: found 1 d, allowed is", "forecast", "tiny", "--observed", "SEEN", "--until", "1")]
    [InlineData("--resume takes scenario", "calibrate", "tiny", "--resume", "x")]
    [InlineData("is no directory of a calibration", "calibrate", "--resume", ".")]
    [InlineData("seen.csv is a file, not a directory of a calibration; allowed is", "calibrate", "--resume", "SEEN")]
    [InlineData("row 1: found", "compare", "tiny", "--rule", "linear", "--rule", "phased", "--posterior", "SEEN")]
    public async Task What_is_wrong_is_refused_in_one_message(string words, params string[] arguments) => Assert.Contains(
        words,
        (await Rsr([.. arguments.Select(argument => argument == "SEEN" ? _place["seen.csv"] : argument)])).IsRefused(),
        StringComparison.Ordinal);

    /// <summary>A busy machine takes so long that progress is shown on standard error; only the exit code counts.</summary>
    private static async Task<string> Done(params string[] arguments)
    {
        var outcome = await Rsr(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return outcome.Output;
    }

    private static Task<Outcome> Rsr(params string[] arguments) => Workplace.RsrInProcess(arguments);

    /// <summary>Kills the process after it has stored a few more rows.</summary>
    private async Task Kill(params string[] arguments)
    {
        using var run = _place.Start(arguments);
        await run.UntilThereIs(_place["x"]);
        await run.UntilTheJournalGrows(_place["x"], 5);
        await run.Kill();
    }
}
