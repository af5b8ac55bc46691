using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// What must not show in a history: threads, workers, cohorts, epochs, memory. And what must: the seed.
/// </summary>
public sealed class DeterminismStories
{
    private static readonly TestFleet Fleet = Story.FleetOf(250)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Publish(TestFleet.C, at: TimeSpan.FromHours(30))
        .Withdraw(TestFleet.C, TimeSpan.FromHours(44), removeFromDevices: true)
        .Faults(f => f with { NetworkInterrupted = 0.2, PatchDamaged = 0.1, NonceRolled = 0.1, SigningWorkerDies = 0.1, DidNotStart = 0.1 })
        .Lasting(TimeSpan.FromDays(2));

    /// <summary>The story that all others are compared with.</summary>
    private static readonly Lazy<Task<Story>> Told = new(() => Story.Of(Fleet));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task The_number_of_threads_and_signing_workers_does_not_show(int threads)
    {
        var told = await Told.Value;

        var again = await Story.Of(Fleet, threads);

        Assert.Equal((told.Outcome.Hash, told.Outcome.Events), (again.Outcome.Hash, again.Outcome.Events));
    }

    [Fact]
    public async Task The_way_the_fleet_is_cut_into_cohorts_does_not_show()
    {
        var told = await Told.Value;

        var whole = await Story.Of(Fleet.Kernel(k => k with { Cohorts = 1 }));

        Assert.Equal(2, Actors.Fleet.Cohorts.Cut(250, 64).Length);
        Assert.Equal((told.Outcome.Hash, told.Outcome.Events), (whole.Outcome.Hash, whole.Outcome.Events));
    }

    [Fact]
    public async Task Where_epochs_end_does_not_show()
    {
        var told = await Told.Value;

        var manyEpochs = await Story.Of(Fleet.Kernel(k => k with { EpochEvents = 10, SnapshotEvery = 3 }));

        Assert.True(manyEpochs.Outcome.Epochs > told.Outcome.Epochs);
        Assert.Equal(told.Outcome.Hash, manyEpochs.Outcome.Hash);
    }

    [Fact]
    public async Task Whether_digests_and_patches_are_remembered_or_computed_anew_does_not_show()
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
    [InlineData(SigningAlgorithm.MLDsa65, 2)]
    public async Task What_tickets_are_signed_with_does_not_show(SigningAlgorithm algorithm, int threads)
    {
        var told = await Told.Value;

        var signedOtherwise = await Story.Of(Fleet.Signing(s => s with { Algorithm = algorithm }), threads);

        Assert.Equal(
            (told.Outcome.Hash, told.Outcome.Events), (signedOtherwise.Outcome.Hash, signedOtherwise.Outcome.Events));
    }

    [Fact]
    public async Task Another_seed_tells_another_story()
    {
        var told = await Told.Value;

        var another = await Story.Of(Fleet.Seeded(2));

        Assert.NotEqual(told.Outcome.Hash, another.Outcome.Hash);
    }

    [Fact]
    public async Task Every_entity_counts_its_events_without_a_gap_and_never_goes_back_in_time()
    {
        var told = await Told.Value;

        Assert.Equal(told.Outcome.Events, told.Events.Length);
        Assert.All(told.Events.GroupBy(e => e.Entity), history =>
        {
            Assert.Equal(Enumerable.Range(1, history.Count()), history.Select(e => e.Seq));
            Assert.Equal(history.OrderBy(e => e.At).Select(e => e.At), history.OrderBy(e => e.Seq).Select(e => e.At));
        });
    }
}
