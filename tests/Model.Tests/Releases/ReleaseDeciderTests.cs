using CsCheck;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Releases.ReleaseCommand;
using Phase = RsrActors.Model.Releases.ReleasePhase;

namespace RsrActors.Model.Tests.Releases;

public sealed class ReleaseDeciderTests
{
    private static readonly VirtualTime Published = VirtualTime.Zero + TimeSpan.FromHours(1);
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(19);
    private static readonly Release Response = new("16.5.1-a", 'a', [], Regrets.None);

    private static readonly RolloutSettings Rule = RolloutSettings.Phased(
        [new(TimeSpan.Zero, 1), new(TimeSpan.FromHours(12), 10), new(TimeSpan.FromHours(24), 100)], holdAboveRefused: 50);

    private static readonly ReleaseDecider Decider = new(Rule, DateTimeOffset.UnixEpoch);

    private static readonly Phase Undrafted = new Phase.Undrafted();
    private static readonly Phase Draft = new Phase.Draft();
    private static readonly Phase Ramping = new Phase.Ramping(Published, 1, RampSource.Rule);
    private static readonly Phase ByHand = new Phase.Ramping(Published, 1, RampSource.Operator);
    private static readonly Phase Paused = new Phase.Paused(Published, 1, Noon);
    private static readonly Phase Withdrawn = new Phase.Withdrawn(RemoveFromDevices: false);
    private static readonly Phase Superseded = new Phase.Superseded();

    private static readonly ReleaseCommand[] Commands =
    [
        new Draft(), new Publish(null), new Publish(0), new Publish(25), new Ramp(1), new Ramp(10), Asked(1, 0),
        Asked(0, 1),
        new Pause("a bug"), new Resume("no bug"), new Withdraw("web sites broke", true), new Supersede("16.5.1-c"),
    ];

    /// <summary>Phase, command, events, and the phase afterwards. Pairs that are not listed change nothing.</summary>
    private static readonly (Phase Given, ReleaseCommand When, ReleaseEvent? Then, Phase After)[] Table =
    [
        (Undrafted, new Draft(), new ReleaseEvent.Drafted('a', Response.Targets), Draft),
        (Draft, new Publish(null), new ReleaseEvent.Published(1, RampSource.Rule),
            new Phase.Ramping(Noon, 1, RampSource.Rule)),
        (Draft, new Publish(0), new ReleaseEvent.Published(0, RampSource.Operator),
            new Phase.Ramping(Noon, 0, RampSource.Operator)),
        (Draft, new Publish(25), new ReleaseEvent.Published(25, RampSource.Operator),
            new Phase.Ramping(Noon, 25, RampSource.Operator)),
        (Ramping, new Ramp(1), new ReleaseEvent.RampAdvanced(1, RampSource.Operator), ByHand),
        (Ramping, new Ramp(10), new ReleaseEvent.RampAdvanced(10, RampSource.Operator),
            new Phase.Ramping(Published, 10, RampSource.Operator)),
        (Ramping, Asked(1, 0), new ReleaseEvent.RampAdvanced(10, RampSource.Rule),
            new Phase.Ramping(Published, 10, RampSource.Rule)),
        (Ramping, Asked(0, 1),
            new ReleaseEvent.RolloutHeld("phased with refused-tickets", "1 of 1 ticket requests refused, more than 50 %"),
            new Phase.Ramping(Published, 1, RampSource.Rule, Held: true)),
        (Ramping, new Pause("a bug"), new ReleaseEvent.Paused("a bug"), Paused),
        (Ramping, new Withdraw("web sites broke", true),
            new ReleaseEvent.Withdrawn("web sites broke", true), new Phase.Withdrawn(true)),
        (Ramping, new Supersede("16.5.1-c"), new ReleaseEvent.Superseded("16.5.1-c"), Superseded),
        (ByHand, new Ramp(10), new ReleaseEvent.RampAdvanced(10, RampSource.Operator),
            new Phase.Ramping(Published, 10, RampSource.Operator)),
        (ByHand, new Resume("no bug"), new ReleaseEvent.Resumed("no bug"), Ramping),
        (ByHand, new Pause("a bug"), new ReleaseEvent.Paused("a bug"), Paused),
        (ByHand, new Withdraw("web sites broke", true),
            new ReleaseEvent.Withdrawn("web sites broke", true), new Phase.Withdrawn(true)),
        (ByHand, new Supersede("16.5.1-c"), new ReleaseEvent.Superseded("16.5.1-c"), Superseded),
        (Paused, new Ramp(10), new ReleaseEvent.RampAdvanced(10, RampSource.Operator),
            new Phase.Paused(Published, 10, Noon)),
        (Paused, new Resume("no bug"), new ReleaseEvent.Resumed("no bug"), Ramping),
        (Paused, new Withdraw("web sites broke", true),
            new ReleaseEvent.Withdrawn("web sites broke", true), new Phase.Withdrawn(true)),
        (Paused, new Supersede("16.5.1-c"), new ReleaseEvent.Superseded("16.5.1-c"), Superseded),
        (Superseded, new Withdraw("web sites broke", true),
            new ReleaseEvent.Withdrawn("web sites broke", true), new Phase.Withdrawn(true)),
    ];

