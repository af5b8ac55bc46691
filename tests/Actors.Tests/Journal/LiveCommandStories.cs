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

/// <summary>Live commands take effect, are stored, and take effect again when the run is resumed.</summary>
public sealed class LiveCommandStories
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan End = TimeSpan.FromDays(4);

    private static readonly ImmutableArray<(TimeSpan At, OperatorCommand Command)> Given =
    [
        (Hour, new OperatorCommand.Publish(A, null)),
        (20 * Hour, new OperatorCommand.StartSigningOutage()),
        (26 * Hour, new OperatorCommand.EndSigningOutage()),
        (30 * Hour, new OperatorCommand.Restrict(AllowInstallation: true, AllowRemoval: false)),
        (31 * Hour, new OperatorCommand.Enforce(A, TimeSpan.FromDays(1))),
        (40 * Hour, new OperatorCommand.ShareAnalytics(3, true)),
        (41 * Hour, new OperatorCommand.RemoveResponses(5)),
        (50 * Hour, new OperatorCommand.Withdraw(A, "web sites broke", RemoveFromDevices: true)),
        (70 * Hour, new OperatorCommand.Publish(Update, null)),
    ];

    /// <summary>
    /// The hash of the fleet's history is pinned below. The names of its model and application are in that history.
    /// </summary>
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
    public async Task A_live_command_has_the_effect_of_a_scripted_one_at_the_same_moment()
    {
        using var journaled = new JournaledFleet();
        await Live(journaled, Given);
        var scripted = await Story.Of(
            Given.Aggregate(Fleet, (fleet, given) => fleet.Scripted(given.At, given.Command)));

        var live = await journaled.Events(Fleet);

        Assert.Equal(
            Given.Length,
            live.Count(happened => happened.Event is OperatorEvent.CommandAccepted { IssuedBy: "console" }));
        Assert.Equal(scripted.Events.Select(WithoutIssuer), live.Select(WithoutIssuer));
        Assert.Contains(live, happened => happened.Event is ReleaseEvent.Withdrawn);
        Assert.Contains(live, happened => happened.Event is DeviceEvent.ManagementChanged);
    }

    [Trait("Length", "Long")]
    [Fact]
    public async Task A_run_that_is_killed_after_every_command_ends_with_the_same_history()
    {
        using var whole = new JournaledFleet();
        await Live(whole, Given);
        using var killed = new JournaledFleet();
        foreach (var given in Given)
            await Live(killed, [given], dieAt: given.At + Hour / 3);
        Assert.IsType<SimulationProtocol.Finished>(await killed.Run(Fleet));

        Assert.Equal("04b546a9df727bed165af78b6a2cf600", $"{(await whole.Closes(Fleet))[^1].Sum}");
        Assert.Equal((await whole.Closes(Fleet))[^1].Sum, (await killed.Closes(Fleet))[^1].Sum);
        Assert.Equal(
            (await whole.Events(Fleet)).Select(one => Samples.InFull(one)),
            (await killed.Events(Fleet)).Select(one => Samples.InFull(one)));
    }

    /// <summary>
    /// Eight commands at one moment of the clock, and eight more after the run is resumed.
    /// </summary>
    [Fact]
    public async Task Commands_of_one_moment_take_effect_in_their_order()
    {
        using var journaled = new JournaledFleet();
        await Live(journaled, Given[..1], dieAt: 10 * Hour);
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
    public async Task An_acknowledged_command_is_in_the_history_when_nothing_else_was_stored()
    {
        using var journaled = new JournaledFleet();
        await using (var fleet = LiveFleet.Of(Fleet, journaled.Journal.Configuration))
        {
            await fleet.Advance(Hour);
            Assert.Equal(new Accepted(1, VirtualTime.Zero + Hour), await fleet.Submit(Given[0].Command));
        }

        Assert.Equal(1, journaled.Journal.RowsOf(LiveCommand.Log));
        await journaled.Run(Fleet);

        var accepted = Assert.Single(
            await journaled.Events(Fleet), happened => happened.Event is OperatorEvent.CommandAccepted);
        Assert.Equal(VirtualTime.Zero + Hour, accepted.At);
        Assert.Contains(await journaled.Events(Fleet), happened => happened.Event is DeviceEvent.ResponseActivated);
    }

    [Fact]
    public async Task A_lost_command_stops_a_run_whose_stored_events_depend_on_it()
    {
        using var journaled = new JournaledFleet();
        await using (var fleet = LiveFleet.Of(Fleet, journaled.Journal.Configuration))
        {
            await fleet.Advance(Hour);
            await fleet.Submit(Given[0].Command);
            await fleet.Advance(2 * Hour);
            Assert.IsType<SimulationProtocol.Stopped>(await fleet.Stop());
        }

        Assert.Single(await journaled.Closes(Fleet));
        journaled.Journal.LoseLastRowOf("timekeeper"); // The command's epoch is computed again,
        journaled.Journal.LoseLastRowOf(LiveCommand.Log); // but without the command.

        var failed = Assert.IsType<SimulationProtocol.Failed>(await journaled.Run(Fleet));
        Assert.Matches(
            "^Row 1 of [a-z0-9-]+, epoch 1: [0-9,]+ events? stored, ",
            Assert.IsType<DivergedException>(failed.Cause).Message);
    }

    [Fact]
    public async Task A_damaged_command_stops_the_run_before_it_begins()
    {
        using var journaled = new JournaledFleet();
        await Live(journaled, Given[..1], dieAt: 2 * Hour);
        journaled.Journal.DamageLastRowOf(LiveCommand.Log);

        var failed = Assert.IsType<SimulationProtocol.Failed>(await journaled.Run(Fleet));
        Assert.Contains(LiveCommand.Log, failed.Cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_change_no_history()
    {
        using var queried = new JournaledFleet();
        await using (var fleet = LiveFleet.Of(Fleet, queried.Journal.Configuration))
        {
            await fleet.Advance(Hour);
            await fleet.Submit(Given[0].Command);
            for (var hour = 2; hour < 96; hour += 7)
            {
                await fleet.Advance(hour * Hour);
                await fleet.Query<RecentEvents>(EntityId.Device(42), new GetRecentEvents(EntityId.Device(42)));
                await fleet.Query<object>(EntityId.SigningService, "any query");
                await fleet.Query<object>(EntityId.UpdateService, "any query");
                await fleet.Query<object>(EntityId.Operator, "any query");
            }

            await fleet.Advance(End);
        }

        using var plain = new JournaledFleet();
        await Live(plain, Given[..1]);

        Assert.Equal((await plain.Closes(Fleet))[^1].Sum, (await queried.Closes(Fleet))[^1].Sum);
    }

    [Fact]
    public async Task A_history_has_all_events_at_every_moment_also_those_not_stored_yet()
    {
        using var journaled = new JournaledFleet();
        await Live(journaled, Given[..1]);
        var device = EntityId.Device(42);
        var whole = (await journaled.Events(Fleet)).Where(one => one.Entity == device).ToArray();
        var format = RunFormat.ForRunning(new World(Fleet.Scenario));

        using var again = new JournaledFleet();
        await using var fleet = LiveFleet.Of(Fleet, again.Journal.Configuration);
        await fleet.Advance(Hour);
        await fleet.Submit(Given[0].Command);
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

    /// <summary>Then it goes to the end, or dies before.</summary>
    private static Task Live(
        JournaledFleet journaled, ImmutableArray<(TimeSpan At, OperatorCommand Command)> given,
        TimeSpan? dieAt = null) => journaled.Live(Fleet, given, dieAt ?? End);

    private static string WithoutIssuer(RecordedEvent happened) => Samples.InFull(
        happened.Event is OperatorEvent.CommandAccepted accepted
            ? happened with { Event = accepted with { IssuedBy = "" } }
            : happened);
}
