using System.Text.Json.Nodes;
using RsrActors.Model;
using RsrActors.Model.Devices.States;

namespace RsrActors.Host.Tests.Commands;

/// <summary>The unlucky scenario has every fault, and no invariant breaks.</summary>
public sealed class UnluckyFleetTests
{
    [Trait("Length", "Long")]
    [Fact]
    public async Task Every_fault_and_every_gate_happens_and_all_invariants_hold()
    {
        using var place = new Workplace();
        await place.Simulate("run", "unlucky", new([], Devices: "400"));
        var report = ReportText.Of(place["run"]);

        var failures = report["releases"]!.AsArray()
            .SelectMany(release => release!["failedAttempts"]!.AsObject())
            .GroupBy(one => one.Key, one => one.Value!.GetValue<long>())
            .ToDictionary(one => one.Key, one => one.Sum());
        foreach (var fault in Enum.GetValues<DeviceFault>().Where(
            one => one != DeviceFault.NoLongerOffered && one < DeviceFault.BootTicketInvalid))
            Assert.True(failures.GetValueOrDefault(Words.Of(fault)) > 0, $"{fault} never happened.");
        Assert.Equal(16, report["invariants"]!["checked"]!.GetValue<int>());
        Assert.Equal(0, report["invariants"]!["broken"]!.GetValue<int>());

        // A device abandons a response at once when it is no longer offered.
        var abandoned = place.Rsr("export", "run").Succeeds().Output.TrimEnd('\n').Split('\n')
            .Select(line => JsonNode.Parse(line)!)
            .Where(one => one["event"]!.GetValue<string>() == "InstallAbandoned")
            .Select(one => one["data"]!["fault"]!.GetValue<string>());
        Assert.Contains(Words.Of(DeviceFault.NoLongerOffered), abandoned);
        (await place.Verify("run")).Succeeds();
    }
}
