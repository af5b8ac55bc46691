using RsrActors.Model.Platforms;
using RsrActors.Reports.Figures;
using RsrActors.Running;
using RsrActors.Scenarios;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Reports;

/// <summary>What each mechanism does against each flaw: the figures of <c>mechanisms</c>.</summary>
public sealed class MechanismReportTests(MechanismReportTests.Run run) : IClassFixture<MechanismReportTests.Run>
{
    [Fact]
    public void The_response_protects_webkit_within_its_ramp_and_the_update_does_so_later()
    {
        var flaw = Flaw("webkit-flaw");

        Assert.Equal(["16.5.1-a", "16.6"], flaw.FixedBy.Select(fix => fix.Release));
        foreach (var platform in flaw.Platforms)
        {
            Assert.True(Share(platform, "rapid-response").BecameProtected > platform.Devices * 0.7);
            // The ramp is at 100 % after two days; half of the devices are protected about then.
            Assert.InRange(platform.ProtectedAfter.SecondsTo50!.Value, 86_400, 3 * 86_400);
        }

        Assert.DoesNotContain(flaw.Platforms, platform => platform.Platform == Platform.Linux.Name);
    }

    [Fact]
    public void The_response_cannot_touch_the_kernel_and_the_update_fixes_it_later()
    {
        var flaw = Flaw("kernel-flaw");

        foreach (var platform in flaw.Platforms.Where(one => one.Platform is not ("all" or "linux")))
        {
            var by = Assert.Single(platform.ProtectedBy);
            Assert.Equal("software-update", by.Mechanism);
            Assert.True(by.FirstSeconds >= 7 * 86_400);
        }
    }

    [Fact]
    public void The_live_patch_and_kexec_fix_the_kernel_on_linux_days_before_a_restart_would()
    {
        var linux = Flaw("kernel-flaw").Platforms.Single(one => one.Platform == "linux");

        Assert.InRange(Share(linux, "live-patch").FirstSeconds!.Value, 86_400, 86_400 + 4.5m * 3_600);
        Assert.InRange(Share(linux, "kexec").FirstSeconds!.Value, 2 * 86_400, 3.5m * 86_400);
        Assert.True(Share(linux, "software-update").FirstSeconds > Share(linux, "live-patch").FirstSeconds);
        Assert.True(Share(linux, "live-patch").BecameProtected > 0);
    }

    [Fact]
    public void Security_data_finds_the_malware_on_macs_only()
    {
        var flaw = Flaw("malware-family");

        Assert.Equal(
            ["all", "mac-apple-silicon", "mac-intel"], flaw.Platforms.Select(platform => platform.Platform));
        Assert.All(flaw.Platforms, platform =>
            Assert.Equal("security-data", Assert.Single(platform.ProtectedBy).Mechanism));
    }

    [Fact]
    public void The_devices_of_the_mechanisms_add_up_to_the_protected_ones() =>
        Assert.All(run.Report.Vulnerabilities!.Value.SelectMany(flaw => flaw.Platforms), platform =>
            Assert.Equal(platform.Protected, platform.ProtectedBy.Sum(by => by.Devices)));

    [Fact]
    public void A_mechanism_ever_protected_at_least_the_devices_that_it_protects_at_the_end() =>
        ReportSums.AddUp(run.Report);

    [Fact]
    public void One_table_says_which_mechanism_fixes_what_and_what_it_takes()
    {
        string[] table =
        [
            .. SummaryTests.Render(run.Report, width: 140).Split('\n')
                .SkipWhile(line => !line.StartsWith("Mechanisms:", StringComparison.Ordinal))
                .TakeWhile(line => !line.StartsWith("What it took", StringComparison.Ordinal)),
        ];

        // The columns are split to the width of a console.
        Assert.Equal(
            ["rapid-response", "software-update", "security-data", "live-patch", "kexec"],
            RowOf("     ").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches(@"^ *\d+ of \d+ +\d+ of \d+( +cannot fix it){3}$", RowOf("webkit-flaw"));
        Assert.Matches(
            @"^ *cannot fix it +\d+ of 800 +cannot fix it +\d+ of 800 +\d+ of 800$", RowOf("kernel-flaw"));
        Assert.Matches(@"^ *cannot fix it +- +\d+ of \d+( +cannot fix it){2}$", RowOf("malware-family"));
        Assert.Matches("^ *1 +1 - 2 +0 +0 +1$", RowOf("restarts"));
        Assert.Matches("^ *0 +0 - 1 +0 +0 +0$", RowOf("RAM disks"));

        string RowOf(string label) => string.Concat(table
            .Where(line => line.StartsWith(label, StringComparison.Ordinal)).Select(line => line[label.Length..]));
    }

    private static MechanismShare Share(ExposureFigures platform, string mechanism) =>
        platform.ProtectedBy.Single(by => by.Mechanism == mechanism);

    private VulnerabilityFigures Flaw(string id) => run.Report.Vulnerabilities!.Value.Single(flaw => flaw.Id == id);

    /// <summary>The scenario, run once for all tests.</summary>
    public sealed class Run : IAsyncLifetime
    {
        public Report Report { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var scenario = Accepted(ScenarioLibrary.Installed.Read("mechanisms", new([], Devices: "800")));
            Report = Assert.IsType<InMemoryOutcome.Finished>(
                await InMemoryRun.Run(scenario, scenario.Seed, threads: 2)).Report;
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
