using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>What the update service decides in one step.</summary>
/// <param name="Memory">The memory after the events.</param>
/// <param name="Messages">In the order in which they are sent.</param>
/// <param name="Commands">
/// Commands for releases, to be carried out one after the other: a later one may depend on an earlier one.
/// </param>
public sealed record UpdateServiceDecision(
    UpdateServiceMemory Memory, ImmutableArray<RecordedEvent> Events, ImmutableArray<Outgoing> Messages,
    ImmutableArray<CommandForRelease> Commands)
{
    public UpdateServiceDecision(UpdateServiceMemory memory) : this(memory, [], [], [])
    {
    }
}

/// <summary>
/// The update service's rules: which commands its releases get, which messages it sends, and when the next review is.
/// <see cref="ReleaseDecider"/> decides what a release does with a command.
/// </summary>
public static class UpdateServiceDecider
{
    /// <summary>
    /// When the service next acts by itself. A release is drafted at once, and reviewed at the moments of its rollout
    /// rule.
    /// </summary>
    public static VirtualTime NextReview(UpdateServiceMemory memory, World world)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(world);
        var next = NextBackground(memory.ReviewsFrom, world);
        foreach (var release in memory.State.Releases)
        {
            next = VirtualTime.Min(next, release.Phase is ReleasePhase.Undrafted
                ? VirtualTime.Zero
                : VirtualTime.Min(
                    VirtualTime.Min(NextReview(release, memory), PauseLimit.EndOf(release, memory, world)),
                    NextPromotion(release, memory)));
        }

