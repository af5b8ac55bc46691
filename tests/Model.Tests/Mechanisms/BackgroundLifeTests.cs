using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Tests.Devices;
using RsrActors.TestFleets;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Tests.Mechanisms;

/// <summary>What devices install in the background, over whole lives.</summary>
public sealed class BackgroundLifeTests
{
    private const string Flaw = "kernel-flaw";
    private const string Malware = "malware";

    private static readonly ImmutableArray<Platform> Macs = [Platform.MacAppleSilicon, Platform.MacIntel];

    [Fact]
    public void A_mac_installs_new_security_data_within_a_day_and_a_bit() => AssertWithin(
        Fleet(20, [Platform.MacIntel], Data("1", Hours(5))).Scenario, TimeSpan.FromHours(30),
        happened => happened is SecurityDataInstalled { Version: "1", Bytes: 1_000_000 });

    [Fact]
    public void Kernelcare_asks_every_four_hours_and_the_other_tools_once_a_day()
    {
        AssertWithin(
            Fleet(20, [Platform.Linux], Patch("p", LivePatchTool.Kernelcare, Hours(5))).Scenario,
            TimeSpan.FromHours(9.5), happened => happened is LivePatchApplied { Name: "p" });
        AssertWithin(
            Fleet(20, [Platform.Linux], Patch("p", LivePatchTool.Livepatch, Hours(5))).Scenario,
            TimeSpan.FromHours(29.5), happened => happened is LivePatchApplied { Name: "p" });
    }

