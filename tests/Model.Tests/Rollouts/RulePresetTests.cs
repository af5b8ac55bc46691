using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Tests.Rollouts;

public sealed class RulePresetTests
{
    public static TheoryData<string> Names => [.. RuleRegistry.Shipped.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_preset_has_a_sentence_a_source_and_keys_with_allowed_defaults(string name)
    {
        var preset = RuleRegistry.Shipped.Find(name)!;

        Assert.EndsWith(".", preset.Sentence, StringComparison.Ordinal);
        Assert.NotEmpty(preset.Source);
        Assert.Equal(name, preset.Default.Name);
        Assert.All(preset.Keys, key =>
        {
            Assert.True(key.Allows(key.Default), key.Name);
            Assert.EndsWith(".", key.Meaning, StringComparison.Ordinal);
        });
        Assert.Equal(preset.Keys.Length, preset.Keys.Select(key => key.Name).Distinct().Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_preset_refuses_a_key_it_does_not_have(string name)
    {
        var refused = Assert.IsType<RuleBuilding.Refused>(RuleRegistry.Shipped.Find(name)!.Build(
            ImmutableDictionary<string, RuleValue>.Empty.Add("no-such-key", new RuleValue.Flag(true))));

        Assert.StartsWith($"{name} has no key 'no-such-key'; allowed: ", refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, RuleValue, string> Refusals => new()
    {
        { "linear", "over", new RuleValue.Duration(TimeSpan.Zero),
            "'over' is 0s; allowed: a duration from 1m to 360d." },
        { "linear", "over", Asking.Number(3), "'over' is 3; allowed: a duration from 1m to 360d." },
        { "hawkbit", "error", Asking.Number(2.5), "'error' is 2.5; allowed: a whole number from 0 to 100." },
        { "hawkbit", "groups", new RuleValue.Numbers([50, 40]),
            "'groups' is [50, 40]; allowed: shares that add up to 100." },
        { "app-store", "work-to", new RuleValue.Duration(TimeSpan.FromHours(8)),
            "'work-to' is 8h; allowed: 'work-from', 9h, or an hour later and more." },
        { "autopatch", "shares", new RuleValue.Numbers([50, 50]),
            "'shares' is [50, 50]; allowed: five shares that add up to 100." },
        { "chromeos", "days", new RuleValue.Numbers([1, 2]),
            "'percents' has 4 numbers; allowed: as many as 'days', 2." },
        { "phased", "steps", new RuleValue.Steps([new RampStep(TimeSpan.FromHours(1), 5)]),
            "'steps' is [1h: 5 %]; allowed: percentages from 0 to 100 by ascending times, the first at zero." },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void A_value_that_is_not_allowed_is_refused_with_what_is(
        string name, string key, RuleValue value, string message)
    {
        var building = RuleRegistry.Shipped.Find(name)!.Build(new Dictionary<string, RuleValue> { [key] = value });

        Assert.Equal(message, Assert.IsType<RuleBuilding.Refused>(building).Message);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_rule_does_not_halt_on_evidence_of_zero_unless_its_definition_says_so(string name)
    {
        var rule = RuleRegistry.Shipped.Find(name)!.Default;
        if (rule.Brakes.Any(brake => brake.HaltsOnNothing))
            return;

        (from hours in Gen.Double[0, 2000].Array[1, 20] select hours.Order().ToArray()).Sample(
            hours =>
            {
                var (state, percent) = (RuleState.Empty, rule.Ramp.FirstPercent);
                foreach (var hour in hours)
                {
                    var answer = RuleDecider.Ask(rule, state, RolloutEvidence.Empty, Asking.AtHour(hour, percent));
                    Assert.False(answer.Decision is RuleDecision.Halt or RuleDecision.Withdraw, $"{answer.Decision}");
                    state = answer.State;
                    percent = answer.Decision is RuleDecision.Advance advance ? advance.Percent : percent;
                }
            },
            iter: 100);
    }

    [Fact]
    public void A_ramp_has_ten_thousand_steps_at_most() => Assert.Equal(
        new RuleBuilding.Refused("every", "'every' is 1m; allowed: 1 to 10000 steps within 'over', 7d."),
        RuleRegistry.Shipped.Find("linear")!.Build(new Dictionary<string, RuleValue>
        {
            ["over"] = new RuleValue.Duration(TimeSpan.FromDays(7)),
            ["every"] = new RuleValue.Duration(TimeSpan.FromMinutes(1)),
        }));

    [Fact]
    public void Needs_of_a_rule_are_the_needs_of_its_parts() => Assert.Equal(
        new EvidenceNeeds(
            EvidenceKinds.Use | EvidenceKinds.Control | EvidenceKinds.Days | EvidenceKinds.CrashKinds, Days: 60),
        Asking.Default("ubuntu-phased").Reads);

    [Fact]
    public void Windows_of_two_parts_have_a_length_that_divides_both() => Assert.Equal(
        new EvidenceNeeds(EvidenceKinds.Windows, TimeSpan.FromMinutes(5), TimeSpan.FromDays(1), 3),
        new EvidenceNeeds(EvidenceKinds.Windows, TimeSpan.FromMinutes(15), TimeSpan.FromDays(1)).And(
            new(EvidenceKinds.Windows, TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), 3)));

    [Fact]
    public void A_linear_ramp_begins_at_one_percent_and_goes_in_equal_steps_to_its_end() => Assert.Equal(
        [new(TimeSpan.Zero, 1), new(TimeSpan.FromHours(9), 33.33), new(TimeSpan.FromHours(18), 66.67),
            new RampStep(TimeSpan.FromHours(24), 100)],
        ((StepsRamp)RolloutSettings.Linear(TimeSpan.FromHours(24), TimeSpan.FromHours(9)).Rule.Ramp).Steps.AsEnumerable());
}
