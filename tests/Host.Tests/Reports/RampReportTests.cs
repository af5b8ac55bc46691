using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Tests.Reports;

/// <summary>What a ramp alone costs, read from the events: 100,000 devices, each with its own draw.</summary>
public sealed class RampReportTests
{
    private const string A = "16.5.1-a";
    private const int Devices = 100_000;

    public static TheoryData<string, RuleValue?, double> Waits => new()
    {
        { "linear", new RuleValue.Duration(TimeSpan.FromHours(72)), 36 },
        { "ubuntu-phased", null, 27 },
        { "app-store", null, 5.12 * 24 },
        { "memfault", null, 4.4 * 24 },
        { "fedora", null, 24 },
        { "growthbook", null, 14.4 },
    };

    [Theory, MemberData(nameof(Waits))]
    public void A_device_waits_for_a_ramp_as_long_as_the_ramp_says(string rule, RuleValue? over, double hours)
    {
        var ramp = RampOf(over is null
            ? RolloutSettings.Shipped(rule)
            : RolloutSettings.Shipped(
                rule, ("over", over), ("every", new RuleValue.Duration(TimeSpan.FromMinutes(1)))));

        Assert.Equal(Devices, ramp.Devices);
        if (ramp.SecondsByPercentages is { } byPercentages)
            Assert.Equal(hours, (double)byPercentages / 3600, hours / 1000);
        Assert.Equal(1, (double)ramp.MeanSeconds! / 3600 / hours, 0.01);
    }

    [Fact]
    public void Apt_s_draw_lets_devices_wait_a_percent_less_than_the_percentages() => Assert.Equal(
        6 * (9 - 459 / 101.0), (double)RampOf(RolloutSettings.Shipped("ubuntu-phased")).MeanSeconds! / 3600, 0.15);

    [Fact]
    public void ChromeOs_waits_count_from_the_first_poll()
    {
        var ramp = RampOf(RolloutSettings.Shipped("chromeos"), devices: 2_000);

        // 7.45 days, and up to a day for the poll; the shares of days are of 2,000 devices.
        Assert.InRange((double)ramp.MeanSeconds! / 86_400, 7.3, 8.5);
        Assert.Null(ramp.SecondsByPercentages);
    }

    [Fact]
    public void Devices_that_a_ramp_has_not_reached_by_the_end_are_not_in_the_mean()
    {
        var ramp = RampOf(RolloutSettings.Shipped("memfault"), until: 24 * 2.5);

        // 5 % at once, and 20 % more after two days.
        Assert.InRange(ramp.Devices, 0.245 * Devices, 0.255 * Devices);
        Assert.Equal(0.8 * 48, (double)ramp.MeanSeconds! / 3600, 0.5);
    }

    [Fact]
    public void A_pause_is_part_of_the_wait()
    {
        var history = Fleet(1_000).At(1).To(
            A, Drafted, new ReleaseEvent.Published(50, RampSource.Rule));
        history.At(3).To(A, new ReleaseEvent.Paused("to be sure"))
            .At(4).To(A, new ReleaseEvent.RampAdvanced(100, RampSource.Operator))
            .At(7).To(A, new ReleaseEvent.Resumed("it was nothing"));

        var ramp = history.ReportAfter(100).Releases.Single().Ramp!;

        Assert.Equal(1_000, ramp.Devices);
        Assert.InRange((double)ramp.MeanSeconds! / 3600, 2.7, 3.3); // Half of them wait for six hours.
    }

    [Fact]
    public void A_release_that_is_offered_to_all_devices_at_once_has_no_ramp() =>
        Assert.Null(Fleet(10).At(1).Publish(A, SampleEvents.Phone).ReportAfter(9).Releases.Single().Ramp);

    private static readonly ReleaseEvent.Drafted Drafted = new('a', [SampleEvents.Phone]);

    private static RampFigures RampOf(RolloutSettings settings, int devices = Devices, double until = 1_000)
    {
        var history = Fleet(devices);
        var ramp = settings.Rule.Ramp;
        foreach (var step in RampWait.Course(ramp))
        {
            history = step.After == TimeSpan.Zero
                ? history.At(0).To(
                    A, Drafted,
                    new ReleaseEvent.Published(step.Percent, RampSource.Rule) { Admission = ramp.Admission })
                : history.At(step.After.TotalHours).To(A, new ReleaseEvent.RampAdvanced(step.Percent, RampSource.Rule));
        }

        return history.ReportAfter(until).Releases.Single().Ramp!;
    }

    private static HistoryInTheMaking Fleet(int devices)
    {
        var history = new HistoryInTheMaking();
        for (var device = 0; device < devices; device++)
            history.Enrol(device);
        return history;
    }
}