        return next;
    }

    /// <summary>When time, or the health of the ring before, promotes the next ring of a release.</summary>
    private static VirtualTime NextPromotion(ReleaseState release, UpdateServiceMemory memory) =>
        release is { Phase: ReleasePhase.Ramping, Standings: { } standings }
            ? RingSchedule.Next(release.Rings, standings, FactsOf(release, memory), memory.ReviewsFrom)
            : VirtualTime.Never;

    private static RingFacts FactsOf(ReleaseState release, UpdateServiceMemory memory) =>
        RingFacts.Of(release.Rings, memory.Working.EvidenceOf(release.Release.Id));

    /// <summary>A message arrives: a command, a tally of the signing service, or an alarm of crash analytics.</summary>
    public static UpdateServiceDecision Receive(
        UpdateServiceMemory memory, object message, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(world);

        // A release that the message resumes after a pause is not reviewed for the time before the message.
        memory = memory with { ReviewsFrom = VirtualTime.Max(memory.ReviewsFrom, at) };
        return message switch
        {
            OperatorCommand c when CommandForRelease.Of(c) is { } forRelease => new(memory)
            {
                Commands = forRelease.Command is ReleaseCommand.Publish && IsDraft(memory, forRelease.Release)
                    ? [forRelease, .. Supersede(SupersededBy(forRelease.Release, world), forRelease.Release)]
                    : [forRelease],
            },
            SigningTally tally => new(EvidenceArrivals.Take(memory, tally, at, world)),
            InstallReport report => new(EvidenceArrivals.Take(memory, report, at, world)),
            UseNews news => new(EvidenceArrivals.Take(memory, news, at, world)),
            ListPublished list => new(EvidenceArrivals.Take(memory, list, at, world)),
            GrantRequest request => GrantArrivals.Take(memory, request, at, world),
            GrantReport report => new(GrantArrivals.Take(memory, report, at, world)),
            _ => throw new ArgumentOutOfRangeException(
                nameof(message), message, "The update service has no rule for this message."),
        };
    }

    /// <summary>Drafts the releases that have no draft, and reviews those whose review is due.</summary>
    public static UpdateServiceDecision Review(UpdateServiceMemory memory, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(world);
        var commands = ImmutableArray.CreateBuilder<CommandForRelease>();
        foreach (var release in memory.State.Releases)
        {
            var id = release.Release.Id;
            if (release.Phase is ReleasePhase.Undrafted)
            {
                commands.Add(new(id, new ReleaseCommand.Draft()));
            }
            else
            {
                if (NextPromotion(release, memory) == at)
                    commands.Add(new(id, new ReleaseCommand.PromoteDue(FactsOf(release, memory))));
                if (NextReview(release, memory) == at)
                    commands.Add(new(id, memory.Working.Review(id, at, world.Grants.RuleOf(id))));
                commands.AddRange(PauseLimit.DueAt(release, memory, at, world));
            }
        }

        var decision = new UpdateServiceDecision(memory with { ReviewsFrom = at.Next() })
        {
            Commands = commands.ToImmutable(),
        };
        foreach (var update in world.Scenario.Background)
        {
            if (VirtualTime.Zero + update.Published == at)
                decision = PublishContent(decision, update.Id, update.Fixes, at, world);
        }

        return decision;
    }

    /// <summary>
    /// A release has decided on a command: its events are recorded, and the other services get messages.
    /// </summary>
    public static UpdateServiceDecision Record(
        UpdateServiceMemory memory, string release, ReleaseDecision decided, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(decided);
        ArgumentNullException.ThrowIfNull(world);
        var decision = new UpdateServiceDecision(GrantArrivals.Decided(
            decided.Answer is { } answer
                ? memory with { Working = memory.Working.With(new RolloutStanding(release, answer.State, answer.Next)) }
                : memory,
            release, decided.Answer?.Decision));
        foreach (var happened in decided.Events)
        {
            var state = decision.Memory.State.Find(release);
            decision = With(decision, new(state.Id, state.Seq + 1, at, happened), world);
            if (happened is ReleaseEvent.Published { SetBy: var source })
            {
                // The rule is first asked at the publication.
                var first = source is RampSource.Rule ? at : VirtualTime.Never;
                decision = With(decision, new RolloutStanding(release, RuleState.Empty, first));
                decision = decision with { Memory = EvidenceArrivals.Begin(decision.Memory, release, world) };
                var fixes = world.Scenario.SecurityContentOf(state.Release);
                decision = PublishContent(decision, release, fixes, at, world);
            }

            // The rollout rule goes on at once, with its step of this moment.
            if (happened is ReleaseEvent.Resumed)
            {
                var standing = decision.Memory.Working.StandingOf(release);
                var rule = world.RolloutOf(state.Release).Rule;
                decision = With(decision, standing with { State = RuleDecider.Resume(rule, standing.State) });
                decision = decision with { Memory = GrantArrivals.Resumed(decision.Memory, release, at, world) };
                var review = decision.Memory.Working.Review(release, at, world.Grants.RuleOf(release));
                decision = decision with { Commands = decision.Commands.Add(new(release, review)) };
            }
        }

        return decision;
    }

    /// <summary>
    /// Sends the catalogue to the fleet when it has changed. It is called after all commands of a moment are carried
    /// out.
    /// </summary>
    public static UpdateServiceDecision Publish(UpdateServiceMemory memory, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(world);
        var delay = world.Scenario.CataloguePropagation;
        var last = memory.Working.Catalogue;
        var next = memory.State.CatalogueAfter(last, at + delay);
        return ReferenceEquals(next, last)
            ? new(memory)
            : new(memory with { Working = memory.Working with { Catalogue = next } })
            {
                Messages = [new(EntityId.Fleet, delay, next)],
            };
    }

    /// <summary>A fault of the scenario: whether the release's actor dies, once, at its next command.</summary>
    public static bool KillsReleaseActor(ReleaseState release, World world)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(world);
        return new Dice(world.Scenario.Seed, release.Id).Chance(
            world.Faults.ReleaseActorDies, Purpose.ReleaseActorDies, release.Seq);
    }

    /// <summary>When a release's rule is asked next, not before the last review; never while it sets no ramp.</summary>
    public static VirtualTime NextReview(ReleaseState release, UpdateServiceMemory memory)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(memory);
        return release.Phase is ReleasePhase.Ramping { SetBy: RampSource.Rule }
            && memory.Working.StandingOf(release.Release.Id).Next is { IsNever: false } next
            ? VirtualTime.Max(next, memory.ReviewsFrom)
            : VirtualTime.Never;
    }

    private static UpdateServiceDecision With(UpdateServiceDecision decision, RolloutStanding standing) => decision with
    {
        Memory = decision.Memory with { Working = decision.Memory.Working.With(standing) },
    };

    /// <summary>When the security content of a background update is next published.</summary>
    private static VirtualTime NextBackground(VirtualTime from, World world)
    {
        var next = VirtualTime.Never;
        foreach (var update in world.Scenario.Background)
        {
            if (VirtualTime.Zero + update.Published is var published && published >= from)
                next = VirtualTime.Min(next, published);
        }

        return next;
    }

    /// <summary>The security content appears with the release; a release without fixes has none.</summary>
    private static UpdateServiceDecision PublishContent(
        UpdateServiceDecision decision, string release, ImmutableArray<string> fixes, VirtualTime at, World world) =>
        fixes.IsEmpty
            ? decision
            : With(
                decision,
                new(
                    EntityId.UpdateService, decision.Memory.State.Seq + 1, at,
                    new UpdateEvent.SecurityContentPublished(release, fixes)),
                world);

    /// <summary>
    /// What is superseded when something is published: by a response, those for the same builds with an earlier letter;
    /// by a software update, the responses that it includes.
    /// </summary>
    private static IEnumerable<string> SupersededBy(string release, World world)
    {
        if (world.Scenario.FindUpdate(release) is { } update)
            return update.Includes;
        var published = world.Release(release);
        return world.Scenario.Releases
            .Where(other => other.Letter < published.Letter && other.Targets.Any(target =>
                published.TargetFor(target.Platform, target.PrerequisiteBuild.Text) is not null))
            .Select(other => other.Id);
    }

    /// <summary>Publishing something a second time, or after its withdrawal, changes nothing.</summary>
    private static bool IsDraft(UpdateServiceMemory memory, string release) =>
        memory.State.Find(release).Phase is ReleasePhase.Undrafted or ReleasePhase.Draft;

    private static IEnumerable<CommandForRelease> Supersede(IEnumerable<string> releases, string by) =>
        releases.Select(release => new CommandForRelease(release, new ReleaseCommand.Supersede(by)));

    private static UpdateServiceDecision With(UpdateServiceDecision decision, RecordedEvent happened, World world)
    {
        var (before, after) = (decision.Memory.State, decision.Memory.State.Evolve(happened));
        return decision with
        {
            Memory = decision.Memory with { State = after },
            Events = decision.Events.Add(happened),
            Messages = [.. decision.Messages, .. MessagesAbout(happened, before, after, world)],
        };
    }

    /// <summary>
    /// Crash analytics gets a message when a response is published: its surveillance starts. Software updates have no
    /// surveillance. The signing service gets one when a response becomes eligible, and when it is no longer eligible.
    /// </summary>
    private static IEnumerable<Outgoing> MessagesAbout(
        RecordedEvent happened, UpdateServiceState before, UpdateServiceState after, World world)
    {
        var delay = world.Scenario.Kernel.Lookahead;
        if (happened is { Event: ReleaseEvent.Published, Entity.ReleaseId: { } published }
            && world.Scenario.Analytics.Enabled && world.Scenario.FindRelease(published) is not null)
        {
            yield return new(EntityId.CrashAnalytics, delay, new SurveillanceStarts(published));
        }

        if (happened is { Event: ReleaseEvent.Published, Entity.ReleaseId: { } started }
            && world.Scenario.Analytics.Enabled
            && (world.Evidence.NeedsOf(started).Kinds & (EvidenceKinds.Use | EvidenceKinds.CrashKinds)) != 0)
        {
            yield return new(EntityId.CrashAnalytics, delay, new RolloutStarts(started));
        }

        foreach (var (was, now) in before.Releases.Zip(after.Releases))
        {
            if (was.IsEligible != now.IsEligible)
                yield return new(EntityId.SigningService, delay, new SigningPolicy(now.Release.Id, now.IsEligible));
        }
    }
}
