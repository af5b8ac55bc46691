using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Population;

/// <summary>
/// People of one platform behave in another way. Everything about their devices is then as in a fleet in which all
/// people behave so.
/// </summary>
public sealed class BehaviourOfPlatformTests
{
    private const int Device = 0;

    private static readonly Behaviour Other = Dutiful with
    {
        AutomaticUpdates = 0, RestartPromptly = 0, PutOff = TimeSpan.FromDays(6), Decide = TimeSpan.FromDays(4),
        CheckByHand = 0.7, ChargeAtNight = 0.4, InUse = 0.6, InUseAtNight = 0.3, RelaunchSafari = TimeSpan.FromDays(1),
        Reapply = 1, ReapplyAfter = TimeSpan.FromDays(2), PollEvery = TimeSpan.FromHours(6),
    };

    [Theory]
    [InlineData(Platform.IPhone)]
    [InlineData(Platform.IPad)]
    [InlineData(Platform.MacAppleSilicon)]
    [InlineData(Platform.MacIntel)]
    public void A_platform_with_its_own_behaviour_uses_it_for_everything(Platform platform)
    {
        var plain = TestFleet.Of(1, platform).Using(
            new Application(Application.Safari, 1, TimeSpan.FromMinutes(45), 4));
        var own = plain.PeopleOn(platform, _ => Other).Scenario.World();
        var all = plain.People(_ => Other).Scenario.World();

        Assert.Equal(Everything(all), Everything(own));
        Assert.NotEqual(Everything(plain.Scenario.World()), Everything(own));
    }

    [Fact]
    public void Other_platforms_keep_the_behaviour_of_the_fleet()
    {
        var phones = TestFleet.Of(1, Platform.IPhone);
        var changed = phones.PeopleOn(Platform.MacIntel, _ => Other);

        Assert.Equal(Everything(phones.Scenario.World()), Everything(changed.Scenario.World()));
    }

    private sealed record Habits(Traits Traits, string Moments, UsedQuarters Used, int Charge, double CrashesPerHour);

    private static Habits Everything(World world)
    {
        var state = world.Resting(Device);
        var moments = new DeviceMoments(world, state);
        var (noon, life) = (Day(3), moments.Life);
        var job = InstallJob.First(A, OfferSource.User);
        VirtualTime[] all =
        [
            life.NextPoll(noon), life.NextCheckByHand(noon), moments.DownloadStart(A, OfferSource.User, noon),
            moments.RestartAttempt(1, byHand: false, noon), moments.SafariRelaunch(job, noon),
            moments.Reapplies(new(A, noon, VirtualTime.Never, IsPermanent: true)),
            moments.UpdateStart("16.6", OfferSource.User, noon),
        ];
        var charge = Enumerable.Range(0, 30).Sum(day => life.Battery(Day(day)).Percent);
        return new(
            state.Traits with { Kind = null! }, string.Join(' ', all), life.UsedOn(5), charge,
            world.BaseCrashes(state.Platform).PerUsedHour);
    }
}
