using Akka.Actor;
using RsrActors.Actors.Fleet;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>A mailbox that has one slot and a queue behind it loses no message and keeps the order.</summary>
public sealed class DeviceMailboxTests
{
    private readonly DeviceMessages _messages = new();

    [Fact]
    public void Messages_are_dequeued_in_the_order_in_which_they_were_enqueued()
    {
        Put(1, 2, 3);
        Assert.Equal(1, Take());
        Put(4);

        Assert.Equal([2, 3, 4], [Take(), Take(), Take()]);
        Assert.False(_messages.HasMessages);
        Assert.False(_messages.TryDequeue(out _));
    }

    [Fact]
    public void An_empty_mailbox_takes_messages_again()
    {
        Put(1, 2);
        Take();
        Take();
        Put(3);

        Assert.Equal(1, _messages.Count);
        Assert.Equal(3, Take());
    }

    [Fact]
    public async Task Every_message_of_several_senders_reaches_the_one_receiver()
    {
        const int Each = 20_000;
        var senders = Enumerable.Range(0, 4)
            .Select(sender => Task.Run(() => Put([.. Enumerable.Range(sender * Each, Each)]))).ToArray();
        var last = new int[4];
        Array.Fill(last, -1);
        for (var received = 0; received < 4 * Each;)
        {
            if (!_messages.TryDequeue(out var envelope))
                continue;
            var (sender, number) = Math.DivRem((int)envelope.Message, Each);
            Assert.Equal(last[sender] + 1, number);
            last[sender] = number;
            received++;
        }

        await Task.WhenAll(senders);
        Assert.False(_messages.HasMessages);
    }

    /// <summary>
    /// Akka's protocol: a receiver that has read everything becomes idle, and then looks once more; a sender starts it
    /// when it is idle. A message that both overlook would stay for ever.
    /// </summary>
    [Fact, Trait("Length", "Long")]
    public async Task No_message_stays_behind_when_its_receiver_becomes_idle()
    {
        const int Rounds = 5_000_000;
        const int Idle = 0;
        const int Scheduled = 1;
        var (status, read, lost) = (Idle, 0, false);
        var receiver = Task.Run(() =>
        {
            while (Volatile.Read(ref read) < Rounds && !Volatile.Read(ref lost))
            {
                if (Volatile.Read(ref status) != Scheduled)
                    continue;
                while (_messages.TryDequeue(out _))
                    Volatile.Write(ref read, read + 1);
                Interlocked.Exchange(ref status, Idle);
                if (_messages.HasMessages)
                    Interlocked.CompareExchange(ref status, Scheduled, Idle);
            }
        });
        var message = new Envelope(new object(), ActorRefs.NoSender);

        for (var sent = 1; sent <= Rounds && !lost; sent++)
        {
            _messages.Enqueue(ActorRefs.Nobody, message);
            if (Volatile.Read(ref status) == Idle)
                Interlocked.CompareExchange(ref status, Scheduled, Idle);
            for (var overlooked = 0; Volatile.Read(ref read) < sent && !lost;)
            {
                // The receiver may just be between becoming idle and looking once more.
                overlooked = Volatile.Read(ref status) == Idle && _messages.HasMessages ? overlooked + 1 : 0;
                if (overlooked > 0)
                    Thread.Yield();
                lost = overlooked > 1_000_000;
            }
        }

        await receiver;
        Assert.False(lost, $"A message stays behind after {read} messages.");
    }

    [Fact]
    public void Messages_that_a_stopped_device_did_not_read_go_to_the_dead_letters()
    {
        Put(1, 2);
        var dead = new DeviceMessages();

        _messages.CleanUp(ActorRefs.Nobody, dead);

        Assert.Equal((0, 2), (_messages.Count, dead.Count));
    }

    private void Put(params int[] numbers)
    {
        foreach (var number in numbers)
            _messages.Enqueue(ActorRefs.Nobody, new Envelope(number, ActorRefs.NoSender));
    }

    private int Take() => _messages.TryDequeue(out var envelope) ? (int)envelope.Message : -1;
}
