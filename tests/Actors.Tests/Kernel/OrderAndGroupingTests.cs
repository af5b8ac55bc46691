using CsCheck;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>Small pure rules of the kernel: the order of mail, cohorts, the end of epochs.</summary>
public sealed class OrderAndGroupingTests
{
    private static readonly Gen<Message> Messages = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2],
        (from, sentAt, index, due) => new Message(
            EntityId.SigningService, EntityId.Device(from), new(sentAt), index, new(100 + due), PholdEvent.Instance));

    private static readonly Gen<MessageOrder> Orders = Gen.ULong.Select(seed => new MessageOrder(seed));

    [Fact]
    public void The_order_of_messages_is_total() =>
        Gen.Select(Orders, Messages, Messages, Messages).Sample((order, x, y, z) =>
            Math.Sign(order.Compare(x, y)) == -Math.Sign(order.Compare(y, x))
            && (order.Compare(x, y) == 0) == (Key(x) == Key(y))
            && (order.Compare(x, y) > 0 || order.Compare(y, z) > 0 || order.Compare(x, z) <= 0)
            && (x.Due >= y.Due || order.Compare(x, y) < 0));

    [Fact]
    public void Another_seed_gives_messages_of_one_moment_another_order()
    {
        Message[] messages = [.. Enumerable.Range(0, 20).Select(i => new Message(
            EntityId.SigningService, EntityId.Device(i), new(1), 0, new(100), PholdEvent.Instance))];

        Assert.NotEqual(messages.Order(new MessageOrder(1)), messages.Order(new MessageOrder(2)));
    }

    [Fact]
    public void Cohorts_cover_the_fleet_without_a_gap_and_are_about_equal_in_size() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 200]).Sample((devices, most) =>
        {
            var cohorts = Cohorts.Cut(devices, most);
            var next = 0;
            foreach (var (first, count) in cohorts)
            {
                Assert.Equal(next, first);
                next = first + count;
            }

            Assert.Equal(devices, next);
            Assert.InRange(cohorts.Length, 1, most);
            Assert.InRange(cohorts.Max(cohort => cohort.Count) - cohorts.Min(cohort => cohort.Count), 0, 1);
            Assert.True(cohorts.Length == 1 || cohorts.Min(cohort => cohort.Count) >= 100);
            Assert.True(cohorts.Length == most || devices / (cohorts.Length + 1) < 100, "There might be one more.");
        });

    [Theory]
    [InlineData(0, 0, 0, 0, false)] // Nothing has happened yet.
    [InlineData(10, 900, 3, 400, true)] // Three processes with events, 300 each on average.
    [InlineData(10, 899, 3, 400, false)]
    [InlineData(10, 50_000, 400, 50_000, true)] // One process has as many as a row may hold.
    [InlineData(10, 50_000, 400, 49_999, false)]
    [InlineData(24, 1, 1, 1, true)] // A day is over.
    [InlineData(24, 0, 0, 0, true)]
    public void An_epoch_ends_when_rows_are_large_or_a_day_has_passed(
        double hours, long waiting, int processesWithEvents, int largest, bool ends) =>
        Assert.Equal(ends, EpochPolicy.WithoutScenario.Ends(
            new(5), new VirtualTime(5) + TimeSpan.FromHours(hours), waiting, processesWithEvents, largest));

    [Fact]
    public void Snapshots_are_stored_at_every_third_epoch() =>
        Assert.Equal(
            [3L, 6, 9], Enumerable.Range(1, 10).Select(i => (long)i).Where(
                (EpochPolicy.WithoutScenario with { SnapshotEvery = 3 }).KeepsState));

    [Theory]
    [InlineData(10_000, 64, 16)]
    [InlineData(307_200, 64, 16)] // 16 epochs of 64 processes with 300 events each.
    [InlineData(307_201, 64, 32)]
    [InlineData(1_000_000, 64, 64)]
    [InlineData(1_000_000, 100, 48)]
    public void A_snapshot_of_a_large_fleet_waits_for_about_one_event_per_device(
        int devices, int processes, int every) =>
        Assert.Equal(every, EpochPolicy.WithoutScenario.For(devices, processes).SnapshotEvery);

    private static (EntityId, VirtualTime, int, VirtualTime) Key(Message message) =>
        (message.From, message.SentAt, message.Index, message.Due);
}
