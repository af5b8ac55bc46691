using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.TestFleets.TestFleet;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>What is wanted of the operator while a run goes: it happens, it is kept, and it happens again.</summary>
public sealed class LiveCommandStories
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan End = TimeSpan.FromDays(4);

    private static readonly ImmutableArray<(TimeSpan At, OperatorCommand Command)> Wanted =
    [
        (Hour, new OperatorCommand.Publish(A, null)),
        (20 * Hour, new OperatorCommand.StartSigningOutage()),
        (26 * Hour, new OperatorCommand.EndSigningOutage()),
        (30 * Hour, new OperatorCommand.Restrict(AllowInstallation: true, AllowRemoval: false)),
        (31 * Hour, new OperatorCommand.Enforce(A, TimeSpan.FromDays(1))),
        (40 * Hour, new OperatorCommand.ShareAnalytics(3, true)),
        (41 * Hour, new OperatorCommand.RemoveResponses(5)),
        (50 * Hour, new OperatorCommand.Withdraw(A, "web sites broke", RemoveFromDevices: true)),
        (70 * Hour, new OperatorCommand.PublishUpdate(Update)),
    ];

    /// <summary>The hash of its history is pinned below, and the names of its model and its application are part of it.</summary>
    private static readonly TestFleet Fleet = Story.FleetOf(devices: 250)
        .Managed(allowInstallation: true, allowRemoval: true)
        .With(s => s with
        {
            Fleet = s.Fleet with
            {
                Platforms = [s.Fleet.Platforms[0] with { Models = [new("Model1,1", 0x8110)] }],
                Applications = [new("com.apple.mobilesafari", 1)],
            },
        });

    [Fact]
    public async Task A_live_command_does_what_the_script_would_have_done_at_that_moment()
    {
        using var journaled = new JournaledFleet();
        await Live(journaled, Wanted);
        var scripted = await Story.Of(Wanted.Aggregate(Fleet, (fleet, wanted) => fleet.Scripted(wanted.At, wanted.Command)));

        var live = await journaled.Events(Fleet);

        Assert.Equal(Wanted.Length, live.Count(happened => happened.Event is OperatorEvent.CommandAccepted { IssuedBy: "console" }));
        Assert.Equal(scripted.Events.Select(WhoeverIssuedIt), live.Select(WhoeverIssuedIt));
        Assert.Contains(live, happened => happened.Event is ReleaseEvent.Withdrawn);
        Assert.Contains(live, happened => happened.Event is DeviceEvent.ManagementChanged);
    }

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_ends_with_the_same_history()
    {
        using var whole = new JournaledFleet();
        await Live(whole, Wanted);
        using var killed = new JournaledFleet();
        foreach (var wanted in Wanted)
            await Live(killed, [wanted], dieAt: wanted.At + Hour / 3);
        Assert.IsType<SimulationProtocol.Finished>(await killed.Run(Fleet));

        Assert.Equal("3aeb929f5bc62d0c6fb95bee1520c7b1", $"{(await whole.Closes(Fleet))[^1].Sum}");
        Assert.Equal((await whole.Closes(Fleet))[^1].Sum, (await killed.Closes(Fleet))[^1].Sum);
        Assert.Equal(
            (await whole.Events(Fleet)).Select(one => Samples.InFull(one)),
            (await killed.Events(Fleet)).Select(one => Samples.InFull(one)));
    }

    /// <summary>
    /// All at one moment of the clock, and over again after a resume in between: the last word holds.
    /// </summary>
    [Fact]
    public async Task What_is_said_in_one_breath_is_heard_in_its_order()
    {
        using var journaled = new JournaledFleet();
        await Live(journaled, Wanted[..1], dieAt: 10 * Hour);
        for (var life = 0; life < 2; life++)
        {
            await using var fleet = LiveFleet.Of(Fleet, journaled.Journal.Configuration);
            await fleet.Advance((11 + life) * Hour);
            for (var i = 0; i < 8; i++)
                await fleet.Submit(
                    i % 2 == 0 ? new OperatorCommand.Pause(A, $"{i}") : new OperatorCommand.Resume(A, $"{i}"));
            await fleet.Advance((11 + life) * Hour + Hour / 2);
            Assert.IsType<SimulationProtocol.Stopped>(await fleet.Stop());
        }

        await journaled.Run(Fleet);

        Assert.Equal(
            Enumerable.Range(0, 16).Select(i => $"{i % 8}"),
            (await journaled.Events(Fleet)).Select(one => one.Event switch
            {
                ReleaseEvent.Paused paused => paused.Cause,
                ReleaseEvent.Resumed resumed => resumed.Cause,
                _ => null,
            }).OfType<string>());
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_history_though_nothing_else_was_stored()
    {
        using var journaled = new JournaledFleet();
        await using (var fleet = LiveFleet.Of(Fleet, journaled.Journal.Configuration))
        {
            await fleet.Advance(Hour);
            Assert.Equal(new Accepted(1, VirtualTime.Zero + Hour), await fleet.Submit(Wanted[0].Command));
        }

        Assert.Equal(1, journaled.Journal.RowsOf(LiveCommand.Log));
        await journaled.Run(Fleet);

        var accepted = Assert.Single(
            await journaled.Events(Fleet), happened => happened.Event is OperatorEvent.CommandAccepted);
        Assert.Equal(VirtualTime.Zero + Hour, accepted.At);
        Assert.Contains(await journaled.Events(Fleet), happened => happened.Event is DeviceEvent.ResponseActivated);
    }

    [Fact]
    public async Task A_lost_command_stops_the_run_that_has_obeyed_it()
    {
        using var journaled = new JournaledFleet();
        await using (var fleet = LiveFleet.Of(Fleet, journaled.Journal.Configuration))
        {
            await fleet.Advance(Hour);
            await fleet.Submit(Wanted[0].Command);
            await fleet.Advance(2 * Hour);
            Assert.IsType<SimulationProtocol.Stopped>(await fleet.Stop());
        }

        Assert.Single(await journaled.Closes(Fleet));
        journaled.Journal.LoseLastRowOf("timekeeper"); // The epoch in which it was heard is to be computed again …
        journaled.Journal.LoseLastRowOf(LiveCommand.Log); // … without it.

        var failed = Assert.IsType<SimulationProtocol.Failed>(await journaled.Run(Fleet));
        Assert.Matches(
            "^Row 1 of [a-z0-9-]+, epoch 1: [0-9,]+ events? stored, ", Assert.IsType<DivergedException>(failed.Cause).Message);
    }

    [Fact]
    public async Task A_damaged_command_stops_the_run_before_it_begins()
    {
        using var journaled = new JournaledFleet();
        await Live(journaled, Wanted[..1], dieAt: 2 * Hour);
        journaled.Journal.DamageLastRowOf(LiveCommand.Log);

        var failed = Assert.IsType<SimulationProtocol.Failed>(await journaled.Run(Fleet));
        Assert.Contains(LiveCommand.Log, failed.Cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_leave_no_trace()
    {
        using var asked = new JournaledFleet();
        await using (var fleet = LiveFleet.Of(Fleet, asked.Journal.Configuration))
        {
            await fleet.Advance(Hour);
            await fleet.Submit(Wanted[0].Command);
            for (var hour = 2; hour < 96; hour += 7)
            {
                await fleet.Advance(hour * Hour);
                await fleet.Query<RecentEvents>(EntityId.Device(42), new GetRecentEvents(EntityId.Device(42)));
                await fleet.Query<object>(EntityId.SigningService, "how are you?");
                await fleet.Query<object>(EntityId.UpdateService, "how are you?");
                await fleet.Query<object>(EntityId.Operator, "what is next?");
            }

            await fleet.Advance(End);
        }

        using var unasked = new JournaledFleet();
        await Live(unasked, Wanted[..1]);

        Assert.Equal((await unasked.Closes(Fleet))[^1].Sum, (await asked.Closes(Fleet))[^1].Sum);
    }

    [Fact]
    public async Task A_history_is_whole_at_every_moment_though_not_all_of_it_is_stored()
    {
        using var journaled = new JournaledFleet();
        await Live(journaled, Wanted[..1]);
        var device = EntityId.Device(42);
        var whole = (await journaled.Events(Fleet)).Where(one => one.Entity == device).ToArray();
        var format = RunFormat.ForRunning(new World(Fleet.Scenario));

        using var again = new JournaledFleet();
        await using var fleet = LiveFleet.Of(Fleet, again.Journal.Configuration);
        await fleet.Advance(Hour);
        await fleet.Submit(Wanted[0].Command);
        for (var hour = 2; hour < 96; hour += 9)
        {
            await fleet.Advance(hour * Hour);
            var recent = Assert.Single(await fleet.Query<RecentEvents>(device, new GetRecentEvents(device)));
            var settled = (await fleet.Status()).Settled;
            var rows = (await again.Rows(Fleet)).Values.SelectMany(all => all).Where(
                row => row.Epoch < recent.FromEpoch);
            var stored = StoredHistory.EventsOf(rows, format).Where(one => one.Entity == device);

            Assert.Equal(
                whole.Where(one => one.At < settled).Select(one => Samples.InFull(one)),
                stored.Concat(recent.Events).Select(one => Samples.InFull(one)));
        }
    }

    /// <summary>
    /// Goes through what is wanted, from wherever the journal is; then to the end, unless it dies before.
    /// </summary>
    private static async Task Live(
        JournaledFleet journaled, ImmutableArray<(TimeSpan At, OperatorCommand Command)> wanted, TimeSpan? dieAt = null)
    {
        await using var fleet = LiveFleet.Of(Fleet, journaled.Journal.Configuration);
        foreach (var (at, command) in wanted)
        {
            await fleet.Advance(at);
            Assert.Equal(VirtualTime.Zero + at, (await fleet.Submit(command)).At);
        }

        await fleet.Advance(dieAt ?? End);
    }

    private static string WhoeverIssuedIt(RecordedEvent happened) => Samples.InFull(happened.Event is OperatorEvent.CommandAccepted accepted
        ? happened with { Event = accepted with { IssuedBy = "somebody" } }
        : happened);
}
