using CsCheck;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Crashes;

public sealed class CrashCalendarTests
{
    private static readonly World Tireless = Crashing().People(people => people with { InUse = 1, InUseAtNight = 1 })
        .World();
    private static readonly VirtualTime Start = Day(1);

    // A device in use all day has exactly its share in the foreground, so that the counts of all devices are of one
    // distribution. Counts 0, 1, … each in a cell of its own, the rest in the last; the 99.999 % quantiles of
    // chi-square.
    [Theory]
    [InlineData(Application.Safari, 10, 0.3, 4, 25.90)]
    [InlineData(Application.Safari, 25, 0.75, 5, 28.47)]
    [InlineData(Mail, 25, 0.25, 4, 25.90)]
    public void Crashes_of_an_application_are_poisson_with_rate_times_time_in_the_foreground(
        string application, int days, double mean, int cells, double quantile)
    {
        var counts = Enumerable.Range(0, 6_000).Select(device => Tireless.Resting(device))
            .Where(state => state.Traits.ApplicationsOf(Tireless.Fleet).Contains(application))
            .Select(state => Crashes(Tireless, state, Start, Start + TimeSpan.FromDays(days)).Count(
                crash => crash.Application == application));

        Assert.InRange(ChiSquare([.. counts], mean, cells), 0, quantile);
    }

    [Fact]
    public void Added_crashes_of_a_response_are_poisson_with_their_own_rate()
    {
        var world = Tireless.Scenario.Breaking(3, Application.Safari).World();
        var counts = Enumerable.Range(0, 6_000).Select(device => Running(world.Resting(device), A, A)).Select(state =>
            Crashes(world, state, Start, Start + TimeSpan.FromDays(10))
                .Count(crash => crash.Application == Application.Safari)
            - Crashes(world, Running(state, null, null), Start, Start + TimeSpan.FromDays(10))
                .Count(crash => crash.Application == Application.Safari));

        Assert.InRange(ChiSquare([.. counts], 0.6, 5), 0, 28.47);
    }

    // People use their devices for different times; over all of them the count is normal, and 4.4 deviations are seen
    // once in 100,000 times.
    [Theory]
    [InlineData(Application.Safari, 20)]
    [InlineData(Mail, 10)]
    public void A_device_that_is_used_less_has_fewer_crashes(string application, double perThousandHours)
    {
        var world = Crashing().World();
        var share = CrashRates.ShareOfUse(
            world.Fleet.Applications[world.PlaceOfApplication(application)], Platform.IPhone, world.Fleet);
        var (crashes, expected) = (0, 0.0);
        foreach (var state in Enumerable.Range(0, 600).Select(device => world.Resting(device))
            .Where(state => state.Traits.ApplicationsOf(world.Fleet).Contains(application)))
        {
            var life = world.LifeOf(state.Traits);
            crashes += Crashes(world, state, life.At(1, TimeSpan.Zero), life.At(21, TimeSpan.Zero))
                .Count(crash => crash.Application == application);
            expected += Enumerable.Range(1, 20)
                .Sum(day => life.UsedOn(day).Duration.TotalHours) * share * perThousandHours / 1000;
        }

        Assert.InRange((crashes - expected) / Math.Sqrt(expected), -4.4, 4.4);
    }

    [Fact]
    public void The_base_crashes_at_the_same_moments_with_every_response() =>
        Gen.Select(Gen.ULong, Gen.Enum<Platform>(), Gen.Double[1, 40], Gen.Bool, Gen.Bool).Sample(
            (seed, platform, multiplier, safari, elsewhere) =>
            {
                var world = (Crashing(platform).Breaking(multiplier, Application.Safari, Mail) with { Seed = seed })
                    .World();
                var state = world.Resting();
                var plain = Crashes(world, state, Start, Day(20));

                var broken = Crashes(world, Running(state, safari ? A : null, elsewhere ? A : null), Start, Day(20));

                Assert.Empty(Moments(plain).Except(Moments(broken)));
                Assert.All(broken, crash => Assert.Equal(
                    (crash.Application == Application.Safari ? safari : elsewhere) ? A : null, crash.Release));
                Assert.All(
                    broken.Where(crash => !Moments(plain).Contains((crash.At, crash.Application))),
                    crash => Assert.NotNull(crash.Release));
            }, iter: 200);

