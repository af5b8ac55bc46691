using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

public sealed class RuleDeciderTests
{
    private static readonly StepsRamp Steps = new(
        "steps", [new(TimeSpan.Zero, 1), new(TimeSpan.FromHours(6), 10), new(TimeSpan.FromHours(24), 100)]);

    [Fact]
    public void A_brake_that_halts_stops_the_rule_until_a_person_resumes_and_overrules_it()
    {
        var rule = With(new Saying(HaltEffects.StopOffering));

        var halted = RuleDecider.Ask(rule, RuleState.Empty, RolloutEvidence.Empty, Asking.AtHour(6, 1));
        var after = RuleDecider.Ask(rule, halted.State, RolloutEvidence.Empty, Asking.AtHour(24, 1));
        var resumed = RuleDecider.Ask(
            rule, RuleDecider.Resume(rule, after.State), RolloutEvidence.Empty, Asking.AtHour(24, 1));

        Assert.True(halted is { Changes: true, Decision: RuleDecision.Halt, State.HaltedBy: 0, Next.IsNever: true });
        Assert.True(after is { Changes: false, Decision: RuleDecision.Continue, Next.IsNever: true });
        Assert.True(resumed is { Changes: true, Decision: RuleDecision.Advance { Percent: 100 } });
    }

    [Fact]
    public void An_alert_is_given_once_and_the_ramp_goes_on()
    {
        var rule = With(new Saying(HaltEffects.Alert));

        var alert = RuleDecider.Ask(rule, RuleState.Empty, RolloutEvidence.Empty, Asking.AtHour(1, 1));
        var after = RuleDecider.Ask(rule, alert.State, RolloutEvidence.Empty, Asking.AtHour(6, 1));

        Assert.True(alert is { Changes: true, Decision: RuleDecision.Halt { Effects: HaltEffects.Alert } });
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(6), alert.Next);
        Assert.True(after is { Changes: true, Decision: RuleDecision.Advance { Percent: 10 } });
    }

    [Fact]
    public void A_person_decides_later_and_meanwhile_the_ramp_goes_on()
    {
        var rule = With(new Saying(HaltEffects.StopOffering)) with
        {
            Person = new(
                TimeSpan.FromMinutes(10), TimeSpan.FromHours(8), TimeSpan.FromHours(9), TimeSpan.FromHours(17)),
        };

        // Told at 14:10 of the first day; 2 h 50 min remain of that day, and 5 h 10 min follow at 9:00.
        var found = RuleDecider.Ask(rule, RuleState.Empty, RolloutEvidence.Empty, Asking.AtHour(2, 1));
        var step = RuleDecider.Ask(rule, found.State, RolloutEvidence.Empty, Asking.AtHour(6, 1));
        var decidesAt = found.State.Pending!.At;
        var decided = RuleDecider.Ask(
            rule, step.State, RolloutEvidence.Empty, Asking.At(decidesAt - VirtualTime.Zero, 10));

        Assert.False(found.Changes);
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(6), found.Next);
        Assert.True(step is { Changes: true, Decision: RuleDecision.Advance { Percent: 10 } });
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(24), step.Next);
        Assert.Equal(new DateTime(2023, 7, 11, 14, 10, 0), Asking.AtHour(0).CalendarAt(decidesAt));
        Assert.True(decided is { Changes: true, Decision: RuleDecision.Halt, State.HaltedBy: 0 });
    }

    [Theory]
    [InlineData("2023-07-10T12:00", true, "2023-07-10T16:00")]
    [InlineData("2023-07-10T20:00", true, "2023-07-11T13:00")]
    [InlineData("2023-07-10T03:00", true, "2023-07-10T13:00")]
    [InlineData("2023-07-14T15:00", false, "2023-07-17T11:00")] // Friday, and Monday.
    [InlineData("2023-07-14T15:00", true, "2023-07-15T11:00")]
    [InlineData("2023-07-14T17:00", false, "2023-07-17T13:00")]
    public void A_person_works_by_day(string found, bool weekends, string decides)
    {
        var person = new PersonInChain(
            TimeSpan.Zero, TimeSpan.FromHours(4), TimeSpan.FromHours(9), TimeSpan.FromHours(17), weekends);
        var moment = Asking.At(DateTime.Parse(found) - Asking.Noon.UtcDateTime);

        Assert.Equal(DateTime.Parse(decides), moment.CalendarAt(person.DecidesAt(moment)));
    }

    [Theory]
    [InlineData(0, true, 70)]
    [InlineData(24, true, 70)]
    [InlineData(24, false, 70)]
    [InlineData(9, false, 70)]
    public void A_person_who_works_around_the_clock_decides_after_the_time_it_takes(
        double hour, bool weekends, double minutes)
    {
        var time = TimeSpan.FromHours(hour);

        Assert.Equal(
            VirtualTime.Zero + TimeSpan.FromMinutes(minutes),
            new PersonInChain(TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), time, time, weekends)
                .DecidesAt(Asking.AtHour(0)));
    }

    [Fact]
    public void Of_two_brakes_the_stronger_decision_holds_and_of_equal_ones_the_first()
    {
        var weak = new Saying(HaltEffects.StopOffering);
        var strong = new Saying(null);

        Assert.IsType<RuleDecision.Withdraw>(Asked(With(weak, strong)));
        Assert.Equal(
            HaltEffects.StopOffering,
            Assert.IsType<RuleDecision.Halt>(Asked(With(weak, new Saying(HaltEffects.Uninstall)))).Effects);

        static RuleDecision Asked(Rule rule) =>
            RuleDecider.Ask(rule, RuleState.Empty, RolloutEvidence.Empty, Asking.AtHour(1)).Decision;
    }

    [Fact]
    public void Asking_twice_at_a_moment_changes_nothing()
    {
        foreach (var preset in RuleRegistry.Shipped.Presets)
        {
            var rule = preset.Default;
            var first = RuleDecider.Ask(rule, RuleState.Empty, RolloutEvidence.Empty, Asking.AtHour(30, 1));
            var percent = first.Decision is RuleDecision.Advance advance ? advance.Percent : 1;
            var second = RuleDecider.Ask(rule, first.State, RolloutEvidence.Empty, Asking.AtHour(30, percent));
            Assert.True(
                second.Decision is RuleDecision.Promote || !second.Changes, $"{preset.Name}: {second.Decision}");
        }
    }

    [Fact]
    public void A_hold_is_tried_again_every_hour_after_its_step_as_long_as_tickets_are_refused()
    {
        var rule = RolloutSettings.Phased(
            [new(TimeSpan.Zero, 1), new(TimeSpan.FromHours(6), 10), new(TimeSpan.FromHours(24), 100)], 2).Rule;
        var first = RuleDecider.Ask(rule, RuleState.Empty, Refused(9, 1), Asking.AtHour(6, 1));
        var second = RuleDecider.Ask(rule, first.State, Refused(9, 1), Asking.AtHour(7, 1));
        var third = RuleDecider.Ask(rule, second.State, Refused(109, 3), Asking.AtHour(8, 1));

        Assert.True(first is { Changes: true, Decision: RuleDecision.Hold });
        Assert.Equal("1 of 10 ticket requests refused, more than 2 %", first.Decision.Because.Sentence);
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(7), first.Next);
        Assert.True(second is { Changes: false, Decision: RuleDecision.Hold }); // No request since.
        Assert.True(third is { Changes: true, Decision: RuleDecision.Advance { Percent: 10 } });
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(24), third.Next);

        static RolloutEvidence Refused(long issued, long refused) => new() { Tickets = new(issued, refused) };
    }

    [Fact]
    public void A_brake_that_is_asked_at_its_interval_holds_until_it_is_asked_again()
    {
        var rule = Asking.Built("flagger", ("threshold", Asking.Number(9)));
        var minute = Asking.At(TimeSpan.FromMinutes(2), 10);

        var first = RuleDecider.Ask(
            rule, RuleState.Empty, RolloutEvidence.Empty, Asking.At(TimeSpan.FromMinutes(1), 0));
        var held = RuleDecider.Ask(rule, first.State, RolloutEvidence.Empty, minute);
        var again = RuleDecider.Ask(rule, held.State, RolloutEvidence.Empty, minute);

        Assert.True(held is { Changes: true, Decision: RuleDecision.Hold });
        Assert.True(again is { Changes: false, Decision: RuleDecision.Continue });
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromMinutes(3), again.Next);
    }

    [Fact]
    public void A_step_and_a_clearance_of_one_moment_are_two_decisions()
    {
        var rule = Asking.Default("wald-sprt");
        var good = Asking.Using(new() { Expected = 9 });

        var step = RuleDecider.Ask(rule, RuleState.Empty, good, Asking.AtHour(6, 1));
        var clear = RuleDecider.Ask(rule, step.State, good, Asking.At(step.Next - VirtualTime.Zero, 12.5));
        var after = RuleDecider.Ask(rule, clear.State, good, Asking.AtHour(6.5, 12.5));

        Assert.True(step is { Changes: true, Decision: RuleDecision.Advance { Percent: 12.5 } });
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(6) + TimeSpan.FromMilliseconds(1), step.Next);
        Assert.True(clear is { Changes: true, Decision: RuleDecision.Clear });
        Assert.True(after is { Changes: false, Said: [] });
    }

    [Fact]
    public void A_hold_keeps_the_ramp_while_another_brake_s_halt_waits_for_a_person()
    {
        var rule = With(new Saying(HaltEffects.StopOffering), new RefusedTickets(2)) with
        {
            Person = new(TimeSpan.Zero, TimeSpan.FromHours(9), TimeSpan.Zero, TimeSpan.Zero),
        };

        var answer = RuleDecider.Ask(
            rule, RuleState.Empty, new() { Tickets = new(1, 1) }, Asking.AtHour(6, 1));

        Assert.IsType<RuleDecision.Hold>(answer.Decision);
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(15), answer.State.Pending!.At);
        Assert.Equal(2, answer.Said.Length);
    }

    private static Rule With(params ImmutableArray<IBrake> brakes) => new("mine", Steps, brakes);

    /// <param name="Effects">Null: withdraw.</param>
    private sealed record Saying(HaltEffects? Effects) : IBrake
    {
        public string Name => "saying";

        public EvidenceNeeds Reads => EvidenceNeeds.None;

        public BrakeTiming Timing => BrakeTiming.OnEvidence;

        public TimeSpan Interval => TimeSpan.Zero;

        public bool HaltsOnNothing => true;

        public RuleDecision Strongest => Effects is { } effects
            ? new RuleDecision.Halt(effects, Name, Because.Nothing)
            : new RuleDecision.Withdraw(RemoveFromDevices: false, Name, Because.Nothing);

        public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment) =>
            new(Strongest, state, VirtualTime.Never);
    }
}
