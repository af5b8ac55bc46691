using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Releases;

public sealed class UpdateServiceDeciderTests
{
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(12);
    private static readonly ReleasePhase Draft = new ReleasePhase.Draft();
    private static readonly ReleasePhase Ramping = new ReleasePhase.Ramping(VirtualTime.Zero, 10, RampSource.Rule);
    private static readonly ReleasePhase Paused = new ReleasePhase.Paused(VirtualTime.Zero, 10, VirtualTime.Zero);

    private static readonly RolloutSettings Rule = RolloutSettings.Phased(
        [new(TimeSpan.Zero, 10), new(TimeSpan.FromHours(24), 100)], holdAboveRefused: 50);

    private static readonly World World = new(Plain() with
    {
        Rollout = Rule, Analytics = AnalyticsSettings.Default,
    });

    public static TheoryData<object, CommandForRelease[]> Messages => new()
    {
        { new OperatorCommand.Publish(A, 5), [new(A, new ReleaseCommand.Publish(5))] },
        {
            new OperatorCommand.Publish(C, null),
            [new(C, new ReleaseCommand.Publish(null)), new(A, new ReleaseCommand.Supersede(C))]
        },
        { new OperatorCommand.Ramp(A, 50), [new(A, new ReleaseCommand.Ramp(50))] },
        { new OperatorCommand.Pause(A, "a bug"), [new(A, new ReleaseCommand.Pause("a bug"))] },
        { new OperatorCommand.Resume(A, "no bug"), [new(A, new ReleaseCommand.Resume("no bug"))] },
        { new OperatorCommand.Withdraw(A, "a bug", true), [new(A, new ReleaseCommand.Withdraw("a bug", true))] },
        {
            new OperatorCommand.Publish(Update, null),
            [
                new(Update, new ReleaseCommand.Publish(null)), new(A, new ReleaseCommand.Supersede(Update)),
                new(C, new ReleaseCommand.Supersede(Update)),
            ]
        },
        { new OperatorCommand.Publish(Update, 5), [
            new(Update, new ReleaseCommand.Publish(5)), new(A, new ReleaseCommand.Supersede(Update)),
            new(C, new ReleaseCommand.Supersede(Update)),
        ] },
        { new OperatorCommand.Ramp(Update, 50), [new(Update, new ReleaseCommand.Ramp(50))] },
        { new OperatorCommand.Pause(Update, "a bug"), [new(Update, new ReleaseCommand.Pause("a bug"))] },
        { new OperatorCommand.Resume(Update, "no bug"), [new(Update, new ReleaseCommand.Resume("no bug"))] },
        {
            new OperatorCommand.Withdraw(Update, "a bug", false),
            [new(Update, new ReleaseCommand.Withdraw("a bug", false))]
        },
        { new SigningTally(A, 3, 1), [] },
        { new ListPublished(A, ["safari", Mail]), [] },
    };

    [Theory, MemberData(nameof(Messages))]
    public void Message_becomes_commands_for_releases(object message, CommandForRelease[] commands) =>
        Assert.Equal(commands, UpdateServiceDecider.Receive(Memory(Draft, Draft), message, Noon, World).Commands);

    [Theory]
    [InlineData(UpdateRollout.AllAtOnce, 100)]
    [InlineData(UpdateRollout.Rule, 10)]
    public void Update_is_for_all_at_once_unless_it_follows_the_rollout_rule(UpdateRollout rollout, double percent)
    {
        var update = World.Scenario.Updates[0] with { Rollout = rollout };
        var state = ReleaseState.Undrafted(update) with { Phase = Draft };

        var events = new ReleaseDecider(World.RolloutOf(update), World.Scenario.Start)
            .Decide(state, new ReleaseCommand.Publish(null), Noon).Events;

        Assert.Equal([new ReleaseEvent.Published(percent, RampSource.Rule)], events.AsEnumerable());
    }

    [Fact]
    public void Publishing_an_update_a_second_time_supersedes_nothing()
    {
        var published = UpdateServiceDecider.Record(
            Memory(Draft, Draft), Update, Events(new ReleaseEvent.Published(100, RampSource.Rule)), Noon, World).Memory;

        var again = UpdateServiceDecider.Receive(published, new OperatorCommand.Publish(Update, null), Noon, World);

        Assert.Equal([new CommandForRelease(Update, new ReleaseCommand.Publish(null))], again.Commands.AsEnumerable());
        Assert.Empty(new ReleaseDecider(RolloutSettings.AllAtOnce, World.Scenario.Start)
            .Decide(published.State.Find(Update), again.Commands[0].Command, Noon).Events);
    }

    [Fact]
    public void Withdrawn_update_stays_on_devices()
    {
        var state = ReleaseState.Undrafted(World.Scenario.Updates[0]) with { Phase = Ramping };

        Assert.Equal(
            [new ReleaseEvent.Withdrawn("a bug", RemoveFromDevices: false)],
            new ReleaseDecider(Rule, World.Scenario.Start)
                .Decide(state, new ReleaseCommand.Withdraw("a bug", true), Noon).Events.AsEnumerable());
    }

