using RsrActors.Laboratory.Calibration;

namespace RsrActors.Host.Tests.Laboratory.Calibration;

public sealed class CalibrationTests
{
    private const string Observed = "hours,percent\n2,22.1\n6,41.5\n12,60.2\n24,82.4\n48,93.1\n";

    private static readonly CalibrationRequest Request = new()
    {
        Scenario = "tiny",
        Free = "seekers=0 %..80 %,never-update",
        ObservedDevices = 1000,
        Devices = 100,
        Seed = 3,
        Replicates = 2,
    };

    [Fact]
    public async Task One_run_at_a_time_and_three_give_the_same_bytes()
    {
        var plan = SmallCalibrations.Plan(Request, Observed);

        Assert.Equal(
            SmallCalibrations.TextOf(await SmallCalibrations.Run(plan, parallel: 1)),
            SmallCalibrations.TextOf(await SmallCalibrations.Run(plan, parallel: 3)));
    }

    [Fact]
    public async Task Another_seed_gives_another_posterior()
    {
        var one = await SmallCalibrations.Run(SmallCalibrations.Plan(Request, Observed));
        var other = await SmallCalibrations.Run(SmallCalibrations.Plan(Request with { Seed = 4 }, Observed));

        Assert.NotEqual(CalibrationFiles.Posterior(one), CalibrationFiles.Posterior(other));
    }

    [Fact]
    public async Task A_forecast_begins_at_the_last_observed_share_and_has_bands_in_their_order()
    {
        var plan = SmallCalibrations.Plan(Request with { ForecastDays = 9 }, Observed);

        var forecast = Assert.IsType<AdoptionForecast>((await SmallCalibrations.Run(plan)).Forecast);

        Assert.Equal([3, 4, 5, 6, 7, 8, 9], forecast.Bands.Select(band => band.Moment.After.TotalDays));
        Assert.All(forecast.Bands, band =>
        {
            double[] quantiles = [band.P05, band.P25, band.Median, band.P75, band.P95];
            Assert.Equal(quantiles.Order(), quantiles);
            Assert.InRange(band.Median, 0.85, 1);
        });
        Assert.InRange(forecast.Reached.Never, 0, 1);
    }

    [Fact]
    public void The_runs_end_with_the_day_of_the_last_moment()
    {
        Assert.Equal(3, SmallCalibrations.Plan(Request, Observed).Days);
        Assert.Equal(1, SmallCalibrations.Plan(Request, "hours,share\n3,0.2\n").Days);
        Assert.Equal(10, SmallCalibrations.Plan(Request with { ForecastDays = 9 }, Observed).Days);
    }

    [Theory]
    [InlineData("found the release '17.0'", "hours,share,release\n1,0.1,17.0\n")]
    [InlineData("row 2: found the platform ipad, of which tiny has no device", "hours,share,platform\n1,0.1,ipad\n")]
    public void A_row_that_the_scenario_does_not_have_is_refused(string words, string observed) =>
        Assert.Contains(words, SmallCalibrations.Refusal(Request, observed), StringComparison.Ordinal);

    [Fact]
    public void A_release_is_found_by_its_name_or_its_build()
    {
        Assert.Equal(
            ["16.5.1-a", "16.5.1-a"],
            SmallCalibrations.Plan(
                Request, "hours,share,release\n1,0.1,16.5.1 (a)\n2,0.2,20F770750b\n").Moments
                .Select(moment => moment.Release.Id));
    }

    [Fact]
    public void Keys_that_are_free_and_set_are_refused() => Assert.Contains(
        "fleet.behaviour.seekers",
        SmallCalibrations.Refusal(Request with { Settings = ["fleet.behaviour.seekers=3 %"] }, Observed),
        StringComparison.Ordinal);

    [Fact]
    public void Ranges_whose_ends_contradict_each_other_are_refused_before_any_run() => Assert.Contains(
        "at the ends of --free: ",
        SmallCalibrations.Refusal(
            Request with { Free = "restart-promptly=0 %..90 %,restart-overnight=0 %..90 %" }, Observed),
        StringComparison.Ordinal);
}
