using RsrActors.Host.Runs;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Tests.Commands;

/// <summary>Two incidents with software updates, beside what was published about them.</summary>
public sealed class IncidentScenarioTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>Fewer than 40,000 of about ten million devices.</summary>
    [Fact]
    public async Task An_update_that_asks_its_person_reaches_few_devices_in_eighty_minutes()
    {
        var report = await Run("ios-8.0.1", "--days", "2");

        var (withdrawn, corrected) = (report.SoftwareUpdates[0], report.SoftwareUpdates[1]);
        Assert.InRange((double)withdrawn.Installed / report.Devices, 0.000_05, 0.004);
        Assert.InRange((double)(withdrawn.WithdrawnSeconds - withdrawn.PublishedSeconds)!, 4799, 4801);
        Assert.True(withdrawn.FailedAttempts["no-longer-offered"] > 0);
        Assert.InRange((double)corrected.Installed / report.Devices, 0.004, 1);
    }

    /// <summary>The assumption that carries the small share.</summary>
    [Fact]
    public async Task The_same_update_reaches_more_where_it_installs_itself()
    {
        var report = await Run(
            "ios-8.0.1", "--days", "2", "--set", "fleet.behaviour.automatic-updates=85%", "--set",
            "fleet.behaviour.restart-promptly=100%", "--set", "fleet.behaviour.restart-overnight=0%");

        Assert.InRange((double)report.SoftwareUpdates[0].Installed / report.Devices, 0.01, 0.04);
    }

    [Fact]
    public async Task Hosts_are_restored_as_the_published_shares_say()
    {
        var loop = (await Run("crowdstrike", "--devices", "3000")).SoftwareUpdates[0].BootLoop!;

        Assert.InRange(loop.Devices, 1_200, 3_000);
        Assert.Equal([518_400m, 864_000m], loop.Times.Select(time => time.AfterSeconds));
        Assert.All(loop.Times, time => Assert.InRange((double)(time.Share - time.Published)!, -0.015, 0.015));
    }

    [Fact]
    public async Task Stages_keep_the_same_file_from_nearly_all_hosts()
    {
        var report = await Run(
            "crowdstrike", "--devices", "3000", "--set", "software-updates.\"291.32\".rollout=rule");

        Assert.InRange(report.SoftwareUpdates[0].BootLoop!.Devices, 1, 60);
    }

    private async Task<Report> Run(string scenario, params string[] options)
    {
        (await Workplace.RsrInProcess(["run", scenario, "--quiet", "--out", _place["run"], .. options])).Succeeds();
        return ReportFile.Read(RunDirectory.Open(_place["run"]));
    }
}
