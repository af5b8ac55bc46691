using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Scenarios.Sections;
using static RsrActors.Host.Palettes.CommandHandlers;

namespace RsrActors.Host.Palettes;

/// <summary>
/// The console's commands about responses and software updates: their state, and what an operator does with them.
/// </summary>
internal static class ReleasePalette
{
    public static Palette Create(LiveSimulation live)
    {
        var release = FleetSwitches.ReleaseOrUpdate(live);
        var replies = new ReleaseReplies(live);
        return new(
            "release", "Responses and software updates: their state, and commands to publish, pause and withdraw them.",
        [
            new("list", "Lists the releases with their phase and the share of the fleet that is offered them.")
            {
                Examples = ["release list", "release list -json"],
                View = typeof(ReleaseRow),
                Handler = Guarded(replies.List),
            },
            new("show", "Shows a release: targets, ramp, rollout rule, reason of its state, tickets, regressions.")
            {
                Switches = [release],
                Examples = FleetSwitches.Examples(live, "release show -r {any}", "release show -r {any} -json"),
                View = typeof(ReleaseView),
                Handler = Guarded(replies.Show),
            },
            new("history", "Lists what happened to a release.")
            {
                Switches = [release],
                Examples = FleetSwitches.Examples(live, "release history -r {any}"),
                View = typeof(EventView),
                Handler = Guarded(async (call, reply, cancelled) =>
                {
                    foreach (var happened in await live.History(EntityId.Release(call.ReleaseId), cancelled))
                        await reply.Write(EventLine.Of(happened, live.Scenario.Start, reply.IsJson));
                    return Answer.Done;
                }),
            },
            new("having", "Counts the devices that have a release, and those to which it is still to come.")
            {
                Switches = [release],
                Examples = FleetSwitches.Examples(live, "release having -r {any}", "release having -r {any} -json"),
                View = typeof(HolderRow),
                Handler = Guarded(new HolderReplies(live).Having),
            },
            CommandOn(
                live, "publish",
                "Publishes a draft. Its rollout rule sets the ramp; a given percentage holds until 'release resume'.",
                call => new OperatorCommand.Publish(call.ReleaseId, OperatorSwitches.FindPercent(call))) with
            {
                Switches =
                [
                    release,
                    OperatorSwitches.Percent("The ramp; without it the rollout rule sets the ramp."),
                ],
                Examples = FleetSwitches.Examples(
                    live, "release publish -r {any}", "release publish -r {any} -percent 5"),
            },
            CommandOn(
                live, "ramp",
                "Offers a release to a larger or smaller share of the fleet. It holds until 'release resume'.",
                call => new OperatorCommand.Ramp(call.ReleaseId, OperatorSwitches.FindPercent(call)!.Value)) with
            {
                Switches = [release, OperatorSwitches.Percent("The new ramp.") with { IsRequired = true }],
                Examples = FleetSwitches.Examples(live, "release ramp -r {any} -percent 50"),
            },
            CommandOn(
                live, "pause",
                "Offers a release to no device until it is resumed. It stays on devices that have installed it.",
                call => new OperatorCommand.Pause(call.ReleaseId, call["cause"])) with
            {
                Switches = [release, OperatorSwitches.Cause],
                Examples = FleetSwitches.Examples(live, "release pause -r {any} -c \"calls from support\""),
            },
            CommandOn(
                live, "resume",
                "Offers a paused release again. The rollout rule goes on, also after a ramp that was set by hand.",
                call => new OperatorCommand.Resume(call.ReleaseId, call["cause"])) with
            {
                Switches = [release, OperatorSwitches.Cause],
                Examples = FleetSwitches.Examples(live, "release resume -r {any} -c \"false alarm\""),
            },
            CommandOn(
                live, "withdraw", "Withdraws a release for good: it is no longer offered, and gets no more tickets.",
                call => new OperatorCommand.Withdraw(call.ReleaseId, call["cause"], call.Has("remove"))) with
            {
                Switches =
                [
                    release,
                    OperatorSwitches.Cause,
                    new("remove", "Devices that update automatically also remove the response.") { IsFlag = true },
                ],
                Examples = FleetSwitches.Examples(live, "release withdraw -r {any} -c \"web sites broke\" -remove"),
            },
        ]);
    }

    /// <summary>A command for a release. If it would change nothing in the release's phase, a note says so.</summary>
    private static PaletteCommand CommandOn(
        LiveSimulation live, string name, string description, Func<Call, OperatorCommand> commandOf) =>
        new(name, description)
        {
            View = typeof(AcceptedOrderView),
            Handler = Guarded(async (call, reply, cancelled) =>
            {
                var command = commandOf(call);
                var forRelease = CommandForRelease.Of(command)!;
                var (at, service) = await live.UpdateService(cancelled);
                var state = service.State.Find(forRelease.Release);
                if (command is OperatorCommand.Withdraw { RemoveFromDevices: true } && state.IsUpdate)
                    return Answer.Refused("A software update stays where it is installed: a device cannot undo it.");
                return await live.Submit(
                    command, call, reply, cancelled,
                    ReleaseOptions.Objection(state, forRelease.Command) is { } objection
                        ? $"at {live.Instant(at)}, {objection}"
                        : NoteOn(command));
            }),
        };

    /// <summary>A ramp that is set by hand does not end by itself, and a note says so.</summary>
    private static string? NoteOn(OperatorCommand command) => command switch
    {
        OperatorCommand.Ramp c => SetByHand(c.Percent),
        OperatorCommand.Publish { Percent: { } percent } => SetByHand(percent),
        _ => null,
    };

    private static string SetByHand(double percent) =>
        $"set by hand to {ScenarioWords.Percent(percent)}; 'release resume' lets the rule go on.";
}
