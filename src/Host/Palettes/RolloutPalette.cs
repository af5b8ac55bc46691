using System.Collections.Immutable;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Pbm;
using static RsrActors.Host.Palettes.CommandHandlers;

namespace RsrActors.Host.Palettes;

/// <summary>
/// The console's commands about rollout rules: what a rule has decided and what it has seen, and what a person decides.
/// </summary>
internal sealed class RolloutPalette(LiveSimulation live)
{
    public static Palette Create(LiveSimulation live)
    {
        var palette = new RolloutPalette(live);
        var replies = new RolloutReplies(live);
        var evidence = new EvidenceReplies(live);
        var release = FleetSwitches.ReleaseOrUpdate(live);
        return new("rollout", "Rollout rules: their state, decisions and evidence, and the decisions of a person.",
        [
            new("show", "Shows the rule of a release: its keys and state, its next look, and the last decisions.")
            {
                Switches = [release, AtMost("10", "The most decisions.")],
                Examples = FleetSwitches.Examples(live, "rollout show -r {any}", "rollout show -r {any} -n 50 -json"),
                View = typeof(RolloutView),
                Handler = Guarded(replies.Show),
            },
            new("rules", "Lists the rollout rules, or explains one, as 'rsr rules' does.")
            {
                Switches =
                [
                    new("rule", "The name of a rule.")
                    {
                        Completion = static (_, _) => ValueTask.FromResult(
                            RuleRegistry.Shipped.Names.ToImmutableArray()),
                    },
                ],
                Examples = ["rollout rules", "rollout rules -rule ubuntu-phased"],
                View = typeof(RuleView),
                Handler = Guarded(RolloutReplies.Rules),
            },
            new("evidence", "Shows what has arrived at the vendor about a release, as its rule sees it.")
            {
                Switches = [release],
                Examples = FleetSwitches.Examples(live, "rollout evidence -r {any}", "rollout evidence -r {any} -json"),
                View = typeof(EvidencePartView),
                Handler = Guarded(evidence.Show),
            },
            new("approve", "Promotes the next ring of a release, if the ring waits for a person.")
            {
                Switches = [release],
                Examples = FleetSwitches.Examples(live, "rollout approve -r {any}"),
                View = typeof(AcceptedOrderView),
                Handler = Guarded(palette.Approve),
            },
            palette.CommandOn(
                "hold", "Offers a release to no further device until 'rollout resume', as 'release pause' does.",
                call => new OperatorCommand.Pause(call.ReleaseId, call["cause"])) with
            {
                Switches = [release, OperatorSwitches.Cause],
                Examples = FleetSwitches.Examples(live, "rollout hold -r {any} -c \"calls from support\""),
            },
            palette.CommandOn(
                "resume", "Lets the rule of a held or halted release go on, as 'release resume' does.",
                call => new OperatorCommand.Resume(call.ReleaseId, call["cause"])) with
            {
                Switches = [release, OperatorSwitches.Cause],
                Examples = FleetSwitches.Examples(live, "rollout resume -r {any} -c \"false alarm\""),
            },
        ]);
    }

    /// <summary>A person's approval is the command that promotes the ring.</summary>
    private async Task<Answer> Approve(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, service) = await live.UpdateService(cancelled);
        var state = service.State.Find(call.ReleaseId);
        if (RingWaits.Next(state) is not { } next)
        {
            return Answer.Refused(
                $"At {live.Instant(at)}, {state.Release.Id} is {ReleaseOptions.Standing(state.Phase)}, "
                + "and no ring of it waits.");
        }

        return next.ForPerson
            ? await live.Submit(new OperatorCommand.Promote(state.Release.Id, next.Ring.Name), call, reply, cancelled)
            : Answer.Refused(
                $"Ring {next.Ring.Name} is promoted by time and waits for no approval; 'ring promote' does it now.");
    }

    /// <summary>A command for a release. If it would change nothing in the release's phase, a note says so.</summary>
    private PaletteCommand CommandOn(string name, string description, Func<Call, OperatorCommand> commandOf) =>
        new(name, description)
        {
            View = typeof(AcceptedOrderView),
            Handler = Guarded(async (call, reply, cancelled) =>
            {
                var command = commandOf(call);
                var forRelease = CommandForRelease.Of(command)!;
                var (at, service) = await live.UpdateService(cancelled);
                var objection = ReleaseOptions.Objection(
                    service.State.Find(forRelease.Release), forRelease.Command);
                return await live.Submit(
                    command, call, reply, cancelled, objection is null ? null : $"at {live.Instant(at)}, {objection}");
            }),
        };
}
