using CsCheck;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Simulation;

public sealed class MessageOrderTests
{
    private static readonly Gen<Message> Any = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3])
        .Select((from, sentAt, index, due) => new Message(
            EntityId.SigningService, EntityId.Device(from), new(sentAt), index, new(10 + due), "a message"));

    [Fact]
    public void Two_messages_have_one_order() => Gen.Select(Any, Any, Gen.ULong).Sample((one, other, seed) =>
    {
        var order = new MessageOrder(seed);
        Assert.Equal(Math.Sign(order.Compare(one, other)), -Math.Sign(order.Compare(other, one)));
        Assert.Equal(one == other, order.Compare(one, other) == 0);
    }, iter: 20_000);

    [Fact]
    public void Three_messages_have_one_order() => Gen.Select(Any, Any, Any).Sample((one, other, third) =>
    {
        var order = new MessageOrder(1);
        if (order.Compare(one, other) <= 0 && order.Compare(other, third) <= 0)
            Assert.True(order.Compare(one, third) <= 0);
    }, iter: 20_000);

    [Fact]
    public void The_message_that_is_due_earlier_is_handled_first() =>
        Gen.Select(Any, Any, Gen.ULong).Sample((one, other, seed) =>
        {
            if (one.Due < other.Due)
                Assert.True(new MessageOrder(seed).Compare(one, other) < 0);
        });

    [Fact]
    public void No_sender_is_always_first()
    {
        var low = new Message(EntityId.SigningService, EntityId.Device(0), new(5), 0, new(10), "a message");
        var high = low with { From = EntityId.Device(1) };

        var lowFirst = Enumerable.Range(0, 1_000).Count(seed => new MessageOrder((ulong)seed).Compare(low, high) < 0);

        Assert.InRange(lowFirst, 400, 600);
    }
}
