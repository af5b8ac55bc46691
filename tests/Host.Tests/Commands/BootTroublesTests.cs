using System.Text.Json.Nodes;
using RsrActors.Model;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.States;

namespace RsrActors.Host.Tests.Commands;

/// <summary>The scenario in which boots fail.</summary>
public sealed class BootTroublesTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Every_step_fails_every_way_out_is_taken_and_no_device_hangs()
    {
        await _place.Simulate("run", "boot-troubles", new([]));
        var report = ReportText.Of(_place["run"]);
        var failures = report["boots"]!["failures"]!.AsArray();

        Assert.Equal(0, report["invariants"]!["broken"]!.GetValue<int>());
        Assert.Equal(Words.All<BootStep>().Order(), WordsOf("step"));
        Assert.Equal(Words.All<BootFallback>().Order(), WordsOf("fallback"));
        Assert.Equal(
            Enum.GetValues<BootStep>().Select(BootSteps.FaultOf).Append(DeviceFault.StoredFileDamaged)
                .Select(fault => Words.Of(fault)).Order(),
            WordsOf("fault"));
        Assert.Equal(
            Words.All<StoredFile>().Order(),
            report["boots"]!["damagedFiles"]!.AsObject().Select(one => one.Key).Order());

        var events = _place.Rsr("export", "run").Succeeds().Output.TrimEnd('\n').Split('\n')
            .Select(line => JsonNode.Parse(line)!)
            .ToArray();
        AssertCounted(report, events);
        AssertNoneHangs(events);
        Assert.Contains("data-unlock      data-unlock-failed", _place.Rsr("report", "run").Succeeds().Output, Ordinal);

        IEnumerable<string> WordsOf(string key) =>
            failures.Select(one => one![key]!.GetValue<string>()).Distinct().Order();
    }

    private static StringComparison Ordinal => StringComparison.Ordinal;

    private static void AssertCounted(JsonNode report, JsonNode[] events)
    {
        var failed = events.Count(one => Name(one) == "BootStepFailed");
        var damaged = events.Count(one => Name(one) == "StoredFileDamaged");

        Assert.Equal(
            failed, report["boots"]!["failures"]!.AsArray().Sum(one => one!["count"]!.GetValue<int>()));
        Assert.Equal(
            damaged, report["boots"]!["damagedFiles"]!.AsObject().Sum(one => one.Value!.GetValue<int>()));
    }

    /// <summary>A person repairs a device within three days; only at the end it may still wait.</summary>
    private static void AssertNoneHangs(JsonNode[] events)
    {
        var end = events.Max(Moment);
        foreach (var device in events.GroupBy(one => one["entity"]!.GetValue<string>()))
        {
            JsonNode? waits = null;
            foreach (var happened in device)
            {
                if (Name(happened) == "BootStepFailed")
                    waits = happened["data"]!["fallback"]!.GetValue<string>() == "hands" ? happened : null;
                else if (Name(happened) is "DeviceRestarted" or "DataVolumeUnlocked")
                    waits = null;
            }

            Assert.True(
                waits is null || end - Moment(waits) < 3 * 86_400_000L, $"{device.Key} hangs since {waits}.");
        }
    }

    private static string Name(JsonNode happened) => happened["event"]!.GetValue<string>();

    private static long Moment(JsonNode happened) => happened["ms"]!.GetValue<long>();
}