    [Fact]
    public void Boot_tickets_of_a_published_update_are_signed_and_it_has_no_surveillance()
    {
        var decision = UpdateServiceDecider.Record(
            Memory(Draft, Draft), Update, Events(new ReleaseEvent.Published(100, RampSource.Rule)), Noon, World);

        Assert.Equal(
            (EntityId.SigningService, new SigningPolicy(Update, Eligible: true)),
            (Assert.Single(decision.Messages).To, decision.Messages[0].Body));
        Assert.Equal(EntityId.Release(Update), Assert.Single(decision.Events).Entity);
    }

    [Fact]
    public void Catalogue_has_the_newest_update_for_a_build_first()
    {
        UpdateTarget target = World.Scenario.Updates[0].Targets[0];
        var world = new World(World.Scenario with
        {
            Updates =
            [
                new("16.5.2", [target with { Version = "16.5.2", Build = "20F80" }], []), .. World.Scenario.Updates,
                new("16.5.3", [target with { Version = "16.5.3", Build = "20F90" }], []),
            ],
        });
        var state = UpdateServiceState.Initial(world.Scenario);
        foreach (var update in world.Scenario.Updates)
            state = state.With(state.Find(update.Version) with { Phase = Ramping });

        Assert.Equal(
            [Update, "16.5.3", "16.5.2"],
            state.CatalogueAfter(RsrActors.Model.Releases.Catalogue.Empty, Noon).Updates
                .Select(entry => entry.Release));
    }

    [Fact]
    public void Security_content_is_published_with_a_release_and_with_an_update_that_includes_it()
    {
        const string Flaw = "CVE-2023-37450";
        var world = new World(World.Scenario with
        {
            Vulnerabilities = [new(Flaw, Component.Frameworks, [], TimeSpan.Zero, null)],
            Releases =
            [
                .. World.Scenario.Releases.Select(
                    release => release.Id == A ? release with { Fixes = [Flaw] } : release),
            ],
        });

        var published = UpdateServiceDecider.Record(
            UpdateServiceMemory.Initial(world.Scenario), A, Events(new ReleaseEvent.Published(10, RampSource.Rule)), Noon,
            world);
        var updated = UpdateServiceDecider.Record(
            published.Memory, Update, Events(new ReleaseEvent.Published(100, RampSource.Rule)), Noon, world);

        Assert.Equal(
            [new UpdateEvent.SecurityContentPublished(A, [Flaw]).ToString()],
            published.Events.Select(one => one.Event).OfType<UpdateEvent>().Select(one => one.ToString()));
        Assert.Equal(
            [(1, nameof(ReleaseEvent.Published)), (2, nameof(UpdateEvent.SecurityContentPublished))],
            updated.Events.Select(one => (one.Seq, one.Event.GetType().Name)));
        Assert.Equal([Flaw], ((UpdateEvent.SecurityContentPublished)updated.Events[1].Event).Fixes.AsEnumerable());
    }

    /// <summary>The phase before, the event, and all messages to the other services.</summary>
    public static TheoryData<ReleasePhase, ReleaseEvent, Outgoing[]> Happenings => new()
    {
        {
            Draft, new ReleaseEvent.Published(10, RampSource.Rule),
            [ToAnalytics(new SurveillanceStarts(A)), ToSigning(eligible: true)]
        },
        { Ramping, new ReleaseEvent.RampAdvanced(100, RampSource.Rule), [] },
        { Ramping, new ReleaseEvent.Paused("a bug"), [] },
        { Ramping, new ReleaseEvent.Withdrawn("a bug", false), [ToSigning(eligible: false)] },
        { Paused, new ReleaseEvent.Superseded(C), [ToSigning(eligible: false)] },
    };

    [Theory, MemberData(nameof(Happenings))]
    public void Services_get_messages_when_a_release_is_published_or_its_eligibility_changes(
        ReleasePhase given, ReleaseEvent happened, Outgoing[] messages)
    {
        var decision = UpdateServiceDecider.Record(Memory(given, Draft), A, Events(happened), Noon, World);

        Assert.Equal(messages, decision.Messages.AsEnumerable());
        Assert.Equal([new(EntityId.Release(A), 1, Noon, happened)], decision.Events.AsEnumerable());
        Assert.Empty(decision.Commands);
    }

    [Fact]
    public void Crash_analytics_gets_no_message_when_the_scenario_has_none()
    {
        var world = new World(World.Scenario with { Analytics = AnalyticsSettings.Off });

        var decision = UpdateServiceDecider.Record(
            Memory(Draft, Draft), A, Events(new ReleaseEvent.Published(10, RampSource.Rule)), Noon, world);

        Assert.Equal([ToSigning(eligible: true)], decision.Messages.AsEnumerable());
    }

    [Fact]
    public void Release_is_reviewed_at_once_when_it_is_resumed() => Assert.Equal(
        [new CommandForRelease(A, new ReleaseCommand.Review(RolloutEvidence.Empty, RuleState.Empty))],
        UpdateServiceDecider.Record(
            Memory(Paused, Draft), A, Events(new ReleaseEvent.Resumed("no bug")), Noon, World).Commands.AsEnumerable());

