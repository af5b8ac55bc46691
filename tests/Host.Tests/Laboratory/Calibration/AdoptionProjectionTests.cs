using RsrActors.Host.Runs;
using RsrActors.Laboratory.Calibration;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory.Calibration;

public sealed class AdoptionProjectionTests
{
    /// <summary>
    /// The release is published a few seconds after the start, so the last full hour is not complete.
    /// </summary>
    private const int Hours = 48;

    [Fact]
    public async Task The_shares_over_time_are_those_of_the_report()
    {
        var scenario = ScenarioLibrary.Installed.Require("tiny", ScenarioOverrides.None).Scenario;
        var adoption = new AdoptionProjection(
            scenario,
            [
                .. Enumerable.Range(0, Hours).Select(
                    hour => new AdoptionMoment(scenario.Releases[0], null, TimeSpan.FromHours(hour))),
            ]);

        var outcome = await InMemoryRun.Run(scenario, 7, 1, new() { Happened = adoption.Apply });

        var report = Assert.IsType<InMemoryOutcome.Finished>(outcome).Report;
        Assert.Equal(
            report.Adoption.Take(Hours).Select(hour => hour.Active.GetValueOrDefault("16.5.1-a") / 50.0),
            adoption.Until(scenario.End).Select(share => share!.Value.Share));
        Assert.All(adoption.Until(scenario.End), share => Assert.Equal(1, share!.Value.Eligible));
    }

    [Fact]
    public async Task The_shares_of_the_platforms_make_up_that_of_the_fleet()
    {
        var scenario = ScenarioLibrary.Installed.Require("tiny", ScenarioOverrides.None).Scenario;
        var day = TimeSpan.FromDays(1);
        var adoption = new AdoptionProjection(
            scenario,
            [
                new(scenario.Releases[0], null, day), new(scenario.Releases[0], Platform.IPhone, day),
                new(scenario.Releases[0], Platform.MacAppleSilicon, day),
            ]);
        var phones = 0;

        await InMemoryRun.Run(scenario, 7, 1, new()
        {
            Happened = happened =>
            {
                adoption.Apply(happened);
                phones += happened.Event is DeviceEvent.Enrolled { Platform: Platform.IPhone } ? 1 : 0;
            },
        });

        var shares = adoption.Until(scenario.End).Select(share => share!.Value.Share).ToArray();
        Assert.InRange(shares[0], 0.1, 0.95);
        Assert.Equal(50 * shares[0], phones * shares[1] + (50 - phones) * shares[2], 9);
    }

    [Fact]
    public void A_moment_of_a_release_that_was_not_published_has_no_share()
    {
        var scenario = ScenarioLibrary.Installed.Require("tiny", ScenarioOverrides.None).Scenario;
        var adoption = new AdoptionProjection(scenario, [new(scenario.Releases[0], null, TimeSpan.FromHours(1))]);

        Assert.Null(Assert.Single(adoption.Until(scenario.End)));
    }
}
