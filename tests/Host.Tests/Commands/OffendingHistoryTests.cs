using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Runs;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// A broken invariant is shown with the history of its entity: the stored events, and those that broke the rule.
/// </summary>
public sealed class OffendingHistoryTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_history_of_the_device_ends_with_the_events_that_broke_the_invariant()
    {
        await _place.Simulate("run", "tiny");
        var stored = _place.Rsr("history", "run", "7").Succeeds().Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
        var broken = new InvariantBrokenException(
            "It broke.", new RecordedEvent(EntityId.Device(7), 99, new(1), new DeviceEvent.NonceRolled()));

        var shown = OffendingHistory.Of(broken, RunDirectory.Open(_place["run"]), RunFormat.ForReading())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(stored, shown[1..^1]);
        Assert.Contains("\"seq\":99,\"event\":\"NonceRolled\"", shown[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_invariant_without_an_entity_has_no_history() => Assert.Empty(
        OffendingHistory.Of(new InvariantBrokenException("It broke."), null!, RunFormat.ForReading()));
}
