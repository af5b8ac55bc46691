using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel.Windows;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>
/// The kernel keeps each message from the window in which it is sent to the window in which it is due.
/// </summary>
public sealed class PendingMessageTests
{
    private static readonly EntityId Signing = EntityId.SigningService;
    private static readonly EntityId Device = EntityId.Device(3);
    private static readonly EntityId Everyone = EntityId.UpdateService;

    /// <summary>
    /// The signing service is process 0 and devices are process 1. A message to the update service goes to both.
    /// </summary>
    private readonly MessageQueues _pending = new(2, seed: 7, entity =>
        entity == Signing ? (0, 1) : entity == Everyone ? (0, 2) : (1, 2));

    [Fact]
    public void A_process_is_due_at_the_earlier_of_its_own_time_and_its_first_message()
    {
        Assert.True(_pending.EarliestDue().IsNever);

        _pending.Expect(1, new(500));
        _pending.Post(Message(Signing, due: 300));
        _pending.Post(Message(Device, due: 700));

        Assert.Equal(new VirtualTime(300), _pending.Due(0));
        Assert.Equal(new VirtualTime(500), _pending.Due(1));
        Assert.Equal(new VirtualTime(300), _pending.EarliestDue());

        _pending.Post(Message(Device, due: 400));
        Assert.Equal(new VirtualTime(400), _pending.Due(1));
    }

    [Fact]
    public void A_process_gets_the_messages_due_before_the_end_of_its_window_in_order_and_once()
    {
        foreach (var due in (int[])[900, 100, 500, 300])
            _pending.Post(Message(Device, due));

        Assert.Equal([100, 300], Collected(1, end: 500));
        Assert.Empty(Collected(1, end: 500));
        Assert.Empty(Collected(0, end: 10_000));
        Assert.Equal([500, 900], Collected(1, end: 901));
        Assert.True(_pending.Due(1).IsNever);
    }

    [Fact]
    public void Messages_due_at_one_moment_come_in_the_order_of_the_seed_and_not_of_sending()
    {
        var messages = Enumerable.Range(0, 50).Select(i => Message(Device, due: 100, index: i)).ToArray();
        foreach (var message in messages.Reverse())
            _pending.Post(message);

        Assert.Equal(messages.Order(new MessageOrder(7)), _pending.Collect(1, new(101)).AsEnumerable());
    }

    [Fact]
    public void A_message_to_several_processes_reaches_each_and_is_stored_once()
    {
        var message = Message(Everyone, due: 100);
        _pending.Post(message);

        Assert.Equal([message], _pending.InFlight().AsEnumerable());
        Assert.Equal([100], Collected(0, end: 101));
        Assert.Equal([100], Collected(1, end: 101));
        Assert.Empty(_pending.InFlight());
    }

    [Fact]
    public void Messages_in_flight_are_stored_in_order_and_without_live_commands()
    {
        var (later, sooner) = (Message(Device, due: 900), Message(Signing, due: 100));
        var command = new LiveCommand(1, VirtualTime.Zero, new OperatorCommand.RemoveFromManaged(), "console");
        _pending.Post(later);
        _pending.Post(sooner);
        _pending.Post(Message(Signing, due: 50) with { Body = command });

        Assert.Equal([sooner, later], _pending.InFlight().AsEnumerable());
    }

    private int[] Collected(int process, long end) =>
        [.. _pending.Collect(process, new(end)).Select(message => (int)message.Due.Milliseconds)];

    private static Message Message(EntityId to, long due, int index = 0) =>
        new(to, EntityId.Operator, VirtualTime.Zero, index, new(due), "a message");
}
