using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Tests.Devices;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Simulation;

/// <summary>A scenario without an end has its end after a hundred years, and no search goes that far.</summary>
public sealed class UnlimitedScenarioTests
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(514);

    // Both much rarer and much more frequent than the routine checks of a device.
    private static readonly Gen<double> Rarely = Gen.OneOf(Gen.Const(0.0), Gen.Const(1e-9), Gen.Double[0.0005, 0.01]);

    private static readonly Gen<Scenario> Unlimited = Gen.Select(
        Gen.ULong, AnyApplePlatform, Rarely, Rarely, Gen.Bool).Select(
        (seed, platform, checks, crashes, analytics) => Rare(Crashing(platform), checks, crashes) with
        {
            Seed = seed,
            Duration = Scenario.Unlimited,
            Analytics = analytics ? AnalyticsSettings.Default : AnalyticsSettings.Off,
        });

    [Fact]
    public void A_scenario_without_an_end_has_a_hundred_years()
    {
        var unlimited = Plain() with { Duration = Scenario.Unlimited };

        Assert.True(unlimited.IsUnlimited);
        Assert.False(Plain().IsUnlimited);
        Assert.Equal(Day(36_525), unlimited.End);
    }

    /// <summary>A wake for a routine check causes no event.</summary>
    [Fact]
    public void A_device_has_the_events_of_a_scenario_that_ends_after_a_hundred_years() => Unlimited.Sample(scenario =>
    {
        (VirtualTime, Publications)[] news =
        [
            (Day(700), Offering(A) with { EffectiveAt = Day(700) }),
            (Day(20_000), Offering(A, C) with { Version = 2, EffectiveAt = Day(20_000) }),
        ];
        var limited = scenario with { Duration = Scenario.Unlimited - TimeSpan.FromMilliseconds(1) };

        Assert.Equal(Lived(limited, news), Lived(scenario, news));
    }, iter: 12);

    [Fact]
    public void A_device_always_has_something_due_within_the_range_of_its_searches() =>
        Gen.Select(Unlimited, Gen.Int[0, 36_000]).Sample((scenario, day) =>
        {
            var world = scenario.World();
            foreach (var state in (DeviceState[])[world.Resting(), world.Resting().Applied(A)])
            {
                var after = Day(day);
                var due = DeviceCalendar.NextDue(new(state, after, world, Offering(A, C)));
                Assert.InRange(due - after, TimeSpan.Zero, Furthest);
                var between = new VirtualTime((after.Milliseconds + due.Milliseconds) / 2);
                Assert.Equal(due, DeviceCalendar.NextDue(new(state, between, world, Offering(A, C))));
                Assert.Equal(due, DeviceCalendar.NextDue(new(state, due, world, Offering(A, C))));
            }
        }, iter: 200);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_device_goes_on_waiting_in_its_phase_after_a_routine_check(bool analytics)
    {
        var scenario = Rare(Crashing(), 1e-9, 1e-9) with { Duration = Scenario.Unlimited };
        var world = (analytics ? scenario : scenario with { Analytics = AnalyticsSettings.Off }).World();
        var look = world.LifeOf(world.TraitsOf(0)).NextRoutineCheck(Day(1));
        var (begun, later) = (new VirtualTime(look.Milliseconds - 1), look + TimeSpan.FromMinutes(1));
        var job = InstallJob.First(A, OfferSource.Automatic);

        foreach (var phase in (DevicePhase[])
        [
            new DevicePhase.Resting(), new DevicePhase.Fetching(job, begun), new DevicePhase.AwaitingTicket(job),
            new DevicePhase.Preparing(job, later), new DevicePhase.Starting(job, begun, later),
        ])
        {
            var state = world.Resting() with { Phase = phase };
            Assert.Equal(look, DeviceCalendar.NextDue(new(state, look, world, Offering(A))));

            var decision = DeviceDecider.Decide(new(state, look, world, Offering(A)), []);
            Assert.Empty(decision.Events);
            Assert.Null(decision.Work);
            var (asleep, next) = Assert.NotNull(DeviceDecider.Routine(new(state, look, world, Offering(A))));
            Assert.Empty(asleep.Events);
            Assert.True(next > look);
        }
    }

    [Fact]
    public void Repeated_searches_find_the_same_checks_by_hand_as_one_long_search() =>
        Gen.Select(Gen.ULong, Gen.Double[0.0005, 0.01]).Sample((seed, chance) =>
        {
            var scenario = Rare(Plain(), chance, 0) with { Seed = seed };
            var near = (scenario with { Duration = Scenario.Unlimited }).World();
            var far = (scenario with { Duration = Scenario.Unlimited - TimeSpan.FromDays(1) }).World();
            var (life, whole) = (near.LifeOf(near.TraitsOf(0)), far.LifeOf(far.TraitsOf(0)));

            var (at, found) = (VirtualTime.Zero, new List<VirtualTime>());
            while (at < Day(20_000))
            {
                var (check, look) = (life.NextCheckByHand(at), life.NextRoutineCheck(at));
                if (check <= look)
                    found.Add(check);
                at = VirtualTime.Min(check, look).Next();
            }

            var expected = new List<VirtualTime>();
            for (var check = whole.NextCheckByHand(VirtualTime.Zero);
                check < Day(20_000);
                check = whole.NextCheckByHand(check.Next()))
            {
                expected.Add(check);
            }

            Assert.Equal(expected, found.Where(check => check < Day(20_000)));
            Assert.NotEmpty(expected);
        }, iter: 30);

    [Fact]
    public void A_scenario_with_an_end_has_no_routine_checks() => Assert.True(
        Plain().World().LifeOf(Plain().World().TraitsOf(0)).NextRoutineCheck(Day(1)).IsNever);

    /// <summary>The draws of the last year are as good as those of the first year.</summary>
    [Fact]
    public void No_two_days_of_a_hundred_years_have_the_same_crashes()
    {
        var used = UsedQuarters.None.With(40).With(41);
        var dice = new Dice(1, EntityId.Device(0));
        var crashes = ((CrashProcess[])[CrashProcess.AddedBy(0), CrashProcess.AddedBy(1), CrashProcess.AddedBy(1023)])
            .SelectMany(process => Enumerable.Range(-1, 36_527).SelectMany(day => process.On(day, used, 0.5, dice)))
            .Select(crash => crash.Share).ToArray();

        Assert.InRange(crashes.Length, 26_000, 29_000);
        Assert.Equal(crashes.Length, crashes.Distinct().Count());
    }

    [Fact]
    public void A_report_of_the_last_day_counts_once()
    {
        var book = new ReportBook(1, 0);

        Assert.True(book.Note(0, 36_525));
        Assert.False(book.Note(0, 36_525));
        Assert.Equal(36_525, book.DaysOf(0).Latest);
    }

    private static IEnumerable<string> Lived(Scenario scenario, (VirtualTime, Publications)[] news) =>
        new Life(scenario.World(), 0, news).Lived().History.Select(
            one => $"{one.Seq} {one.At} {one.Event.GetType().Name}");

    /// <summary>No device shares analytics, because a hundred years have too many days for reports.</summary>
    private static Scenario Rare(Scenario scenario, double checks, double crashes) => scenario with
    {
        Fleet = scenario.Fleet with
        {
            Behaviour = scenario.Fleet.Behaviour with { AutomaticUpdates = 0, CheckByHand = checks },
            SharesAnalytics = 0,
            Applications =
            [
                .. scenario.Fleet.Applications.Select(
                    application => application with { CrashesPerThousandHours = 10 * crashes }),
            ],
        },
    };
}
