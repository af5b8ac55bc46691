using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>How far a device is exposed to a vulnerability, by the content that its processes run.</summary>
public sealed class ExposureTests
{
    private const string Flaw = "CVE-2023-37450";
    private const string Base = "20F75";

    /// <summary>(a) fixes the flaw and (c) does not say so. 16.6 includes (a), and 16.6.1 follows 16.6.</summary>
    private static readonly Scenario Scenario = Plain() with
    {
        Vulnerabilities = [new(Flaw, Component.Frameworks, [], TimeSpan.Zero, null)],
        Releases = [.. Plain().Releases.Select(release => release.Id == A ? release with { Fixes = [Flaw] } : release)],
        Updates =
        [
            new("16.6", [new(Platform.IPhone, Base, "16.6", "20G75", 1)], [A]),
            new("16.6.1", [new(Platform.IPhone, "20G75", "16.6.1", "20G81", 1)], []),
        ],
    };

    private static readonly World World = Scenario.World();

    [Theory]
    [InlineData(ExposureLevel.Exposed, Base, null, null)]
    [InlineData(ExposureLevel.Partly, Base, null, A)]
    [InlineData(ExposureLevel.Protected, Base, A, null)]
    [InlineData(ExposureLevel.Protected, Base, C, null)]
    [InlineData(ExposureLevel.Protected, Base, A, C)]
    [InlineData(ExposureLevel.Protected, "20G75", null, null)]
    [InlineData(ExposureLevel.Protected, "20G81", null, null)]
    public void A_device_is_protected_when_all_its_processes_run_the_fix(
        ExposureLevel level, string build, string? active, string? safari)
    {
        var content = new RunningContent(Platform.IPhone, build, active, safari);

        Assert.Equal(level, content.To(Scenario.Vulnerabilities[0], World));
        Assert.Equal(
            level == ExposureLevel.Protected,
            ProtectedMeansFixedEverywhere.FixedEverywhere(content, Scenario).Contains(Flaw));
    }

    [Fact]
    public void A_device_that_counts_as_protected_while_a_process_runs_without_the_fix_breaks_the_rule()
    {
        var device = World.Resting().Applied(A);

        Assert.Null(ProtectedMeansFixedEverywhere.Inspect(device, [Flaw], World));
        Assert.Contains(
            $"protected from {Flaw}", ProtectedMeansFixedEverywhere.Inspect(device, [], World),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Safari_runs_a_response_that_is_removed_until_the_restart()
    {
        var device = World.Resting() with
        {
            Phase = new DevicePhase.Removing(RemovalCause.Vendor, [A], Day(2), WasStaged: false),
        };

        Assert.Equal(A, RunningContent.Of(device).Safari);
        Assert.Null(RunningContent.Of(device.Applied(A)).Safari);
    }

    [Theory]
    [InlineData(Component.SecurityData, Platform.IPhone, false)]
    [InlineData(Component.SecurityData, Platform.MacIntel, true)]
    [InlineData(Component.Kernel, Platform.IPhone, true)]
    public void A_vulnerability_concerns_the_platforms_that_have_its_component(
        Component component, Platform platform, bool concerned) =>
        Assert.Equal(concerned, new Vulnerability(Flaw, component, [], TimeSpan.Zero, null).Concerns(platform));

    [Fact]
    public void A_response_changes_the_components_of_the_vulnerabilities_that_it_fixes()
    {
        Assert.Equal(
            [Component.Frameworks],
            Scenario.ChangedBy(Scenario.Releases.First(one => one.Id == A)).AsEnumerable());
        Assert.Equal(
            [Component.Frameworks, Component.Safari],
            Scenario.ChangedBy(Scenario.Releases.First(one => one.Id == C)).AsEnumerable());
    }
}