    public static TheoryData<Phase, ReleaseCommand, ReleaseEvent?, Phase> Rules
    {
        get
        {
            var rules = new TheoryData<Phase, ReleaseCommand, ReleaseEvent?, Phase>();
            foreach (var phase in (Phase[])[Undrafted, Draft, Ramping, ByHand, Paused, Withdrawn, Superseded])
            {
                foreach (var command in Commands)
                {
                    var row = Array.Find(Table, row => row.Given == phase && row.When == command);
                    rules.Add(phase, command, row.Then, row.After ?? phase);
                }
            }

            return rules;
        }
    }

    [Theory, MemberData(nameof(Rules))]
    public void Each_phase_accepts_the_commands_that_fit_it(
        Phase given, ReleaseCommand when, ReleaseEvent? then, Phase after)
    {
        var state = ReleaseState.Undrafted(Response) with { Phase = given };
        var events = Decider.Decide(state, when, Noon).Events;

        Assert.Equal(then is null ? [] : [then], events.AsEnumerable());
        var next = events.Aggregate(state, (one, happened) => ReleaseState.Evolve(one, happened, Noon));
        Assert.Equal(after, next.Phase);
        Assert.Equal(events.Length, next.Seq);
    }

    [Fact]
    public void Every_command_of_the_table_is_used_in_the_properties() =>
        Assert.All(Table, row => Assert.Contains(row.When, Commands));

    [Fact]
    public void A_repeated_command_changes_nothing() => Gen.OneOf(Commands).List[0, 30].Sample(commands =>
    {
        var state = ReleaseState.Undrafted(Response);
        var now = VirtualTime.Zero;
        foreach (var command in commands)
        {
            now += TimeSpan.FromHours(1);
            state = Told(state, command, now);
            var again = Told(state, command, now);

            // Each answer of the rule that holds a ramp gives an event.
            Assert.Equal(state.Phase, again.Phase);
            Assert.True(again.Seq == state.Seq || command is Review);
        }
    });

    [Fact]
    public void A_withdrawal_is_final() => Gen.OneOf(Commands).List[0, 10].Sample(commands =>
    {
        var state = ReleaseState.Undrafted(Response) with { Phase = Withdrawn };
        Assert.Equal(Withdrawn, commands.Aggregate(state, (one, command) => Told(one, command, Noon)).Phase);
    });

    public static TheoryData<Phase, CatalogueEntry?, bool> Listings => new()
    {
        { Undrafted, null, false },
        { Draft, null, false },
        { Ramping, new("16.5.1-a", 1, CatalogueStatus.Offered), true },
        { Paused, new("16.5.1-a", 1, CatalogueStatus.Paused), true },
        { Withdrawn, new("16.5.1-a", 0, CatalogueStatus.Withdrawn), false },
        { new Phase.Withdrawn(true), new("16.5.1-a", 0, CatalogueStatus.WithdrawnAndRemoved), false },
        { Superseded, new("16.5.1-a", 0, CatalogueStatus.Superseded), false },
    };

