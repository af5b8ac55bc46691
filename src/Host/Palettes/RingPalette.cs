using System.Collections.Immutable;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios.Sections;
using static RsrActors.Host.Palettes.CommandHandlers;

namespace RsrActors.Host.Palettes;

/// <summary>
/// The console's commands about the rings of the fleet: how far each release is, and commands to move it.
/// </summary>
internal sealed class RingPalette(LiveSimulation live)
{
    private static readonly Table<RingStandingRow> Columns = new([
        new("release", 10), new("ring", 14), new("state", 9), new("since", 24), new("next", 24)]);

    private ImmutableArray<Ring> Rings => live.Scenario.Fleet.Rings;

    public static Palette Create(LiveSimulation live)
    {
        var palette = new RingPalette(live);
        var (release, ring) = (FleetSwitches.ReleaseOrUpdate(live), FleetSwitches.Ring(live));
        return new("ring", "The rings of the fleet: how far each release is, and commands to promote and hold it.",
        [
            new("list", "Lists the rings of each published release with their state.")
            {
                Examples = ["ring list", "ring list -json"],
                View = typeof(RingStandingRow),
                Handler = Guarded(palette.List),
            },
            new("show", "Shows a ring: members, promotion, deferral, deadline and grace.")
            {
                Switches = [ring],
                Examples = FleetSwitches.Examples(live, "ring show -ring {ring}"),
                View = typeof(RingView),
                Handler = Guarded(palette.Show),
            },
            palette.CommandOn(
                "promote", "Offers a release to a ring, and to all rings before it that are not held.",
                call => new OperatorCommand.Promote(call.ReleaseId, call["ring"])) with
            {
                Switches = [release, ring],
                Examples = FleetSwitches.Examples(live, "ring promote -r {any} -ring {ring}"),
            },
            palette.CommandOn(
                "hold", "Offers a release to no further device of a ring. The ring and those after it wait.",
                call => new OperatorCommand.HoldRing(call.ReleaseId, call["ring"], call["cause"])) with
            {
                Switches = [release, ring, OperatorSwitches.Cause],
                Examples = FleetSwitches.Examples(live, "ring hold -r {any} -ring {ring} -c \"calls from support\""),
            },
        ]);
    }

    private async Task<Answer> List(Call call, IReply reply, CancellationToken cancelled)
    {
        if (Rings.IsEmpty)
            return Answer.Refused("This fleet has no rings.");
        var (at, service) = await live.UpdateService(cancelled);
        await Columns.Header(reply);
        foreach (var state in service.State.Releases)
        {
            if (state.Standings is not { } standings)
                continue;
            var next = state.Phase is ReleasePhase.Ramping
                ? RingSchedule.Next(
                    Rings, standings,
                    RingFacts.Of(Rings, service.Memory.Working.EvidenceOf(state.Release.Id)), at)
                : VirtualTime.Never;
            for (var place = 0; place < Rings.Length; place++)
            {
                var standing = standings.All[place];
                var waits = standing.Since.IsNever && !standing.IsHeld;
                var isNext = waits && (place == 0 || standings.All[place - 1].IsOpen);
                await Columns.Row(reply, new(
                    state.Release.Id, Rings[place].Name,
                    standing.IsHeld ? "held" : standing.IsOpen ? "open" : "waiting",
                    standing.Since.IsNever ? null : live.Instant(standing.Since),
                    !isNext ? null
                        : !next.IsNever ? live.Instant(next)
                        : Rings[place].Promotion is RingPromotion.AfterHealth ? "by health"
                        : "by approval"));
            }
        }

        return Answer.Done;
    }

    private async Task<Answer> Show(Call call, IReply reply, CancellationToken cancelled)
    {
        var ring = Rings.First(one => one.Name == call["ring"]);
        var (at, _) = await live.UpdateService(cancelled);
        if (reply.IsJson)
        {
            await reply.Write(ReplyLine.Json(new RingView
            {
                At = live.Instant(at),
                Ring = ring.Name,
                Groups = ring.Groups,
                Promotion = InWords(ring.Promotion),
                DeferralSeconds = ring.Deferral.TotalSeconds,
                DeadlineSeconds = ring.Deadline?.TotalSeconds,
                GraceSeconds = ring.Grace.TotalSeconds,
                AtMost = ring.AtMost?.Most,
                AtMostTimeoutSeconds = ring.AtMost?.Timeout.TotalSeconds,
            }));
            return Answer.Done;
        }

        await reply.Write($"{ring.Name} is ring {Rings.IndexOf(ring) + 1} of {Rings.Length}.");
        await reply.Write($"  groups       {ScenarioWords.OrNone(ring.Groups)}");
        await reply.Write(
            ring == Rings[^1]
                ? "  share        all devices that are in no other ring"
                : $"  share        {ScenarioWords.Share(ring.Share)} of the devices that are in no ring's groups");
        await reply.Write($"  promoted     {InWords(ring.Promotion)}");
        await reply.Write($"  deferral     {ScenarioWords.Of(ring.Deferral)} after publication");
        await reply.Write(ring.Deadline is { } deadline
            ? $"  deadline     {ScenarioWords.Of(deadline)} after the offer, "
                + $"with {ScenarioWords.Of(ring.Grace)} of grace"
            : "  deadline     none");
        await reply.Write(ring.AtMost is { } limit
            ? $"  at once      {HumanText.Count(limit.Most, "device")} at most, "
                + $"each counted for {ScenarioWords.Of(limit.Timeout)} at most"
            : "  at once      any number of devices");
        return Answer.Done;
    }

    private static string InWords(RingPromotion promotion) => promotion switch
    {
        RingPromotion.Offset one => $"{ScenarioWords.Of(one.Time)} after publication",
        RingPromotion.After one => $"{ScenarioWords.Of(one.Time)} after the ring before it",
        RingPromotion.AfterHealth one =>
            $"{ScenarioWords.Of(one.Time)} after the ring before it, when {ScenarioWords.Share(one.Success)} of "
                + $"{one.Least} devices or more have the release there",
        RingPromotion.ByApproval => "by an operator",
        _ => throw new ArgumentOutOfRangeException(
            nameof(promotion), promotion, "A new promotion needs its words here."),
    };

    /// <summary>A command for a ring. If it would change nothing now, a note says so.</summary>
    private PaletteCommand CommandOn(string name, string description, Func<Call, OperatorCommand> commandOf) =>
        new(name, description)
        {
            View = typeof(AcceptedOrderView),
            Handler = Guarded(async (call, reply, cancelled) =>
            {
                var command = commandOf(call);
                var forRelease = CommandForRelease.Of(command)!;
                var (at, service) = await live.UpdateService(cancelled);
                var state = service.State.Find(forRelease.Release);
                var changes = ReleaseOptions.WouldChange(state, forRelease.Command);
                return await live.Submit(
                    command, call, reply, cancelled,
                    changes ? null : $"at {live.Instant(at)}, {state.Release.Id} is "
                        + $"{ReleaseOptions.Standing(state.Phase)}: '{name}' would change nothing.");
            }),
        };
}
