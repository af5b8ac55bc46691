using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>Brakes that read the results of installations.</summary>
public sealed class InstallBrakeTests
{
    private static readonly AbortCriterion[] Two =
        [new(FailureType.Failed, 20, 100), new(FailureType.TimedOut, 50, 200)];

    public static TheoryData<AbortCriterion[], InstallCounts, bool> Aws => new()
    {
        { [new(FailureType.Failed, 20, 100)], new() { FailedInstallation = 99 }, false },
        { [new(FailureType.Failed, 20, 100)], new() { Succeeded = 81, FailedInstallation = 19 }, false },
        { [new(FailureType.Failed, 20, 100)], new() { Succeeded = 80, FailedInstallation = 20 }, true },
        { [new(FailureType.Failed, 20, 100)], new() { Succeeded = 80, Rejected = 20 }, false },
        { [new(FailureType.All, 20, 100)], new() { Succeeded = 80, Rejected = 19, TimedOut = 1 }, true },
        { Two, new() { Succeeded = 40, FailedStart = 10, TimedOut = 100 }, false }, // 200 are not reached.
        { Two, new() { Succeeded = 90, FailedStart = 10, TimedOut = 100 }, true },
        { [new(FailureType.All, 5, 50)], new() { Succeeded = 48, FailedDownload = 2 }, false },
        { [new(FailureType.All, 5, 50)], new() { Succeeded = 47, FailedDownload = 3 }, true },
        { [new(FailureType.Failed, 33.33, 3)], new() { Succeeded = 2, FailedStart = 1 }, true },
        { [new(FailureType.Failed, 33.34, 3)], new() { Succeeded = 2, FailedStart = 1 }, false },
        { [new(FailureType.All, 5, 1)], default, false },
        { [], new() { FailedStart = 1000 }, false },
    };

    [Theory, MemberData(nameof(Aws))]
    public void Aws_cancels_once_enough_devices_have_ended(
        AbortCriterion[] criteria, InstallCounts installs, bool halts) => Assert.Equal(
        halts,
        Asking.Decide(new FailuresOfExecuted([.. criteria]), Asking.Of(installs), Asking.AtHour(1))
            is RuleDecision.Halt);

    [Fact]
    public void Aws_cancels_what_is_queued_and_nothing_else()
    {
        var rule = Asking.Default("aws-iot-jobs");

        var answer = RuleDecider.Ask(
            rule, RuleState.Empty, Asking.Of(new() { Succeeded = 80, FailedStart = 20 }), Asking.AtHour(1));

        var halt = Assert.IsType<RuleDecision.Halt>(answer.Decision);
        Assert.Equal(HaltEffects.StopOffering | HaltEffects.CancelQueued, halt.Effects);
        Assert.Equal("20 of 100 all, limit 20 %", halt.Because.Sentence);
        Assert.Equal([new Figure("failures", 20), new("executed", 100)], halt.Because.Figures.AsEnumerable());
    }

    [Theory]
    [InlineData(49, 1000, 5, false)]
    [InlineData(50, 1000, 5, true)]
    [InlineData(0, 0, 5, false)]
    [InlineData(1, 100, 1, true)]
    public void Windows_pauses_at_its_share_of_rollbacks(long back, long deployed, int threshold, bool halts) =>
        Assert.Equal(
            halts,
            Asking.Decide(
                new RollbackShare(threshold), Asking.Of(new() { Offered = deployed, RolledBack = back }),
                Asking.AtHour(1)) is RuleDecision.Halt);

    [Theory]
    [InlineData("pause-deployment", HaltEffects.StopOffering | HaltEffects.PauseUntilResumed)]
    [InlineData("alert-error", HaltEffects.Alert)]
    public void Windows_pauses_or_alerts(string action, HaltEffects effects)
    {
        var rule = Asking.Built(
            "windows-monitoring", ("action", new RsrActors.Model.Rollouts.Presets.RuleValue.Word(action)));

        Assert.Equal(effects, Assert.IsType<RollbackShare>(Assert.Single(rule.Brakes)).Effects);
    }

    [Theory]
    [InlineData(9, 100, false)]
    [InlineData(10, 100, true)]
    [InlineData(10, 201, false)]
    [InlineData(0, 0, false)]
    public void Azure_needs_a_number_and_a_share(long failed, long offered, bool halts) => Assert.Equal(
        halts,
        Asking.Decide(
            new FailureCountAndShare(10, 5), Asking.Of(new() { Offered = offered, FailedStart = failed }),
            Asking.AtHour(1)) is RuleDecision.Halt);
}
