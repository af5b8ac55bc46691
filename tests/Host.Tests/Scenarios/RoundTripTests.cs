using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Sections;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>A run directory keeps its scenario as text. Reading the text gives the same scenario.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<double> Share = Gen.Double[0.0001, 1];
    private static readonly Gen<TimeSpan> Duration = Gen.Int[60_000, int.MaxValue].Select(
        ms => TimeSpan.FromMilliseconds(ms));

    [Fact]
    public void A_resolved_scenario_is_read_back_and_written_without_a_change()
    {
        var first = Assert.IsType<ScenarioReading.Accepted>(Read(Small));
        var second = Assert.IsType<ScenarioReading.Accepted>(Read(first.ResolvedHocon));

        Assert.Equal(Show(first.Scenario), Show(second.Scenario));
        Assert.Equal(first.ResolvedHocon, second.ResolvedHocon);
    }

    [Fact]
    public void A_resolved_scenario_leaves_no_key_to_its_default()
    {
        var trace = new KeysRead();
        var first = Assert.IsType<ScenarioReading.Accepted>(Read(Small));
        _ = ScenarioReader.Read("resolved", first.ResolvedHocon, ScenarioOverrides.None, trace);

        // The rollout rule decides, the value of the whole fleet holds, or the scenario does not use the key.
        string[] boots =
        [
            "boot-ticket-invalid", "cryptex-not-grafted", "cryptex-ticket-invalid", "data-unlock-failed", "hands-after",
            "kernel-digest-mismatch", "snapshot-seal-broken", "stored-file-damaged", "trust-cache-missing",
        ];
        string[] absent =
        [
            .. boots.Select(key => $"faults.{key}"),
            "faults.ram-disk-did-not-start", "faults.snapshot-did-not-start", "faults.snapshot-not-made",
            "faults.system-volume-damaged", "faults.update-damaged", "faults.update-file-damaged",
            "faults.update-not-prepared",
            .. trace.Keys.Keys.Where(key => key.StartsWith("fleet.behaviour.", StringComparison.Ordinal)).Select(
                key => key.Replace("behaviour", "behaviour-by-platform.PLATFORM", StringComparison.Ordinal)),
            "fleet.file-vault", "fleet.inventory", "fleet.inventory-sha256", "fleet.management.deferrals.combined",
            "fleet.management.deferrals.major", "fleet.management.deferrals.minor", "fleet.management.profiles",
            "fleet.platforms[].builds", "fleet.platforms[].label", "rings",
            "fleet.install.timings.ipad.update-restart", "fleet.install.timings.iphone.update-restart",
            "fleet.install.timings.mac-apple-silicon.update-restart", "fleet.install.timings.mac-intel.update-restart",
            .. trace.Keys.Keys.Where(key => key.StartsWith("fleet.install.timings.linux.", StringComparison.Ordinal)),
            "fleet.shares-analytics-by-platform.ipad", "fleet.shares-analytics-by-platform.iphone",
            "fleet.shares-analytics-by-platform.mac", "kernel.passivate-after", "releases.ID.fixes", "rollout.brakes",
            "rollout.ramp",
            "script[].percent", "software-updates.VERSION.boot-loop.hands-after",
            "software-updates.VERSION.boot-loop.hard-to-reach",
            "software-updates.VERSION.boot-loop.hard-to-reach-after",
            "software-updates.VERSION.boot-loop.published", "software-updates.VERSION.boot-loop.share",
            "software-updates.VERSION.fixes", "software-updates.VERSION.regressions",
            "software-updates.VERSION.rollout",
        ];
        Assert.Equal(absent.Order(StringComparer.Ordinal), trace.Defaulted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_platform_that_goes_back_to_a_default_of_the_program_is_read_back_unchanged()
    {
        var first = Assert.IsType<ScenarioReading.Accepted>(Set(
            "fleet.behaviour.update-delay=10 d", "fleet.behaviour.update-delay-shape=9",
            "fleet.behaviour-by-platform.ipad.update-delay-shape=1"));

        var again = Accepted(Read(first.ResolvedHocon));

        Assert.Equal(first.Scenario.Fleet.BehaviourOn(Platform.IPad), again.Fleet.BehaviourOn(Platform.IPad));
        Assert.Equal(1, again.Fleet.BehaviourOn(Platform.IPad).UpdateDelayShape);
    }

    [Fact]
    public void Any_numbers_are_read_back_unchanged() => Gen.Select(
        Share, Share, Share, Duration, Gen.ULong, Gen.Long[1000, 1_000_000_000_000])
        .Sample((a, b, c, time, seed, bytes) =>
        {
            var small = Accepted(Read(Small));
            AssertSurvives(small with
            {
                Seed = seed,
                Duration = TimeSpan.FromDays(30),
                CataloguePropagation = time,
                Kernel = small.Kernel with
                {
                    EpochLongest = time, Memoise = false, Passivation = new Passivation.After(time),
                },
                Faults = new(a, b, c, 0, 1, a, b, c, 0, a, b, c)
                {
                    Boot = new(a, b, c, 0, 1, a, b, c, time),
                    Update = new(a, b, c, 0, 1, a, b),
                },
                Volumes = new(
                    [32_000_000_000 + bytes], [64_000_000_000, 32_000_000_000 + bytes], (0, a), b, bytes, c, time,
                    seed % 2 == 0 ? null : 3_000_000_000 + bytes),
                Rollout = RolloutSettings.Phased(
                    [new(TimeSpan.Zero, Math.Round(a, 2)), new(time, Math.Round(1.01 + b, 2))],
                    Math.Round(100 * c, 2)).WhenListed(time, "pause"),
                Updates =
                [
                    .. small.Updates.Select(update => update with
                    {
                        Rollout = UpdateRollout.Rule,
                        Regressions = [new("safari", [], 1, 1 + (100 * a))],
                        BootLoop = new(0.01 + (0.5 * b), time, c, time)
                        {
                            Published = [new(time, a), new(2 * time, b)],
                        },
                    }),
                ],
                Signing = new(SigningAlgorithm.MLDsa65, new(time, time), 3, time, TimeSpan.Zero),
                Fleet = small.Fleet with
                {
                    SharesAnalytics = a,
                    FileVault = b,
                    Management = small.Fleet.Management with { Deferrals = new(time, 2 * time, TimeSpan.Zero) },
                    SharesAnalyticsBySetting = new(b, seed % 2 == 0 ? null : c, seed % 3 == 0 ? null : a),
                    Applications =
                        [new("safari", b, TimeSpan.FromMilliseconds(Math.Ceiling(1000 * a)), 100 * c), new("mail", a)],
                    Behaviour = small.Fleet.Behaviour with
                    {
                        InUse = b, Decide = time, PollEvery = time + TimeSpan.FromHours(1),
                        UpdateDelay = time, UpdateFrom = TimeSpan.FromHours(22), UpdateUntil = TimeSpan.FromHours(4),
                    },
                    BehaviourByPlatform = small.Fleet.BehaviourByPlatform.SetItem(
                        (int)(seed % 4), small.Fleet.Behaviour with { Seekers = a, PutOff = time }),
                    Install = small.Fleet.Install with { MedianBandwidth = bytes, Retry = new(3, time, time, c) },
                },
            });
        });

    [Fact]
    public void A_missing_end_is_read_back_unchanged()
    {
        var scenario = Accepted(Read(Small)) with { Duration = Scenario.Unlimited };

        AssertSurvives(scenario);
        Assert.Contains("duration = unlimited", ScenarioWriter.Write(scenario), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fleet_that_keeps_its_actors_is_read_back_unchanged()
    {
        var small = Accepted(Read(Small));

        AssertSurvives(small with { Kernel = small.Kernel with { Passivation = new Passivation.Never() } });
    }

    [Fact]
    public void Passivation_by_the_size_of_the_fleet_is_not_written() => Assert.DoesNotContain(
        "passivate-after", ScenarioWriter.Write(Accepted(Set("kernel.passivate-after=auto"))),
        StringComparison.Ordinal);

    [Fact]
    public void Any_linear_rule_is_read_back_unchanged() =>
        Gen.Select(Gen.Int[1, 43_200], Gen.Int[1, 300]).Sample((over, parts) =>
        {
            var every = TimeSpan.FromMinutes(Math.Max(1, over / parts));
            AssertSurvives(Accepted(Read(Small)) with
            {
                Rollout = RolloutSettings.Shipped(
                    "linear", ("over", new RuleValue.Duration(TimeSpan.FromMinutes(over))),
                    ("every", new RuleValue.Duration(every))),
            });
        });

    public static TheoryData<string> Rules => [.. RuleRegistry.Shipped.Names];

    [Theory, MemberData(nameof(Rules))]
    public void Ramp_and_brakes_that_are_set_apart_are_read_back_unchanged(string rule)
    {
        if (!SimulatedRules.Includes(RuleRegistry.Shipped.Find(rule)!))
            return;
        var (settings, linear) = (RolloutSettings.Shipped(rule), RolloutSettings.Shipped("linear"));

        AssertSurvives(Accepted(Read(Small)) with { Rollout = settings });
        AssertSurvives(Accepted(Read(Small)) with { Rollout = linear.Apart(settings, null) });
        if (!settings.Rule.Brakes.IsEmpty)
            AssertSurvives(Accepted(Read(Small)) with { Rollout = linear.Apart(null, [settings, settings]) });
    }

    [Fact]
    public void Every_command_is_read_back_unchanged()
    {
        OperatorCommand[] commands =
        [
            new OperatorCommand.Publish("16.5.1-a", 0.1), new OperatorCommand.Ramp("16.5.1-a", 33.33),
            new OperatorCommand.Pause("16.5.1-a", "a \"quoted\" word, and a \\"),
            new OperatorCommand.Resume("16.5.1-a", "{ # = $ }"),
            new OperatorCommand.Withdraw("16.5.1-a", "1 %", true), new OperatorCommand.Publish("16.6", null),
            new OperatorCommand.StartSigningOutage(), new OperatorCommand.EndSigningOutage(),
            new OperatorCommand.Restrict(true, false), new OperatorCommand.Restrict(false, true),
            new OperatorCommand.Enforce("16.5.1-a", TimeSpan.FromMilliseconds(1001)),
            new OperatorCommand.EnforceBy("16.6", new(2023, 7, 14, 21, 5, 0), Notifies: true),
            new OperatorCommand.EnforceBy("16.5.1-a", new(2199, 12, 31, 0, 0, 0), Notifies: false),
            new OperatorCommand.Promote("16.5.1-a", "early"), new OperatorCommand.HoldRing("16.6", "early", "calls"),
            new OperatorCommand.RemoveFromManaged(),
            new OperatorCommand.ShareAnalytics(0, true), new OperatorCommand.ShareAnalytics(199, false),
            new OperatorCommand.RemoveResponses(7), new OperatorCommand.Install(8, "16.5.1-a"),
            new OperatorCommand.Unplug(9, TimeSpan.FromMinutes(90)),
        ];

        var small = Accepted(Read(Small));
        AssertSurvives(small with
        {
            Fleet = small.Fleet with { Rings = [new("early", [], 0, new RingPromotion.ByApproval())] },
            Script = [.. commands.Select((command, i) => new ScriptedCommand(new(1001L * i), command))],
        });
    }

    [Fact]
    public void Any_groups_and_rings_are_read_back_unchanged() =>
        Gen.Select(Share, Share, Duration, Gen.Int[0, 127]).Sample((a, b, time, bits) =>
        {
            var small = Accepted(Read(Small));
            var kind = small.Fleet.Platforms[0] with { Label = "till \"1\"" };
            ImmutableArray<DayOfWeek> days =
                [.. MaintenanceWindow.EveryDay.Where((_, place) => bits == 0 || (bits >> place & 1) != 0)];
            AssertSurvives(small with
            {
                Fleet = small.Fleet with
                {
                    Platforms = small.Fleet.Platforms.SetItem(0, kind),
                    Groups =
                    [
                        new("tills", a, [kind.Platform], [kind.Models[0].Name], [kind.Label])
                        {
                            Behaviour = small.Fleet.Behaviour with { PutOff = time, UpdateFrom = TimeSpan.FromHours(2) },
                            SharesAnalytics = b,
                            Management = new(a, b, a * b),
                            Window = new(TimeSpan.FromHours(22), TimeSpan.FromHours(4), days),
                            BlockedDays = [new(2023, 7, 14), new(2024, 2, 29)],
                        },
                        new("all.the-others", 1, [], [], []),
                    ],
                    Rings =
                    [
                        new("pilot", ["tills"], 0, new RingPromotion.Offset(time)) { Deferral = time, Grace = time },
                        new("main", [], a / 2, new RingPromotion.After(time)) { Deadline = TimeSpan.Zero },
                        new("last", [], b / 2, new RingPromotion.ByApproval())
                        {
                            Deadline = time, AtMost = new(7, TimeSpan.FromHours(3)),
                        },
                    ],
                },
            });
        });

    [Fact]
    public void Any_analytics_are_read_back_unchanged() =>
        Gen.Select(Share, Share, Duration, Gen.Int[1, 1000]).Sample((a, b, time, count) =>
            AssertSurvives(Accepted(Read(Small)) with
            {
                Analytics = new(
                    count % 2 == 0,
                    a,
                    time,
                    new(b, new(TimeSpan.Zero, time), new(time, 2 * time), b, a),
                    new(b / 2, 1000 * a, count, Baseline.Estimated, time),
                    new(DeviceTest.Stability, a, new(count, time, count, time, 2 * time, TimeSpan.Zero, b), a, time))
                {
                    List = new(time + TimeSpan.FromHours(1), new(TimeSpan.Zero, time)),
                },
            }));

    [Fact]
    public void Any_regression_is_read_back_unchanged() =>
        Gen.Select(Share, Gen.Double[1, 10]).Sample((added, multiplier) =>
        {
            var small = Accepted(Read(Small));
            AssertSurvives(small with
            {
                Releases =
                [
                    small.Releases[0] with
                    {
                        OffersRelaunch = false,
                        Regressions =
                        [
                            new("safari", [], multiplier, added),
                            new("mail", [Platform.MacIntel, Platform.IPhone], 1, 100 * added),
                            new("zoom", [Platform.IPhone], 1 + multiplier, 0),
                        ],
                    },
                ],
            });
        });

    [Fact]
    public void A_cause_of_any_text_is_read_back_unchanged() => Gen.Char[' ', '~'].Array[1, 30].Sample(letters =>
    {
        var cause = new string(letters).Trim();
        if (cause.Length > 0)
        {
            AssertSurvives(Accepted(Read(Small)) with
            {
                Script = [new(VirtualTime.Zero, new OperatorCommand.Pause("16.5.1-a", cause))],
            });
        }
    });

    [Fact]
    public void A_moment_keeps_its_milliseconds() => AssertSurvives(Accepted(Read(Small)) with
    {
        Start = DateTimeOffset.Parse("2026-03-17T17:00:00.250Z", CultureInfo.InvariantCulture),
    });

    private static void AssertSurvives(Scenario scenario) =>
        Assert.Equal(Show(scenario), Show(Accepted(Read(ScenarioWriter.Write(scenario)))));
}
