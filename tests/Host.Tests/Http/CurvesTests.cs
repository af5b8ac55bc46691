using System.Net;
using RsrActors.Reports;

namespace RsrActors.Host.Tests.Http;

/// <summary>The curves: the fleet at each hour of the closed epochs.</summary>
public sealed class CurvesTests : IAsyncLifetime
{
    private HttpRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpRig.Start();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task The_sum_over_the_platforms_is_the_curve_of_the_report()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(20));
        await _rig.Read("/api/v1/curves"); // The projection goes on where it was.
        await _rig.AdvanceAndStore(TimeSpan.FromHours(44));

        var curves = await _rig.Read("/api/v1/curves");

        var report = Projection();
        var hours = curves["ms"]!.AsArray().Select(ms => ms!.GetValue<long>()).ToArray();
        Assert.Equal(Enumerable.Range(0, hours.Length).Select(hour => hour * 3_600_000L), hours);
        var whole = report.CurvesUntil(new(hours[^1]), 0);
        Assert.Equal(
            whole.Platforms.Select(one => (one.Platform, Last: one.Protected[^1])),
            curves["platforms"]!.AsArray().Select(one => (
                one!["platform"]!.GetValue<string>(), one["protected"]!.AsArray()[^1]!.GetValue<int>())));
        Assert.Contains(whole.Releases, one => one.Having[^1] > 0);
        Assert.All(whole.Releases, one => Assert.True(one.Browser[^1] >= one.Having[^1]));
        Assert.Equal(
            whole.Releases.Select(one => (one.Release, one.Platform, one.Having[^1])),
            curves["releases"]!.AsArray().Select(one => (
                one!["release"]!.GetValue<string>(), one["platform"]!.GetValue<string>(),
                one["having"]!.AsArray()[^1]!.GetValue<int>())));
    }

    [Fact]
    public async Task A_client_that_has_the_first_hours_gets_the_rest()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(44));
        var all = (await _rig.Read("/api/v1/curves"))["ms"]!.AsArray().Select(ms => ms!.GetValue<long>()).ToArray();

        var rest = await _rig.Read("/api/v1/curves?from=36000000");

        Assert.Equal(all[10..], rest["ms"]!.AsArray().Select(ms => ms!.GetValue<long>()));
        Assert.All(
            rest["platforms"]!.AsArray(), one => Assert.Equal(all.Length - 10, one!["protected"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_moment_that_is_none_is_refused()
    {
        using var response = await _rig.Get("/api/v1/curves?from=yesterday");

        Assert.StartsWith(
            "from is 'yesterday'; it must be milliseconds",
            await HttpRig.SentenceOf(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private ReportProjection Projection()
    {
        var projection = new ReportProjection(_rig.Run.Live.World, []);
        projection.KeepCurves();
        using var stored = _rig.Run.Live.Stored();
        foreach (var happened in stored.Events())
            projection.Apply(happened);
        return projection;
    }
}
