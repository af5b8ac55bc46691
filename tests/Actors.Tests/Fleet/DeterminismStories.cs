using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// A history does not depend on threads, workers, cohorts, epochs and caches. It depends on the seed.
/// </summary>
public sealed class DeterminismStories
{
    private static readonly TestFleet Fleet = Story.FleetOf(250)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Publish(TestFleet.C, at: TimeSpan.FromHours(30))
        .Withdraw(TestFleet.C, TimeSpan.FromHours(44), removeFromDevices: true)
        .Faults(f => f with
        {
            NetworkInterrupted = 0.2, PatchDamaged = 0.1, NonceRolled = 0.1, SigningWorkerDies = 0.1, DidNotStart = 0.1
        })
        .Lasting(TimeSpan.FromDays(2));

    /// <summary>The run with which all others are compared.</summary>
    private static readonly Lazy<Task<Story>> Reference = new(() => Story.Of(Fleet));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task The_history_does_not_depend_on_the_number_of_threads_and_signing_workers(int threads)
    {
        var reference = await Reference.Value;

        var again = await Story.Of(Fleet, threads);

        Assert.Equal((reference.Outcome.Hash, reference.Outcome.Events), (again.Outcome.Hash, again.Outcome.Events));
    }

    [Fact]
    public async Task The_history_does_not_depend_on_the_number_of_cohorts()
    {
        var reference = await Reference.Value;

        var whole = await Story.Of(Fleet.Kernel(k => k with { Cohorts = 1 }));

        Assert.Equal(2, Actors.Fleet.Cohorts.Cut(250, 64).Length);
        Assert.Equal((reference.Outcome.Hash, reference.Outcome.Events), (whole.Outcome.Hash, whole.Outcome.Events));
    }

    [Fact]
    public async Task The_history_does_not_depend_on_the_ends_of_epochs()
    {
        var reference = await Reference.Value;

        var manyEpochs = await Story.Of(Fleet.Kernel(k => k with { EpochEvents = 10, SnapshotEvery = 3 }));

        Assert.True(manyEpochs.Outcome.Epochs > reference.Outcome.Epochs);
        Assert.Equal(reference.Outcome.Hash, manyEpochs.Outcome.Hash);
    }

    [Fact]
    public async Task The_history_does_not_depend_on_whether_digests_and_patches_are_memoised()
    {
        var fleet = Story.FleetOf(8).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).Lasting(TimeSpan.FromDays(2));

        var remembered = await Story.Of(fleet);
        var computed = await Story.Of(fleet.Kernel(k => k with { Memoise = false }));

        Assert.Equal(remembered.Outcome.Hash, computed.Outcome.Hash);
        Assert.NotEmpty(computed.All<Model.Devices.States.DeviceEvent.ResponseStaged>());
    }

    [Theory]
    [InlineData(SigningAlgorithm.MerkleEcdsaP256, 1)]
    [InlineData(SigningAlgorithm.MerkleEcdsaP256, 4)]
    public Task The_history_does_not_depend_on_the_signing_algorithm(SigningAlgorithm algorithm, int threads) =>
        AssertSameHistory(algorithm, threads);

    [Trait("Length", "Long")]
    [Fact]
    public Task The_history_is_the_same_with_signatures_after_ML_DSA() =>
        AssertSameHistory(SigningAlgorithm.MLDsa65, threads: 2);

    private static async Task AssertSameHistory(SigningAlgorithm algorithm, int threads)
    {
        var reference = await Reference.Value;

        var signedOtherwise = await Story.Of(Fleet.Signing(s => s with { Algorithm = algorithm }), threads);

        Assert.Equal(
            (reference.Outcome.Hash, reference.Outcome.Events),
            (signedOtherwise.Outcome.Hash, signedOtherwise.Outcome.Events));
    }

    [Fact]
    public async Task Another_seed_gives_another_history()
    {
        var reference = await Reference.Value;

        var another = await Story.Of(Fleet.Seeded(2));

        Assert.NotEqual(reference.Outcome.Hash, another.Outcome.Hash);
    }

    [Fact]
    public async Task Every_entity_numbers_its_events_without_a_gap_in_the_order_of_time()
    {
        var reference = await Reference.Value;

        Assert.Equal(reference.Outcome.Events, reference.Events.Length);
        Assert.All(reference.Events.GroupBy(e => e.Entity), history =>
        {
            Assert.Equal(Enumerable.Range(1, history.Count()), history.Select(e => e.Seq));
            Assert.Equal(history.OrderBy(e => e.At).Select(e => e.At), history.OrderBy(e => e.Seq).Select(e => e.At));
        });
    }
}