    [Fact]
    public void Each_crash_is_known_as_added_by_the_response_or_of_the_base() =>
        Gen.Select(Gen.ULong, Gen.Enum<Platform>(), Gen.Int[0, 500], Gen.Bool, Gen.Bool).Sample(
            (seed, platform, device, safari, elsewhere) =>
            {
                var world = (Crashing(platform).Breaking(30, Application.Safari, Mail) with { Seed = seed }).World();
                var state = Running(world.Resting(device), safari ? A : null, elsewhere ? A : null);
                var plain = Crashes(world, Running(state, null, null), Start, Day(20));
                var broken = Crashes(world, state, Start, Day(20)).Where(crash => crash.Release is not null);

                Assert.All(broken.GroupBy(crash => (crash.At, crash.Application)), crashes => Assert.Equal(
                    crashes.Count() - plain.Count(crash => (crash.At, crash.Application) == crashes.Key),
                    AddedCrashes.CountAt(world, device, A, crashes.Key.Application, crashes.Key.At)));
            }, iter: 200);

    [Fact]
    public void A_response_without_a_regression_adds_no_crash_at_any_moment()
    {
        var world = Crashing().World();
        var state = Running(world.Resting(), A, A);

        Assert.All(Crashes(world, state, Start, Day(20)), crash => Assert.Equal(
            0, AddedCrashes.CountAt(world, 0, A, crash.Application, crash.At)));
    }

    [Fact]
    public void Only_installed_and_running_applications_that_can_crash_crash() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 500]).Sample((seed, device) =>
        {
            var world = (Crashing().Breaking(20, Application.Safari, Mail, Notes) with { Seed = seed }).World();
            var state = Running(world.Resting(device), A, A);

            Assert.All(
                Crashes(world, state, VirtualTime.Zero, Day(20)),
                crash => Assert.Contains(crash.Application, state.Traits.ApplicationsOf(world.Fleet).Remove(Notes)));

            var down = state with
            {
                Diary = state.Diary.With(new DeviceEvent.Restarted(RestartReason.InstallResponse), Start)
            };
            Assert.True(new CrashCalendar(world, down).Next(Start, VirtualTime.Never).IsNever);
            var calendar = new CrashCalendar(world, down);
            Assert.All(Crashes(world, state, Start, Day(20)), crash => Assert.Empty(calendar.At(crash.At)));
        }, iter: 100);

    [Fact]
    public void The_next_crash_is_the_earliest_of_all_crashes() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 20 * 86_400_000], Gen.Int[0, 10 * 86_400_000]).Sample((seed, from, width) =>
        {
            var world = (Crashing() with { Seed = seed }).World();
            var state = world.Resting();
            var (after, until) = (new VirtualTime(from), new VirtualTime((long)from + width));
            var all = Crashes(world, state, VirtualTime.Zero, VirtualTime.Never);

            Assert.Equal(
                all.Select(crash => crash.At).Where(at => at >= after && at < until).DefaultIfEmpty(VirtualTime.Never)
                    .First(),
                new CrashCalendar(world, state).Next(after, until));
            Assert.All(all, crash => Assert.True(crash.At >= VirtualTime.Zero && crash.At < world.Scenario.End));
        }, iter: 300);

    private static HashSet<(VirtualTime At, string Application)> Moments(IEnumerable<NotedCrash> crashes) =>
        [.. crashes.Select(crash => (crash.At, crash.Application))];

    private static DeviceState Running(DeviceState state, string? safari, string? elsewhere) => state with
    {
        Diary = CrashDiary.Empty with { Content = [new(new(long.MinValue), true, safari, elsewhere)] },
    };

    private static List<NotedCrash> Crashes(World world, DeviceState state, VirtualTime from, VirtualTime until)
    {
        var calendar = new CrashCalendar(world, state);
        var crashes = new List<NotedCrash>();
        for (var at = calendar.Next(from, until); !at.IsNever; at = calendar.Next(at.Next(), until))
            crashes.AddRange(calendar.At(at));
        return crashes;
    }

    private static double ChiSquare(int[] counts, double mean, int cells)
    {
        var (chance, rest, sum) = (Math.Exp(-mean), 1.0, 0.0);
        for (var n = 0; n < cells; n++)
        {
            var expected = counts.Length * (n == cells - 1 ? rest : chance);
            var seen = counts.Count(count => Math.Min(count, cells - 1) == n);
            sum += (seen - expected) * (seen - expected) / expected;
            rest -= chance;
            chance *= mean / (n + 1);
        }

        return sum;
    }
}