    [Theory, MemberData(nameof(Listings))]
    public void The_catalogue_and_the_signing_service_follow_the_phase(
        Phase phase, CatalogueEntry? entry, bool eligible)
    {
        var state = ReleaseState.Undrafted(Response) with { Phase = phase };

        Assert.Equal(entry, state.Entry);
        Assert.Equal(eligible, state.IsEligible);
    }

    public static TheoryData<RuleDecision, ReleaseEvent[]> Decisions
    {
        get
        {
            var because = Because.Of($"7 of 9 failed", new Figure("failed", 7));
            ReleaseEvent Decided(string decision) =>
                new ReleaseEvent.RolloutDecided("told", "told", decision, "7 of 9 failed", [new("failed", 7)]);
            const string cause = "told: 7 of 9 failed";
            return new()
            {
                { new RuleDecision.Continue("told", because), [] },
                { new RuleDecision.Hold(VirtualTime.Never, "told", because),
                    [new ReleaseEvent.RolloutHeld("told", "7 of 9 failed")] },
                { new RuleDecision.Clear("told", because), [Decided("clear")] },
                { new RuleDecision.Halt(HaltEffects.Alert, "told", because), [Decided("alert")] },
                { new RuleDecision.Halt(HaltEffects.StopOffering, "told", because),
                    [Decided("halt"), new ReleaseEvent.Paused(cause)] },
                { new RuleDecision.Halt(HaltEffects.StopOffering | HaltEffects.CancelQueued, "told", because),
                    [Decided("halt"), new ReleaseEvent.Paused(cause)] },
                { new RuleDecision.Halt(HaltEffects.LowerToZero, "told", because),
                    [Decided("halt"), new ReleaseEvent.RampAdvanced(0, RampSource.Rule)] },
                { new RuleDecision.Halt(HaltEffects.StopOffering | HaltEffects.Uninstall, "told", because),
                    [Decided("halt"), new ReleaseEvent.Withdrawn(cause, true)] },
                { new RuleDecision.Withdraw(RemoveFromDevices: false, "told", because),
                    [Decided("withdraw"), new ReleaseEvent.Withdrawn(cause, false)] },
                { new RuleDecision.StartOver(5, "told", because),
                    [Decided("start-over"), new ReleaseEvent.RampAdvanced(5, RampSource.Rule)] },
            };
        }
    }

    [Theory, MemberData(nameof(Decisions))]
    public void A_decision_of_a_brake_takes_effect_and_is_recorded_with_its_figures(
        RuleDecision decision, ReleaseEvent[] then)
    {
        var rule = RolloutSettings.From(RulePreset.OfBrake("told", "decides what it is told", new ToldBrake(decision)));
        var state = ReleaseState.Undrafted(Response) with { Phase = new Phase.Ramping(Published, 100, RampSource.Rule) };

        var decided = new ReleaseDecider(rule, DateTimeOffset.UnixEpoch).Decide(state, Asked(0, 0), Noon);

        Assert.Equal(then, decided.Events.AsEnumerable());
        Assert.NotNull(decided.Answer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_rule_is_asked_only_about_a_ramp_that_it_sets(bool byHand)
    {
        foreach (var phase in byHand ? [ByHand] : (Phase[])[Undrafted, Draft, Paused, Withdrawn, Superseded])
        {
            var state = ReleaseState.Undrafted(Response) with { Phase = phase };
            Assert.Null(Decider.Decide(state, Asked(1, 0), Noon).Answer);
        }
    }

    /// <summary>The rule is asked with these tickets as evidence, for the first time.</summary>
    private static Review Asked(long issued, long refused) => new(
        RolloutEvidence.Empty with { Tickets = new(issued, refused) }, RuleState.Empty);

    private sealed record ToldBrake(RuleDecision Told) : IBrake
    {
        public string Name => "told";

        public EvidenceNeeds Reads => EvidenceNeeds.None;

        public BrakeTiming Timing => BrakeTiming.OnEvidence;

        public TimeSpan Interval => TimeSpan.Zero;

        public RuleDecision Strongest => Told;

        public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment) =>
            new(Told, state, VirtualTime.Never);
    }

    private static ReleaseState Told(ReleaseState state, ReleaseCommand command, VirtualTime at) =>
        Decider.Decide(state, command, at).Events.Aggregate(
            state, (one, happened) => ReleaseState.Evolve(one, happened, at));
}
