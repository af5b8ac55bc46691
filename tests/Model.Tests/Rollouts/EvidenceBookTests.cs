using CsCheck;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>How what arrives about a release is added up.</summary>
public sealed class EvidenceBookTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly SliceKey Pilot = new("pilot", default, "");

    /// <summary>Published at hour 24; the scenario starts at 17 h UTC.</summary>
    private static readonly EvidenceCalendar Calendar = new(
        new(
            EvidenceKinds.Offers | EvidenceKinds.Installs | EvidenceKinds.Use | EvidenceKinds.Control
                | EvidenceKinds.Days | EvidenceKinds.Windows | EvidenceKinds.CrashKinds,
            Hour, 3 * Hour, Days: 2),
        At(24), TimeSpan.FromHours(17));

    private static readonly Gen<SliceKey> Keys = Gen.Const(SliceKey.Whole).Select(Gen.Bool, (whole, pilot) =>
        pilot ? Pilot : whole);

    private static readonly Gen<Func<RolloutEvidence, RolloutEvidence>> Arrivals = Gen.OneOf(
        Gen.Select(Keys, Gen.Int[0, 7], Gen.Bool, Gen.Int[24, 30]).Select((key, stage, first, hour) =>
            (Func<RolloutEvidence, RolloutEvidence>)(evidence => evidence.With(
                new InstallReport("a", (InstallStage)stage, key)
                {
                    TellsTheEnd = stage == 0, IsFirstEnd = stage > 0 && first, OfferedIn = hour,
                },
                At(30), Calendar))),
        Gen.Select(Keys, Gen.Bool, Gen.Int[1, 9], Gen.Double[0, 3]).Select((key, onRelease, crashes, expected) =>
            (Func<RolloutEvidence, RolloutEvidence>)(evidence => evidence.With(
                "a", NewsOf(key, onRelease, crashes, expected), At(30), Calendar))));

    [Fact]
    public void The_order_of_what_arrives_at_one_moment_makes_no_difference() =>
        Gen.Select(Arrivals.Array[1, 12], Gen.Int).Sample((arrivals, seed) =>
        {
            var other = arrivals.ToArray();
            new Random(seed).Shuffle(other);

            Assert.Equal(Figures(arrivals), Figures(other));
        });

    [Fact]
    public void What_arrives_at_the_end_of_a_window_belongs_to_it()
    {
        var report = new InstallReport("a", InstallStage.Succeeded, SliceKey.Whole);
        var evidence = RolloutEvidence.Empty.With(report, At(25), Calendar)
            .With(report, At(25) + TimeSpan.FromMilliseconds(1), Calendar);

        Assert.Equal([(At(24), At(25)), (At(25), At(26))], evidence.Windows.Select(one => (one.From, one.To)));
        Assert.Equal(1, evidence.Between(At(24), At(25)).Installs.Succeeded);
    }

    [Fact]
    public void Windows_and_days_that_no_rule_reads_any_more_are_dropped()
    {
        var report = new InstallReport("a", InstallStage.Succeeded, SliceKey.Whole);
        var evidence = RolloutEvidence.Empty.With(report, At(25), Calendar).With(report, At(100), Calendar);

        Assert.Equal([At(99)], evidence.Windows.Select(one => one.From));
        Assert.Equal([At(79)], evidence.Days.Select(one => one.From));
        Assert.Equal(2, evidence.Installs.Succeeded);
    }

    [Fact]
    public void Before_the_publication_only_days_are_kept()
    {
        var unpublished = Calendar with { Published = VirtualTime.Never };
        var news = new UseNews(
            [new("a", SliceKey.Whole, OnRelease: false, IsSince: false, new() { Crashes = 2 }, 0, 0)], []);

        var evidence = RolloutEvidence.Empty.With("a", news, At(10), unpublished);

        Assert.Equal(2, Assert.Single(evidence.Days).OnBase.Crashes);
        Assert.Empty(evidence.Slices);
        Assert.Empty(evidence.Windows);
    }

    [Fact]
    public void A_device_that_tells_nothing_for_three_days_is_silent_until_it_tells_its_end()
    {
        var offered = RolloutEvidence.Empty.With(
            new InstallReport("a", InstallStage.Offered, Pilot) { TellsTheEnd = true, OfferedIn = 30 }, At(30),
            Calendar);
        var told = offered.With(
            new InstallReport("a", InstallStage.FailedDownload, Pilot) { IsFirstEnd = true, OfferedIn = 30 }, At(103),
            Calendar);

        Assert.Equal(0, offered.At(At(101)).Installs.Silent);
        Assert.Equal((1, 1), (offered.At(At(102)).Installs.Silent, offered.Installs.InProgress));
        Assert.Equal((0, 0), (told.At(At(104)).Installs.Silent, told.Installs.InProgress));
    }

    [Fact]
    public void The_devices_of_all_days_and_the_devices_since_the_publication_are_counted_apart()
    {
        var evidence = RolloutEvidence.Empty.With(
            "a",
            new(
                [
                    new("a", SliceKey.Whole, true, true, new() { ActiveDevices = 5, CrashedDevices = 3 }, 2, 1),
                    new("b", SliceKey.Whole, true, true, new() { ActiveDevices = 9 }, 9, 9),
                ],
                []),
            At(30), Calendar);

        Assert.Equal((2, 1), (evidence.OnRelease.ActiveDevices, evidence.OnRelease.CrashedDevices));
        Assert.Equal(5, Assert.Single(evidence.Days).OnRelease.ActiveDevices);
    }

    [Fact]
    public void A_kind_of_crash_that_was_seen_on_the_base_stays_seen()
    {
        var news = new UseNews([], [
            new("a", "mail", "base-02", OnRelease: true, 4, 3), new("a", "mail", "base-02", OnRelease: false, 1, 0),
            new("a", "mail", "added by a", OnRelease: true, 2, 2),
        ]);

        Assert.Equal(
            [new CrashKind("mail", "added by a", 2, 2, false), new CrashKind("mail", "base-02", 4, 3, true)],
            RolloutEvidence.Empty.With("a", news, At(30), Calendar).Kinds.AsEnumerable());
    }

    private static (string, int) Figures(Func<RolloutEvidence, RolloutEvidence>[] arrivals)
    {
        var evidence = arrivals.Aggregate(RolloutEvidence.Empty, (sum, arrival) => arrival(sum)).At(At(120));
        return (
            string.Join('\n', [.. evidence.Slices.Select(one => $"{one}"), .. evidence.Days.Select(one => $"{one}"),
                .. evidence.Windows.Select(one => $"{one}"), .. evidence.Kinds.Select(one => $"{one}")]),
            evidence.Slices.Length);
    }

    private static UseNews NewsOf(SliceKey key, bool onRelease, int crashes, double expected)
    {
        var use = new UseCounts
        {
            ActiveDevices = 1, Crashes = crashes, CrashedDevices = 1, UseMilliseconds = 1000,
            Expected = UseCounts.ExpectedOf(expected),
        };
        return new(
            [new("a", key, onRelease, IsSince: true, use, 1, 1)],
            [new("a", "mail", $"base-0{crashes}", onRelease, crashes, 1)]);
    }

    private static VirtualTime At(double hour) => VirtualTime.Zero + TimeSpan.FromHours(hour);
}
