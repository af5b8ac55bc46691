using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>The example of docs/rules.md, which <see cref="RulesPageTests"/> compares with this file.</summary>
public sealed class OwnRuleTests
{
    private static readonly RuleRegistry Rules = RuleRegistry.Shipped.With(TooManySilent.Preset);

    [Theory]
    [InlineData(1000, 100, false)]
    [InlineData(1000, 101, true)]
    [InlineData(99, 99, false)]
    public void A_rule_of_one_s_own_is_one_class_and_one_line(long offered, long silent, bool halts)
    {
        var rule = Rules.Find("too-many-silent")!.Default;

        var answer = RuleDecider.Ask(
            rule, RuleState.Empty, Asking.Of(new() { Offered = offered, Silent = silent }), Asking.AtHour(1));

        Assert.Equal(halts, answer.Decision is RuleDecision.Halt);
    }

    [Fact]
    public void It_stands_beside_the_shipped_rules_and_leaves_them_as_they_are()
    {
        Assert.Contains("too-many-silent", Rules.Names);
        Assert.DoesNotContain("too-many-silent", RuleRegistry.Shipped.Names);
        Assert.Equal(RuleRegistry.Shipped.Names.Count() + 1, Rules.Names.Count());
    }
}

/// <summary>Halts when more than a tenth of the devices that were offered the release say nothing.</summary>
public sealed record TooManySilent()
    : BrakeBase("too-many-silent", new(EvidenceKinds.Offers | EvidenceKinds.Installs))
{
    public static RulePreset Preset =>
        RulePreset.OfBrake("too-many-silent", "More than a tenth of the devices are silent.", new TooManySilent());

    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        var installs = evidence.Installs;
        return HaltIf(
            installs.Offered >= 100 && 10 * installs.Silent > installs.Offered, state, Because.Of(
                $"{installs.Silent} of {installs.Offered} devices are silent",
                new("silent", installs.Silent), new("offered", installs.Offered)));
    }
}
