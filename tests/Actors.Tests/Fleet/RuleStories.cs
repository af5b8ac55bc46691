using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// Each rule of the library in a running simulation: a response that does harm in every way is halted, the same without
/// harm is not. The rule sees what devices report, late and not all of it.
/// </summary>
public sealed class RuleStories
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Phones with one application that rarely crashes; all people share.</summary>
    private static readonly TestFleet Quiet = Story.FleetOf(300, Platform.IPhone)
        .Using(new Application("safari", 1, TimeSpan.FromHours(2), 1))
        .SharingAnalytics(1)
        .Analytics(a => a with { Upload = a.Upload with { Panel = 1 } })
        .Publish(TestFleet.A, at: 3 * Day)
        .Lasting(10 * Day);

    /// <summary>It crashes a hundred times as often, many do not start with the response, and many remove it.</summary>
    internal static readonly TestFleet Harmed = Quiet
        .Breaking(TestFleet.A, "safari", times: 100)
        .Regretting(TestFleet.A, share: 0.5, after: Day)
        .Faults(f => f with { DidNotStart = 0.4 })
        .Retry(r => r with { Attempts = 2 });

    /// <summary>
    /// By rule: the keys that are set, and the brake that halts the harmful response.
    /// </summary>
    public static TheoryData<string, (string, RuleValue)[], string> Halting => new()
    {
        { "any-time", [("prior-weight", new RuleValue.Number(1))], "any-time" },
        { "app-store", [("least-crashes", new RuleValue.Number(3))], "crashes-above-baseline" },
        { "apple", [("react-after", new RuleValue.Duration(TimeSpan.FromHours(1)))], "affected-list" },
        { "argo", [("no-data", new RuleValue.Word("successful"))], "argo-analysis" },
        { "aws-iot-jobs", [("all-least-executed", new RuleValue.Number(10))], "failures-of-executed" },
        { "azure-device-update", [], "failure-count-and-share" },
        { "burn-rate", [], "burn-rate" },
        { "cusum", [], "cusum" },
        { "flagger", [], "flagger-checks" },
        { "gamma-mixture", [], "gamma-mixture" },
        { "growthbook", [("tuning", new RuleValue.Number(100))], "safe-rollout" },
        { "hawkbit", [("error", new RuleValue.Number(5))], "group-errors" },
        { "kayenta", [("begin-after", new RuleValue.Duration(2 * Day))], "kayenta-judge" },
        { "max-sprt", [], "max-sprt" },
        { "nebraska", [], "nebraska" },
        { "play-vitals", [("decides-after", new RuleValue.Duration(TimeSpan.Zero))], "play-vitals" },
        { "toy-gate", [], "toy-gate" },
        { "ubuntu-phased", [("tolerated-devices", new RuleValue.Number(0))], "new-crash-kind" },
        { "wald-sprt", [], "wald-sprt" },
        { "windows-monitoring", [], "rollback-share" },
    };

    /// <summary>The rules that tell the harmless response from the harmful one, with keys for a small fleet.</summary>
    public static TheoryData<string, (string, RuleValue)[]> Patient => new()
    {
        { "any-time", [] },
        { "app-store", [] },
        { "apple", [] },
        { "argo", [("no-data", new RuleValue.Word("successful")), ("success-most", new RuleValue.Number(50))] },
        { "aws-iot-jobs", [("timeout", new RuleValue.Duration(7 * Day))] },
        { "azure-device-update", [] },
        { "burn-rate", [("budget", new RuleValue.Number(10))] },
        { "cusum", [] },
        {
            "flagger",
            [
                ("success-rate", new RuleValue.Number(0)), ("crashed-share", new RuleValue.Number(100)),
            ]
        },
        { "gamma-mixture", [] },
        { "growthbook", [] },
        { "hawkbit", [] },
        { "kayenta", [("begin-after", new RuleValue.Duration(2 * Day)), ("marginal", new RuleValue.Number(0))] },
        { "max-sprt", [] },
        { "nebraska", [("timeout", new RuleValue.Duration(7 * Day)), ("most", new RuleValue.Number(100))] },
        { "play-vitals", [("overall", new RuleValue.Number(20)), ("per-model", new RuleValue.Number(20))] },
        { "toy-gate", [("excess", new RuleValue.Number(0.5))] },
        { "ubuntu-phased", [("tolerated-devices", new RuleValue.Number(50))] },
        { "wald-sprt", [] },
        { "windows-monitoring", [] },
    };

    [Theory, MemberData(nameof(Halting))]
    public async Task A_harmful_response_is_halted_with_the_figures_that_the_rule_saw(
        string rule, (string, RuleValue)[] keys, string brake)
    {
        var story = await Story.Of(Harmed.Rollout(RolloutSettings.Shipped(rule, keys)));

        var decided = story.All<ReleaseEvent.RolloutDecided>().First(one => one.Decision is "halt" or "withdraw");
        Assert.Equal((rule, brake), (decided.Rule, decided.By));
        Assert.NotEmpty(decided.Figures);
        Assert.NotEmpty(decided.Why);
    }

    [Theory, MemberData(nameof(Patient))]
    public async Task A_harmless_response_goes_on(string rule, (string, RuleValue)[] keys)
    {
        var story = await Story.Of(Quiet.Rollout(RolloutSettings.Shipped(rule, keys)));

        Assert.DoesNotContain(
            story.All<ReleaseEvent.RolloutDecided>(), one => one.Decision is "halt" or "withdraw" or "alert");
        Assert.Equal(100, PercentAtTheEnd(story), 6);
    }

    [Fact]
    public void Every_rule_with_a_brake_is_tried()
    {
        var withBrakes = RuleRegistry.Shipped.Presets
            .Where(preset => !preset.Default.Brakes.IsEmpty || preset.Default.Grants is NebraskaPolicy)
            .Select(preset => preset.Name).ToHashSet(StringComparer.Ordinal);

        // Refused tickets hold and never halt; RolloutStories has them.
        withBrakes.Remove("refused-tickets");
        Assert.Equal(withBrakes.Order(), Halting.Select(row => (string)row[0]).Order());
        Assert.Equal(withBrakes.Order(), Patient.Select(row => (string)row[0]).Order());
    }

    [Theory]
    [InlineData("max-sprt")]
    [InlineData("azure-device-update")]
    [InlineData("hawkbit")]
    public async Task A_rule_decides_the_same_with_any_number_of_cohorts(string rule)
    {
        var fleet = Harmed.Rollout(RolloutSettings.Shipped(rule));
        var one = await Story.Of(fleet.Kernel(k => k with { Cohorts = 1 }), threads: 1);
        var many = await Story.Of(fleet.Kernel(k => k with { Cohorts = 3 }), threads: 2);

        Assert.NotEmpty(Decisions(one));
        Assert.Equal(Decisions(one), Decisions(many));
        Assert.Equal(one.Events.Select(e => Samples.InFull(e)), many.Events.Select(e => Samples.InFull(e)));
    }

    /// <summary>Of devices that share nothing the vendor knows what its own servers see, and no more.</summary>
    [Fact]
    public async Task A_fleet_that_shares_nothing_is_seen_by_servers_only()
    {
        var fleet = Harmed.SharingAnalytics(0);
        var blind = await Story.Of(fleet.Rollout(RolloutSettings.Shipped("max-sprt")));
        var failures = await Story.Of(fleet.Rollout(RolloutSettings.Shipped("azure-device-update")));

        Assert.Empty(blind.All<ReleaseEvent.RolloutDecided>());
        Assert.Empty(failures.All<ReleaseEvent.RolloutDecided>());
        Assert.NotEmpty(blind.All<DeviceEvent.ApplicationCrashed>());
    }

    private static IEnumerable<(VirtualTime, string)> Decisions(Story story) => story
        .Moments<ReleaseEvent.RolloutDecided>()
        .Select(one => (one.At, ((ReleaseEvent.RolloutDecided)one.Event).Why));

    private static double PercentAtTheEnd(Story story) => story.All<ReleaseEvent>().Aggregate(
        0.0, (percent, one) => one switch
        {
            ReleaseEvent.Published e => e.Percent,
            ReleaseEvent.RampAdvanced e => e.Percent,
            _ => percent,
        });
}