    [Fact]
    public void Kexec_waits_for_a_time_of_maintenance_and_costs_seconds()
    {
        foreach (var (life, applied) in Histories(
            Fleet(20, [Platform.Linux], Patch("k", LivePatchTool.Kexec, Hours(5))).Scenario))
        {
            var replaced = Assert.IsType<LivePatchApplied>(Assert.Single(
                applied, one => one.Event is LivePatchApplied).Event);
            Assert.InRange(replaced.Outage, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));
            Assert.InRange(
                life.TimeOfDay(applied.Single(one => one.Event is LivePatchApplied).At).TotalHours, 2, 5);
        }
    }

    [Fact]
    public void A_later_update_replaces_an_earlier_one_and_contains_its_fixes()
    {
        var scenario = Fleet(
            10, [Platform.MacIntel], Data("1", Hours(5)), Data("2", Hours(5 + 48)) with { Fixes = [Flaw] }).Scenario;
        var world = new World(scenario);

        Assert.True(world.FixingInBackground(Malware).Contains(1));
        foreach (var (_, history) in Histories(scenario))
        {
            Assert.Equal(
                ["1", "2"],
                history.Select(one => one.Event).OfType<SecurityDataInstalled>().Select(one => one.Version));
        }
    }

    [Fact]
    public void A_device_that_finds_two_at_once_installs_only_the_later_one()
    {
        foreach (var (_, history) in Histories(
            Fleet(30, [Platform.Linux], Patch("p", LivePatchTool.Kpatch, Hours(5)),
                Patch("q", LivePatchTool.Kpatch, Hours(5) + TimeSpan.FromSeconds(1))).Scenario))
        {
            Assert.Equal("q", Assert.Single(history.Select(one => one.Event).OfType<LivePatchApplied>()).Name);
        }
    }

    [Fact]
    public void A_patch_that_is_withdrawn_is_unloaded_and_the_device_is_exposed_again()
    {
        var update = Patch("p", LivePatchTool.Kernelcare, Hours(5));
        var scenario = Fleet(
            10, [Platform.Linux], update with { Kernel = update.Kernel! with { Withdrawn = Hours(50) } }).Scenario;
        foreach (var device in Enumerable.Range(0, scenario.Fleet.Devices))
        {
            var life = new Life(new World(scenario), device).Lived();

            Assert.Equal(["Enrolled", "LivePatchApplied", "LivePatchRemoved"], life.Story);
            Assert.Equal(
                ExposureLevel.Exposed,
                RunningContent.Of(life.State).To(scenario.Vulnerabilities[0], new World(scenario)));
        }
    }

    [Fact]
    public void A_patch_for_other_kernels_is_not_applied()
    {
        var scenario = Fleet(
            10, [Platform.Linux], Patch("p", LivePatchTool.Kpatch, Hours(5)) with { Builds = ["5.14.0-1"] }).Scenario;

        foreach (var (_, history) in Histories(scenario))
            Assert.DoesNotContain(history, one => one.Event is LivePatchApplied);
    }

    [Fact]
    public void A_software_update_replaces_the_patched_kernel()
    {
        var scenario = Fleet(5, [Platform.Linux], Patch("p", LivePatchTool.Kernelcare, Hours(5))).Scenario;
        var world = new World(scenario);
        var patched = BackgroundSet.None.With(0);
        var updated = new SoftwareUpdateInstalled(
            "9.2", "9.3", "5.14.0-362", Digest.None, Digest.None, 1, TimeSpan.FromMinutes(5));

        Assert.True(BackgroundContent.After(patched, updated, Platform.Linux, world).IsEmpty);
    }

    [Fact]
    public void A_mac_that_becomes_one_with_cryptexes_loses_its_safari_package()
    {
        var package = new BackgroundUpdate(
            "15.6.1", MechanismKind.SafariPackage, Macs, Hours(1), 1, ["safari-flaw"]);
        var world = new World(Fleet(5, [Platform.MacIntel], package).Scenario);
        var installed = BackgroundSet.None.With(0);

        Assert.Equal(installed, After("12.6"));
        Assert.True(After("13.0").IsEmpty);

        BackgroundSet After(string version) => BackgroundContent.After(
            installed,
            new SoftwareUpdateInstalled(
                "12.5", version, "22A1", Digest.None, Digest.None, 1, TimeSpan.FromMinutes(5)),
            Platform.MacIntel, world);
    }

    [Fact]
    public void A_device_that_counts_as_protected_by_a_patch_it_never_got_breaks_the_rule()
    {
        var scenario = Fleet(1, [Platform.Linux], Patch("p", LivePatchTool.Kpatch, Hours(5))).Scenario;
        var world = new World(scenario);
        var device = DeviceState.Unenrolled(world.TraitsOf(0), world) with { Background = BackgroundSet.None.With(0) };
        var byHistory = ProtectedMeansFixedEverywhere.ContentOf(
            DeviceFacts.None with { Platform = Platform.Linux, BaseBuild = device.Os.Build }, scenario);
        var patched = byHistory with { Background = device.Background };

        Assert.Contains(
            "counts as protected",
            ProtectedMeansFixedEverywhere.Inspect(
                device, ProtectedMeansFixedEverywhere.FixedEverywhere(byHistory, scenario), world)!,
            StringComparison.Ordinal);
        Assert.Null(ProtectedMeansFixedEverywhere.Inspect(
            device, ProtectedMeansFixedEverywhere.FixedEverywhere(patched, scenario), world));
    }

    private static void AssertWithin(Scenario scenario, TimeSpan latest, Func<DeviceEvent, bool> isIt)
    {
        foreach (var (_, history) in Histories(scenario))
        {
            var found = Assert.Single(history, one => one.Event is DeviceEvent happened && isIt(happened));
            Assert.InRange(
                found.At.Milliseconds, (long)Hours(5).TotalMilliseconds, (long)latest.TotalMilliseconds);
        }
    }

    private static IEnumerable<(DailyLife Life, IReadOnlyList<RecordedEvent> History)> Histories(Scenario scenario)
    {
        var world = new World(scenario);
        return Enumerable.Range(0, scenario.Fleet.Devices).Select(device => (
            world.LifeOf(world.TraitsOf(device)), new Life(world, device).Lived().History));
    }

    private static TestFleet Fleet(
        int devices, ImmutableArray<Platform> platforms, params ImmutableArray<BackgroundUpdate> updates) =>
        TestFleet.Of(
        TestFleet.Of(devices, platforms).Lasting(TimeSpan.FromDays(5)).Scenario with
        {
            Vulnerabilities =
            [
                new(Flaw, Component.Kernel, [], TimeSpan.Zero, null),
                new(Malware, Component.SecurityData, [], TimeSpan.Zero, null),
                new("safari-flaw", Component.Safari, [], TimeSpan.Zero, null),
            ],
            Background = updates,
        });

    private static BackgroundUpdate Data(string version, TimeSpan published) =>
        new(version, MechanismKind.SecurityData, Macs, published, 1_000_000, [Malware]);

    private static BackgroundUpdate Patch(string name, LivePatchTool tool, TimeSpan published) => new(
        name, tool == LivePatchTool.Kexec ? MechanismKind.Kexec : MechanismKind.LivePatch, [Platform.Linux], published,
        2_000_000, [Flaw])
    {
        Kernel = new(
            tool,
            tool == LivePatchTool.Kexec ? new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)) : default, null),
    };

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);
}
