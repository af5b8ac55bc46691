using CsCheck;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

public sealed class LifeTests
{
    private static readonly Gen<double> Share = Gen.Frequency(
        (2, Gen.Const(0.0)), (2, Gen.Double[0, 0.4]), (1, Gen.Const(1.0)));
    private static readonly Gen<double> Chance = Gen.Frequency((2, Gen.Const(0.0)), (3, Gen.Double[0, 0.3]));
    private static readonly Gen<VirtualTime> Moment = Gen.Int[0, 20 * 86_400_000].Select(ms => new VirtualTime(ms));

    private static readonly Gen<FaultSettings> Faults = Chance.Array[19].Select(p =>
        new FaultSettings(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], 0)
        {
            Boot = new(p[11], p[12], p[13], p[14], p[15], p[16], p[17], p[18], TimeSpan.FromHours(5)),
        });

    private static readonly Gen<Behaviour> Behaviours = Gen.Select(Share.Array[10], Gen.Int[1, 100])
        .Select((p, hours) => Dutiful with
        {
            AutomaticUpdates = 1 - p[0], Seekers = p[1], NeverUpdate = p[2] / 2, RestartPromptly = 1 - p[3],
            RestartOvernight = p[3] / 2,
            CheckByHand = p[4], ChargeAtNight = 1 - p[5], InUse = 0.9 * p[6], InUseAtNight = 0.5 * p[7], Reapply = p[8],
            PutOff = TimeSpan.FromHours(hours), ReapplyAfter = TimeSpan.FromHours(hours / 2.0),
        });

    private static readonly Gen<CatalogueEntry[]> Listing = Gen.Select(
        Gen.Double[1, 200], Gen.Enum<CatalogueStatus>(), Gen.Double[1, 200], Gen.Enum<CatalogueStatus>())
        .Select((a, first, c, second) =>
            new[] { new CatalogueEntry(A, Math.Min(100, a), first), new CatalogueEntry(C, Math.Min(100, c), second) });

    private static readonly Gen<(VirtualTime At, CatalogueEntry[] Listed, bool Update)[]> News =
        Gen.Select(Moment, Listing, Gen.Bool).Array[1, 6];

    [Fact]
    public void A_device_that_is_offered_a_response_installs_it() =>
        Gen.Select(AnyApplePlatform, Gen.ULong, Moment).Sample((platform, seed, published) =>
        {
            var world = (Plain(platform) with { Seed = seed }).World();

            var life = new Life(world, 0, (published, Offering(A) with { EffectiveAt = published })).Lived();

            Assert.Equal(
                [nameof(Enrolled), nameof(ResponseOffered), nameof(PatchDownloaded), nameof(TicketRequested),
                    nameof(TicketIssued), nameof(ResponseStaged), nameof(Restarted), nameof(ResponseActivated)],
                life.History.Select(one => one.Event)
                    // A battery that is too low in the evening delays the installation by hours.
                    .Where(
                        one => one is not (SafariRelaunched or InstallAttemptFailed { Fault: DeviceFault.BatteryLow }))
                    .Select(one => one.GetType().Name));
            Assert.Equal(A, life.State.Active?.Release);
            Assert.True(platform.IsMac || !life.Story.Contains(nameof(SafariRelaunched)));
        }, iter: 200);

    [Fact]
    public void Every_life_advances_and_keeps_the_invariants() =>
        Gen.Select(AnyApplePlatform, Gen.ULong, Faults, Behaviours, News, Gen.Bool)
            .Sample((platform, seed, faults, people, news, managed) =>
            {
                var plain = Plain(platform).People(_ => people) with
                {
                    Seed = seed, Faults = faults, Volumes = Tight(seed),
                };
                var world = ((managed ? plain.Managed(seed % 2 == 0, seed % 3 == 0) : plain) with
                {
                    Releases = [.. plain.Releases.Select(
                        release => release with { Regrets = new(0.5, TimeSpan.FromHours(9)) })],
                }).World();

                _ = new Life(world, 0, Spread(news, world)).Lived();
            }, iter: 600);

    /// <summary>Without these events the invariants would hold trivially.</summary>
    [Fact]
    public void A_few_eventful_lives_have_every_event_of_an_installation()
    {
        var plain = Plain(Platform.MacIntel).People(
            people => people with { ChargeAtNight = 0.5, InUse = 0.3, Reapply = 0.5 });
        var world = (plain with
        {
            Faults = new(0.2, 0.2, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.2, 0, 0, 0)
            {
                Update = new(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
                Boot = new(0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, TimeSpan.FromHours(5)),
            },
            Fleet = plain.Fleet with { FileVault = 0.5 },
            Volumes = VolumeSettings.Ample with { NearlyFull = 0.3, NearlyFullFree = 30_000_000, FreesSpace = 0.6 },
            Releases = [.. plain.Releases.Select(
                release => release with { Regrets = new(0.3, TimeSpan.FromHours(9)) })],
            Updates = [.. plain.Updates.Select(update => update with
            {
                BootLoop = new(0.3, TimeSpan.FromDays(1), 0.2, TimeSpan.FromDays(2)),
            })],
        }).World();
        (VirtualTime, Publications)[] news =
        [
            (Day(1), Offering(A) with { EffectiveAt = Day(1) }),
            (Day(5), Offering(A, C) with { EffectiveAt = Day(5) }),
            (Day(9), Catalogue(new(A, 100, CatalogueStatus.Offered),
                new(C, 0, CatalogueStatus.WithdrawnAndRemoved)) with { EffectiveAt = Day(9) }),
            (Day(20), Offering(A).WithUpdate(world) with { EffectiveAt = Day(20) }),
        ];

        var met = Enumerable.Range(0, 300).SelectMany(device => new Life(world, device, news).Lived().Story)
            .ToHashSet();

        string[] elsewhere =
        [
            nameof(AnalyticsSharingChanged), nameof(ManagementChanged), nameof(ApplicationCrashed),
            nameof(AffectedApplicationsFetched),
            nameof(CrashTotalsReported),
            nameof(ChargerDisconnected),
            nameof(RemovalRecommended), nameof(RecommendationAnswered), nameof(RecommendationReported),
            // BackgroundLifeTests has these.
            nameof(SecurityDataInstalled), nameof(SafariPackageInstalled), nameof(LivePatchApplied),
            nameof(LivePatchRemoved),
            nameof(EnforcementNotified), // LocalDeadlineTests has it.
            nameof(TicketRefused), // The signing service of these lives grants every ticket.
        ];
        Assert.Equal(
            typeof(DeviceEvent).GetNestedTypes().Select(type => type.Name).Except(elsewhere)
                .Order(StringComparer.Ordinal),
            met.Order(StringComparer.Ordinal));
    }

    /// <summary>A Mac with FileVault unlocks before the kernel or after user space; everything can fail.</summary>
    [Fact]
    public void Every_life_of_a_Mac_with_FileVault_advances_and_keeps_the_invariants() =>
        Gen.Select(
            Gen.OneOf(Gen.Const(Platform.MacIntel), Gen.Const(Platform.MacAppleSilicon)), Gen.ULong, Faults, News)
            .Sample((platform, seed, faults, news) =>
            {
                var plain = Plain(platform);
                var world = (plain with
                {
                    Seed = seed, Faults = faults, Fleet = plain.Fleet with { FileVault = 1 },
                }).World();

                _ = new Life(world, 0, Spread(news, world)).Lived();
            }, iter: 200);

    [Fact]
    public void A_life_is_the_same_when_it_is_simulated_twice() =>
        Gen.Select(Gen.ULong, Faults, Behaviours, News).Sample((seed, faults, people, news) =>
        {
            var scenario = Plain().People(_ => people) with
            {
                Seed = seed, Faults = faults, Volumes = Tight(seed),
            };
            List<string> Lived()
            {
                var world = scenario.World();
                return [.. new Life(world, 3, Spread(news, world)).Lived().History.Select(
                    one => $"{one.Seq} {one.At} {one.Event.GetType()}")];
            }

            Assert.Equal(Lived(), Lived());
        }, iter: 100);

    [Fact]
    public void Attempts_are_bounded_on_every_network() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 8]).Sample((seed, attempts) =>
        {
            var world = (Plain().Retries(new(attempts, Minute, TimeSpan.FromMinutes(9), 0.5)) with
            {
                Seed =
                    seed, Faults = FaultSettings.None with { NetworkInterrupted = 1 }, Duration = TimeSpan.FromDays(2),
            }).World();

            var life = new Life(world, 0, (VirtualTime.Zero, Offering(A))).Lived();

            var failures = life.History.Select(one => one.Event).OfType<InstallAttemptFailed>().ToArray();
            Assert.NotEmpty(failures);
            Assert.InRange(failures.Max(failure => failure.Attempt), 1, attempts);
            Assert.Equal(
                failures.Count(failure => failure.RetryAt is null),
                life.History.Count(one => one.Event is InstallAbandoned { Attempts: var tried } && tried == attempts));
        }, iter: 60);

    private static (VirtualTime, Publications)[] Spread(
        (VirtualTime At, CatalogueEntry[] Listed, bool Update)[] news, World world) =>
        [.. news.OrderBy(one => one.At).Select((one, i) => (one.At, Issue(one, i, world)))];

    private static Catalogue Issue((VirtualTime At, CatalogueEntry[] Listed, bool Update) news, int i, World world)
    {
        var catalogue = Catalogue(news.Listed) with { Version = i + 1, EffectiveAt = news.At };
        return news.Update ? catalogue.WithUpdate(world) : catalogue;
    }
}
