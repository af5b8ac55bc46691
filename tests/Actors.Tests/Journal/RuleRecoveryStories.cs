using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Fleet;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>
/// A run under a rule with state is stopped again and again: what the rule remembers and the evidence that has arrived
/// are stored, so every decision and every stored row stay the same.
/// </summary>
public sealed class RuleRecoveryStories : IDisposable
{
    private readonly JournaledFleet _fleet = new();

    public static TheoryData<string, int> Rules => new()
    {
        { "argo", 1000 }, { "burn-rate", 3 }, { "cusum", 1000 }, { "flagger", 3 }, { "hawkbit", 1000 },
        { "kayenta", 3 }, { "growthbook", 1000 }, { "ubuntu-phased", 3 }, { "app-store", 1000 },
        { "azure-device-update", 3 }, { "apple", 1000 }, { "aws-iot-jobs", 3 }, { "nebraska", 1000 },
        { "nerves-hub", 3 }, { "at-most", 1000 }, { "any-time", 3 },
    };

    [Theory, MemberData(nameof(Rules))]
    public async Task A_run_that_is_stopped_between_decisions_stores_the_same_rows(string rule, int snapshotEvery)
    {
        var fleet = RuleStories.Harmed.Rollout(RolloutSettings.Shipped(rule)).Kernel(
            k => k with { EpochEvents = 500, EpochLongest = TimeSpan.FromDays(1), SnapshotEvery = snapshotEvery });
        var reference = await Story.Of(fleet);
        Assert.InRange(reference.Outcome.Epochs, 9, 200);
        Assert.NotEmpty(reference.All<ReleaseEvent>());

        for (var epoch = 1; epoch < reference.Outcome.Epochs; epoch += 2)
        {
            Assert.IsType<SimulationProtocol.Stopped>(await _fleet.Run(fleet, lastEpoch: epoch));
            _fleet.Journal.LoseLastRowOf("timekeeper");
        }

        Assert.Equal(reference.Outcome, await _fleet.Run(fleet));
        foreach (var (process, rows) in await _fleet.Rows(fleet))
        {
            Assert.Equal(
                reference.Rows(process).Select(row => Samples.InFull(row)), rows.Select(row => Samples.InFull(row)));
        }
    }

    public void Dispose() => _fleet.Dispose();
}