    [Fact]
    public void Review_sees_all_answers_that_have_arrived_and_what_the_rule_remembers()
    {
        var day = VirtualTime.Zero + TimeSpan.FromHours(24);
        var memory = UpdateServiceDecider.Receive(Memory(Ramping, Draft), new SigningTally(A, 3, 1), Noon, World).Memory;

        var review = Assert.Single(UpdateServiceDecider.Review(memory, day, World).Commands);
        var asked = new ReleaseDecider(Rule, World.Scenario.Start).Decide(memory.State.Find(A), review.Command, day);
        var after = UpdateServiceDecider.Record(memory, A, asked, day, World).Memory;

        Assert.Equal(new(3, 1), ((ReleaseCommand.Review)review.Command).Evidence.Tickets);
        Assert.Equal(asked.Answer!.State, after.Working.StandingOf(A).State);
        Assert.Equal(asked.Answer.State, after.Working.Review(A, day, null).State);
        Assert.Equal(VirtualTime.Never, UpdateServiceDecider.NextReview(after, World));
    }

    [Fact]
    public void A_rule_is_first_asked_at_the_publication_and_not_when_a_person_set_the_percentage()
    {
        VirtualTime NextAfter(RampSource source) => UpdateServiceDecider.NextReview(
            UpdateServiceDecider.Record(
                Memory(Draft, Draft), A, Events(new ReleaseEvent.Published(10, source)), Noon, World).Memory,
            World);

        Assert.Equal(Noon, NextAfter(RampSource.Rule));
        Assert.Equal(VirtualTime.Never, NextAfter(RampSource.Operator));
    }

    public static TheoryData<ReleasePhase, double, double?> NextReviews => new()
    {
        { new ReleasePhase.Undrafted(), 5, 0 },
        { Draft, 5, null },
        { Ramping, 5, 24 },
        { Ramping, 25, 25 },
        { new ReleasePhase.Ramping(VirtualTime.Zero, 10, RampSource.Operator), 5, null },
        { Paused, 5, null },
    };

    [Theory, MemberData(nameof(NextReviews))]
    public void Next_review_follows_from_the_phase(ReleasePhase phase, double reviewedUntil, double? next)
    {
        var memory = Memory(phase, Draft) with { ReviewsFrom = VirtualTime.Zero + TimeSpan.FromHours(reviewedUntil) };

        Assert.Equal(
            next is { } hours ? VirtualTime.Zero + TimeSpan.FromHours(hours) : VirtualTime.Never,
            UpdateServiceDecider.NextReview(memory, World));
    }

    [Fact]
    public void Releases_are_drafted_when_they_have_no_draft() => Assert.Equal(
        [
            new(A, new ReleaseCommand.Draft()), new(C, new ReleaseCommand.Draft()),
            new CommandForRelease(Update, new ReleaseCommand.Draft()),
        ],
        UpdateServiceDecider.Review(UpdateServiceMemory.Initial(World.Scenario), VirtualTime.Zero, World)
            .Commands.AsEnumerable());

    [Fact]
    public void Fleet_gets_the_catalogue_after_its_propagation_when_it_has_changed()
    {
        var first = UpdateServiceDecider.Publish(Memory(Ramping, Draft), Noon, World);
        var again = UpdateServiceDecider.Publish(first.Memory, Noon.Next(), World);

        var message = Assert.Single(first.Messages);
        var catalogue = Assert.IsType<Catalogue>(message.Body);
        Assert.Equal((EntityId.Fleet, World.Scenario.CataloguePropagation), (message.To, message.Delay));
        Assert.Equal((1, Noon + message.Delay), (catalogue.Version, catalogue.EffectiveAt));
        Assert.Equal([new(A, 10, CatalogueStatus.Offered)], catalogue.Responses.AsEnumerable());
        Assert.Empty(again.Messages);
    }

    private static ReleaseDecision Events(params ReleaseEvent[] events) => new([.. events], null);

    /// <summary>The rule of the first response is to be asked after a day.</summary>
    private static UpdateServiceMemory Memory(ReleasePhase a, ReleasePhase c)
    {
        var initial = UpdateServiceMemory.Initial(World.Scenario);
        return initial with
        {
            State = initial.State.With(initial.State.Find(A) with { Phase = a })
                .With(initial.State.Find(C) with { Phase = c })
                .With(initial.State.Find(Update) with { Phase = Draft }),
            Working = initial.Working.With(
                new RolloutStanding(A, RuleState.Empty, VirtualTime.Zero + TimeSpan.FromHours(24))),
        };
    }

    private static Outgoing ToAnalytics(object body) =>
        new(EntityId.CrashAnalytics, World.Scenario.Kernel.Lookahead, body);

    private static Outgoing ToSigning(bool eligible) =>
        new(EntityId.SigningService, World.Scenario.Kernel.Lookahead, new SigningPolicy(A, eligible));
}
