using System.Globalization;
using System.Text.Json;
using RsrActors.Host.Runs;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Tests.Commands;

/// <summary>The scenario <c>rings</c>: what its rings and its enforcement by local time show.</summary>
public sealed class RingsScenarioTests : IDisposable
{
    private const string Bad = "26.3.1-a";
    private const string Good = "26.3.1-b";

    private readonly Workplace _place = new();
    private Report _report = null!;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_bad_response_is_caught_in_the_second_ring_and_its_repair_is_kept_by_the_deadline()
    {
        (await Workplace.RsrInProcess("run", "rings", "--quiet", "--out", _place["run"])).Succeeds();
        _report = ReportFile.Read(RunDirectory.Open(_place["run"]));

        // The bad response is withdrawn while the second ring is open and the third one waits.
        var bad = RingsOf(Bad);
        Assert.Equal("withdrawn", Assert.Single(_report.Releases, one => one.Id == Bad).State);
        Assert.Equal([true, true, false, false], bad.Select(row => row.PromotedSeconds is not null));
        Assert.True(bad[1].Installed > bad[0].Installed);
        Assert.All(bad[2..], row => Assert.Equal((0, 0), (row.Offered, row.Installed)));
        Assert.True(_report.Releases.First(one => one.Id == Bad).WithdrawnSeconds > bad[1].PromotedSeconds);

        // The rings are the whole fleet, and the repaired response reaches nearly all of it.
        var good = RingsOf(Good);
        Assert.Equal(_report.Devices, good.Sum(row => row.Devices));
        Assert.Equal(good.Sum(row => row.Installed), _report.Releases.First(one => one.Id == Good).Activated);
        Assert.NotNull(good[1].HeldSeconds);
        Assert.All(good, row => Assert.InRange((double)row.Installed / row.Devices, 0.99, 1));

        // The deadline by local time: some devices were late, and no device is counted twice.
        var enforced = Assert.Single(_report.Enforcements);
        var local = enforced.Local!;
        Assert.Equal(enforced.Devices, local.Kept + local.Late + local.NotYet);
        Assert.True(local.Kept > enforced.Before);
        Assert.InRange(local.Late, 1, _report.Devices / 20);

        await AssertRestartsAreAtTheMinute(enforced);
    }

    /// <summary>In every time zone, also those with quarters of an hour, devices restart exactly at the deadline.</summary>
    private async Task AssertRestartsAreAtTheMinute(EnforcementFigures enforced)
    {
        (await Workplace.RsrInProcess("export", _place["run"], "--output", _place["events"])).Succeeds();
        var restarts = File.ReadLines(_place["events"]).Where(line => line.Contains("DeviceRestarted", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("ms").GetInt64())
            .GroupBy(ms => ms).ToDictionary(group => group.Key, group => group.Count());
        foreach (var hours in new[] { -8, 0, 5.75, 9, 12.75 })
        {
            var deadline = (long)(1000 * enforced.DeadlineSeconds) - (long)(hours * 3_600_000);
            Assert.True(
                restarts.GetValueOrDefault(deadline) > 5,
                string.Create(CultureInfo.InvariantCulture, $"{restarts.GetValueOrDefault(deadline)} at {hours} h"));
        }
    }

    private RingFigures[] RingsOf(string release) => [.. _report.Rings!.Value.Where(row => row.Release == release)];
}
