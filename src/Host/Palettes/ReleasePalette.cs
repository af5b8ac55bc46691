using RsrActors.Host.Live;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Scenarios.Sections;
using static RsrActors.Host.Palettes.CommandHandlers;

namespace RsrActors.Host.Palettes;

/// <summary>Releases: how they stand, and what an operator does with them.</summary>
internal static class ReleasePalette
{
    public static Palette Create(LiveSimulation live)
    {
        var release = FleetSwitches.Release(live);
        var sight = new ReleaseReplies(live);
        return new("release", "Releases: how they stand, and what becomes of them.",
        [
            new("list", "Lists the releases with their phase and the share of the fleet that is offered them.")
            {
                Examples = ["release list", "release list -json"],
                Handler = Guarded(sight.List),
            },
            new("show", "Shows a release: targets, ramp, rollout rule, why it is where it is, tickets, regressions.")
            {
                Switches = [release],
                Examples = FleetSwitches.Examples(live, "release show -r {release}", "release show -r {release} -json"),
                Handler = Guarded(sight.Show),
            },
            new("history", "Lists what happened to a release.")
            {
                Switches = [release],
                Examples = FleetSwitches.Examples(live, "release history -r {release}"),
                Handler = Guarded(async (call, reply, cancelled) =>
                {
                    foreach (var happened in await live.History(EntityId.Release(call.ReleaseId), cancelled))
                        await reply.Write(EventLine.Of(happened, live.Scenario.Start, reply.IsJson));
                    return Answer.Done;
                }),
            },
            Ordering(
                live, "publish",
                "Publishes a draft; the rollout rule ramps it, or a percentage holds until 'release resume'.",
                call => new OperatorCommand.Publish(call.ReleaseId, OperatorSwitches.FindPercent(call))) with
            {
                Switches =
                [
                    release,
                    OperatorSwitches.Percent("How much; if left out, the rollout rule's steps."),
                ],
                Examples = FleetSwitches.Examples(
                    live, "release publish -r {release}", "release publish -r {release} -percent 5"),
            },
            Ordering(
                live, "ramp",
                "Offers a release to more of the fleet, or to less. That holds until 'release resume'.",
                call => new OperatorCommand.Ramp(call.ReleaseId, OperatorSwitches.FindPercent(call)!.Value)) with
            {
                Switches = [release, OperatorSwitches.Percent("To how much.") with { IsRequired = true }],
                Examples = FleetSwitches.Examples(live, "release ramp -r {release} -percent 50"),
            },
            Ordering(
                live, "pause", "Offers a release to nobody until it is resumed; it stays where it is installed.",
                call => new OperatorCommand.Pause(call.ReleaseId, call["cause"])) with
            {
                Switches = [release, OperatorSwitches.Cause],
                Examples = FleetSwitches.Examples(live, "release pause -r {release} -c \"calls from support\""),
            },
            Ordering(
                live, "resume",
                "Offers a paused release again, and lets the rollout rule go on, also where the ramp was set by hand.",
                call => new OperatorCommand.Resume(call.ReleaseId, call["cause"])) with
            {
                Switches = [release, OperatorSwitches.Cause],
                Examples = FleetSwitches.Examples(live, "release resume -r {release} -c \"false alarm\""),
            },
            Ordering(
                live, "withdraw", "Withdraws a release for good: it is neither offered nor signed any more.",
                call => new OperatorCommand.Withdraw(call.ReleaseId, call["cause"], call.Has("remove"))) with
            {
                Switches =
                [
                    release,
                    OperatorSwitches.Cause,
                    new("remove", "Devices that update automatically remove it, too.") { IsFlag = true },
                ],
                Examples = FleetSwitches.Examples(live, "release withdraw -r {release} -c \"web sites broke\" -remove"),
            },
            new(
                "publish-update",
                "Publishes a software update of the scenario; it takes the place of the responses it includes.")
            {
                Switches = [OperatorSwitches.Update(live)],
                Examples = [.. live.Scenario.Updates.Take(1).Select(
                    update => $"release publish-update -u {update.Version}")],
                Handler = Guarded(async (call, reply, cancelled) =>
                {
                    var (at, service) = await live.UpdateService(cancelled);
                    var version = call["update"];
                    return await live.Submit(
                        new OperatorCommand.PublishUpdate(version), reply, cancelled,
                        service.State.Updates.Contains(version)
                            ? $"at {live.Instant(at)}, software update {version} is published already."
                            : null);
                }),
            },
        ]);
    }

    /// <summary>A command that a release heeds in some phases; of the others it is said.</summary>
    private static PaletteCommand Ordering(
        LiveSimulation live, string name, string description, Func<Call, OperatorCommand> order) => new(name, description)
    {
        Handler = Guarded(async (call, reply, cancelled) =>
        {
            var command = order(call);
            var told = CommandForRelease.Of(command)!;
            var (at, service) = await live.UpdateService(cancelled);
            return await live.Submit(
                command, reply, cancelled,
                ReleaseOptions.Objection(service.State.Find(told.Release), told.Command) is { } objection
                    ? $"at {live.Instant(at)}, {objection}"
                    : WhatHolds(command));
        }),
    };

    /// <summary>What an operator has set does not end by itself.</summary>
    private static string? WhatHolds(OperatorCommand command) => command switch
    {
        OperatorCommand.Ramp c => SetByHand(c.Percent),
        OperatorCommand.Publish { Percent: { } percent } => SetByHand(percent),
        _ => null,
    };

    private static string SetByHand(double percent) =>
        $"set by hand to {ScenarioWords.Percent(percent)}; 'release resume' lets the rule go on.";
}
