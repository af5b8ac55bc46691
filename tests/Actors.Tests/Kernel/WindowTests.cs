using System.Collections.Immutable;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>The kernel alone: order of messages, lookahead, idle time, and what ends a run.</summary>
public sealed class WindowTests
{
    [Fact]
    public async Task Mail_is_handled_by_due_time_and_then_in_an_order_that_favours_no_sender()
    {
        var messages = ManyLetters();

        var received = await Received(messages);
        var receivedBackwards = await Received([.. messages.Reverse()]);

        Assert.Equal(messages.Length, received.Count);
        Assert.Equal(received, receivedBackwards);
        Assert.Equal(received.OrderBy(message => message, new MessageOrder(seed: 1)), received);
        Assert.Equal(received.Select(message => message.Due).Order(), received.Select(message => message.Due));
        Assert.NotEqual(received.OrderBy(message => message.Due).ThenBy(message => message.From), received);
    }

    [Fact]
    public async Task Every_message_is_handled_in_the_window_in_which_it_is_due()
    {
        var windows = new List<ProcessProtocol.Handle>();
        await Outcome(Plan(Sender(ManyLetters()), new(VirtualTime.Never, window =>
        {
            windows.Add(window);
            return Silence;
        })));

        Assert.True(windows.Count > 1);
        Assert.All(windows, window => Assert.All(
            window.Mail, message => Assert.True(message.Due < window.End && message.Due >= window.End - Lookahead)));
    }

    [Fact]
    public async Task A_message_due_before_the_windows_end_stops_the_run()
    {
        var early = new Message(
            Entity(1), Entity(0), At(10), 0, At(10) + Lookahead - TimeSpan.FromMilliseconds(1), PholdEvent.Instance);

        var cause = await Failure(Plan(new Toy(At(10), _ => Silence with { Mail = [early] }), Idle));

        Assert.IsType<CausalityException>(cause);
        Assert.Contains("toy-0000000", cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_due_at_the_windows_end_is_accepted()
    {
        var prompt = new Message(Entity(1), Entity(0), At(10), 0, At(10) + Lookahead, PholdEvent.Instance);

        Assert.Equal([prompt], await Received([prompt]));
    }

    [Fact]
    public async Task A_process_that_is_due_in_the_past_stops_the_run()
    {
        var cause = await Failure(Plan(new Toy(At(10), _ => Silence with { NextDue = At(9) }), Idle));

        Assert.IsType<CausalityException>(cause);
    }

    [Fact]
    public async Task Idle_time_is_skipped()
    {
        var due = new Queue<VirtualTime>([At(40_000), At(86_000), VirtualTime.Never]);
        var plan = Plan(new Toy(At(5), _ => Silence with { NextDue = due.Dequeue() }), Idle);

        Assert.IsType<SimulationProtocol.Finished>(await Outcome(plan));

        Assert.Equal(3, plan.Gauges.Windows);
    }

    [Fact]
    public async Task A_message_due_at_the_scenarios_end_is_not_handled()
    {
        var handled = 0;
        var due = new Queue<VirtualTime>([new VirtualTime(86_399_999), new VirtualTime(86_400_000)]);
        await Outcome(Plan(new Toy(At(5), _ =>
        {
            handled++;
            return Silence with { NextDue = due.Dequeue() };
        })));

        Assert.Equal(2, handled);
    }

    [Fact]
    public async Task A_process_that_fails_ends_the_run_with_its_exception()
    {
        var broken = new InvalidOperationException("A bug.");

        Assert.Same(broken, await Failure(Plan(Idle, new Toy(At(10), _ => throw broken))));
    }

    [Fact]
    public async Task A_handler_that_cannot_be_created_ends_the_run()
    {
        var plan = Plan(Idle);
        var cause = await Failure(
            plan with { Processes = [new("toy-0", Akka.Actor.Props.Create<ToyActor>((Toy?)null))] });

        Assert.IsType<ArgumentNullException>(Innermost(cause));
    }

    [Fact]
    public async Task A_broken_invariant_over_all_processes_ends_the_run()
    {
        var plan = Plan(new Toy(At(10), _ => Silence, Findings: "two suns")) with { Monitor = new OneSun() };

        var cause = await Failure(plan);

        Assert.IsType<InvariantBrokenException>(cause);
        Assert.Equal("There were two suns.", cause.Message);
    }

    [Fact]
    public async Task A_run_in_which_nothing_is_due_ends_with_one_empty_epoch()
    {
        var finished = Assert.IsType<SimulationProtocol.Finished>(await Outcome(Plan(Idle, Idle)));

        Assert.Equal((1, 0), (finished.Epochs, finished.Events));
    }

    /// <summary>Two thousand messages of fifty senders for a minute's seconds, so that many are due at once.</summary>
    private static ImmutableArray<Message> ManyLetters() =>
    [
        .. Enumerable.Range(0, 2000).Select(i => new Message(
            Entity(1), new EntityId("sender", i % 50), At(10), i / 50,
            At(40 + (int)new Dice(1, (ulong)i)
                .Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(60), Purpose.ToyDelay).TotalMilliseconds),
            PholdEvent.Instance)),
    ];

    private static Toy Sender(ImmutableArray<Message> messages) => new(At(10), _ => Silence with { Mail = messages });

    private static async Task<List<Message>> Received(ImmutableArray<Message> messages)
    {
        var received = new List<Message>();
        Assert.IsType<SimulationProtocol.Finished>(await Outcome(Plan(Sender(messages), new(VirtualTime.Never, window =>
        {
            received.AddRange(window.Mail);
            return Silence;
        }))));
        return received;
    }

    private static async Task<object> Outcome(SimulationPlan plan)
    {
        await using var simulations = new RunSimulations(plan.Format);
        return await simulations.Run(plan);
    }

    private static async Task<Exception> Failure(SimulationPlan plan) =>
        Assert.IsType<SimulationProtocol.Failed>(await Outcome(plan)).Cause;

    private static Exception Innermost(Exception cause) => cause.InnerException is { } inner ? Innermost(inner) : cause;

    private sealed class OneSun : IEpochMonitor
    {
        public (object? State, ImmutableArray<string> Broken) Observe(object? state, ImmutableArray<object> findings) =>
            (null, [.. findings.Select(finding => $"There were {finding}.")]);
    }
}
