using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>
/// Devices ask the update service for a release, and tell how far they are with it. The service counts in the order in
/// which messages arrive.
/// </summary>
internal static class GrantArrivals
{
    /// <summary>A release that is paused, or has ended, is granted to no device.</summary>
    public static UpdateServiceDecision Take(
        UpdateServiceMemory memory, GrantRequest request, VirtualTime at, World world)
    {
        if (memory.State.Find(request.Release).Phase is not ReleasePhase.Ramping phase)
            return new(memory);
        var (answer, book) = memory.Working.GrantsOf(request.Release).Ask(
            request, world.Grants.RuleOf(request.Release), world.Grants.LimitOf(request.Ring),
            new(at, phase.Since, world.Scenario.Start, phase.Percent));
        memory = memory with { Working = memory.Working.With(book) };
        return answer switch
        {
            GrantAnswer.Granted => new(memory)
            {
                Messages =
                [
                    new(
                        EntityId.Device((int)request.Device), world.Scenario.Kernel.Lookahead,
                        new GrantGiven(request.Release, request.ByHand)),
                ],
            },
            GrantAnswer.Refused { Halt: { } halt } => new(memory)
            {
                Commands = [new(request.Release, new ReleaseCommand.Halt(halt))],
            },
            _ => new(memory),
        };
    }

    public static UpdateServiceMemory Take(UpdateServiceMemory memory, GrantReport report, VirtualTime at, World world)
    {
        var book = memory.Working.GrantsOf(report.Release).Heard(
            report, world.Grants.RuleOf(report.Release), world.Grants.LimitOf(report.Ring), at);
        return memory with { Working = memory.Working.With(book) };
    }

    /// <summary>What a decision of the rollout rule changes of the grants.</summary>
    public static UpdateServiceMemory Decided(UpdateServiceMemory memory, string release, RuleDecision? decision) =>
        decision is RuleDecision.Halt { Effects: var effects } && effects.HasFlag(HaltEffects.CancelQueued)
        && memory.Working.HasGrantsOf(release)
            ? memory with { Working = memory.Working.With(memory.Working.GrantsOf(release).CancelQueued()) }
            : memory;

    /// <summary>A person lets the rollout go on.</summary>
    public static UpdateServiceMemory Resumed(
        UpdateServiceMemory memory, string release, VirtualTime at, World world) =>
        world.Grants.RuleOf(release) is { } rule && memory.Working.HasGrantsOf(release)
            ? memory with { Working = memory.Working.With(memory.Working.GrantsOf(release).Resumed(rule, at)) }
            : memory;

    /// <summary>
    /// The evidence with what the server itself knows of its grants: requests, grants, and devices that have timed out.
    /// </summary>
    public static RolloutEvidence With(RolloutEvidence evidence, GrantBook book, IGrantRule rule, VirtualTime at)
    {
        var counts = book.OfRule.Counts(rule, at);
        return evidence.WithGrants(book.Requests, counts.Notified, counts.TimedOut);
    }
}
