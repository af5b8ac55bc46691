using System.Collections.Concurrent;
using System.Collections.Immutable;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Palettes;

/// <summary>Responses and software updates as the console shows them.</summary>
internal sealed class ReleaseReplies(LiveSimulation live)
{
    private readonly Surveillance _surveillance = new(live.Scenario);
    private readonly ConcurrentDictionary<EntityId, string> _published = new();

    public async Task<Answer> List(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, service) = await live.UpdateService(cancelled);
        var (_, signing) = await live.SigningService(cancelled);
        var table = new Table<ReleaseRow>([
            new("release", 10), new("phase", 10), new("percent", 7, IsRight: true), new("setBy", 8),
            new("publishedAt", 24), new("issued", 8, IsRight: true), new("refused", 8, IsRight: true),
            new("targets", 7, IsRight: true)]);
        await table.Header(reply);
        foreach (var state in service.State.Releases)
        {
            var tally = TallyOf(state.Release.Id, signing.Tallies);
            await table.Row(reply, new()
            {
                Release = state.Release.Id,
                Phase = ReleaseOptions.NameOf(state.Phase),
                Percent = ReleaseOptions.PercentOf(state.Phase),
                SetBy = SetBy(state.Phase),
                PublishedAt = await PublishedAt(state, at, cancelled),
                Issued = tally.Issued,
                Refused = tally.Refused,
                Targets = state.Release.Targets.Length,
            });
        }

        return Answer.Done;
    }

    public async Task<Answer> Show(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, service) = await live.UpdateService(cancelled);
        var (_, signing) = await live.SigningService(cancelled);
        var state = service.State.Find(call.ReleaseId);
        var still = ReleaseReasons.StillHolds(await live.HistoryBefore(state.Id, at, cancelled));
        var review = UpdateServiceDecider.NextReview(state, service.Memory);
        var tally = TallyOf(state.Release.Id, signing.Tallies);
        var regressions = live.Scenario.Analytics.Enabled ? await Regressions(state.Release.Id, at, cancelled) : [];
        await (reply.IsJson
            ? reply.Write(Object(state, at, still, review, tally, regressions))
            : Tell(reply, state, at, still, review, tally, regressions));
        return Answer.Done;
    }

    private RolloutSettings RuleOf(ReleaseState state) => live.World.RolloutOf(state.Release);

    /// <summary>A release is published only once, so its history is read for this moment only once.</summary>
    private async Task<string?> PublishedAt(ReleaseState state, VirtualTime at, CancellationToken cancelled)
    {
        if (state.Phase is ReleasePhase.Draft)
            return null;
        if (_published.TryGetValue(state.Id, out var known))
            return known;
        var still = ReleaseReasons.StillHolds(await live.HistoryBefore(state.Id, at, cancelled));
        return InstantOf<ReleaseEvent.Published>(still) is { } found ? _published.GetOrAdd(state.Id, found) : null;
    }

    /// <summary>Who has set the ramp, in a word; null without a ramp.</summary>
    private static string? SetBy(ReleasePhase phase) =>
        ReleaseOptions.SetBy(phase) is { } source ? Words.Of(source) : null;

    private static SigningTally TallyOf(string release, ImmutableArray<SigningTally> tallies) =>
        tallies.FirstOrDefault(tally => tally.Release == release) ?? new(release, 0, 0);

    private static T? Find<T>(ImmutableArray<RecordedEvent> still) where T : ReleaseEvent =>
        still.Select(one => one.Event).OfType<T>().FirstOrDefault();

    private string? InstantOf<T>(ImmutableArray<RecordedEvent> still) where T : ReleaseEvent =>
        still.Where(one => one.Event is T).Select(one => live.Instant(one.At)).FirstOrDefault();

    private async Task<ImmutableArray<RecordedEvent>> Regressions(
        string release, VirtualTime at, CancellationToken cancelled) =>
    [
        .. (await live.HistoryBefore(EntityId.CrashAnalytics, at, cancelled))
            .Where(happened => happened.Event is AnalyticsEvent.RegressionDetected one && one.Release == release),
    ];

    private bool IsFalseAlarm(AnalyticsEvent.RegressionDetected detected) => _surveillance.IsFalseAlarm(detected);

    private ReplyLine Object(
        ReleaseState state, VirtualTime at, ImmutableArray<RecordedEvent> still, VirtualTime review, SigningTally tally,
        ImmutableArray<RecordedEvent> regressions) => ReplyLine.Json(new ReleaseView
    {
        Release = state.Release.Id,
        Letter = state.Release.Letter?.ToString(),
        At = live.Instant(at),
        Phase = ReleaseOptions.NameOf(state.Phase),
        Percent = ReleaseOptions.PercentOf(state.Phase),
        SetBy = SetBy(state.Phase),
        Allowed = ReleaseOptions.Of(state),
        PublishedAt = InstantOf<ReleaseEvent.Published>(still),
        PublishedPercent = Find<ReleaseEvent.Published>(still)?.Percent,
        RampedAt = InstantOf<ReleaseEvent.RampAdvanced>(still),
        RampedPercent = Find<ReleaseEvent.RampAdvanced>(still)?.Percent,
        HeldAt = InstantOf<ReleaseEvent.RolloutHeld>(still),
        HeldBy = Find<ReleaseEvent.RolloutHeld>(still)?.Rule,
        HeldBecause = Find<ReleaseEvent.RolloutHeld>(still)?.Why,
        PausedAt = InstantOf<ReleaseEvent.Paused>(still),
        PausedBecause = Find<ReleaseEvent.Paused>(still)?.Cause,
        ResumedAt = InstantOf<ReleaseEvent.Resumed>(still),
        ResumedBecause = Find<ReleaseEvent.Resumed>(still)?.Cause,
        SupersededAt = InstantOf<ReleaseEvent.Superseded>(still),
        SupersededBy = Find<ReleaseEvent.Superseded>(still)?.By,
        WithdrawnAt = InstantOf<ReleaseEvent.Withdrawn>(still),
        WithdrawnBecause = Find<ReleaseEvent.Withdrawn>(still)?.Cause,
        RemovedFromDevices = Find<ReleaseEvent.Withdrawn>(still)?.RemoveFromDevices ?? false,
        Rule = RuleOf(state).Rule.Name,
        NextReviewAt = review.IsNever ? null : live.Instant(review),
        Issued = tally.Issued,
        Refused = tally.Refused,
        Fixes = live.Scenario.SecurityContentOf(state.Release),
        Targets = state.Release.Targets.Select(target => new TargetView
        {
            Platform = target.Platform.Name,
            Version = target.Version,
            PrerequisiteBuild = target.PrerequisiteBuild.Text,
            Build = target.Build.Text,
            DownloadBytes = target.Download,
        }),
        Regressions = regressions
            .Select(happened => (happened.At, Detected: (AnalyticsEvent.RegressionDetected)happened.Event))
            .Select(one => new ReleaseRegressionView(
                live.Instant(one.At), one.Detected.Application, one.Detected.Platform.Name, IsFalseAlarm(one.Detected),
                one.Detected.Why)),
    });

    private async ValueTask Tell(
        IReply reply, ReleaseState state, VirtualTime at, ImmutableArray<RecordedEvent> still, VirtualTime review,
        SigningTally tally, ImmutableArray<RecordedEvent> regressions)
    {
        var options = ReleaseOptions.Of(state);
        await reply.Write($"{state.Release.Id} is {ReleaseOptions.Standing(state.Phase)} at {live.Instant(at)}.");
        foreach (var happened in still)
        {
            var (label, why) = InWords((ReleaseEvent)happened.Event);
            await Say(label, live.Instant(happened.At) + why);
        }

        await Say("allowed", options.IsEmpty ? "nothing any more" : string.Join(", ", options));
        await Say("rule", InWords(RuleOf(state)));
        await Say("next review", ReleaseOptions.SetBy(state.Phase) is RampSource.Operator
            ? "none: the ramp is set by hand; 'release resume' lets the rule go on"
            : review.IsNever ? "none" : live.Instant(review));
        await Say(
            state.IsUpdate ? "boot tickets" : "tickets",
            $"{HumanText.Count(tally.Issued)} issued, {HumanText.Count(tally.Refused, "request")} refused");

        var fixes = live.Scenario.SecurityContentOf(state.Release);
        if (!fixes.IsEmpty)
            await Say("fixes", string.Join(", ", fixes));
        foreach (var target in state.Release.Targets)
        {
            await Say("target", $"{target.Platform.Name} {target.Version}: {target.PrerequisiteBuild} becomes "
                + $"{target.Build}, download {ScenarioWords.Size(target.Download)}");
        }

        foreach (var (label, value) in InWords(regressions))
            await Say(label, value);

        ValueTask Say(string label, string value) => reply.Write($"  {label,-12} {value}");
    }

    /// <summary>The signals of crash analytics, each on a line.</summary>
    private IEnumerable<(string Label, string Value)> InWords(ImmutableArray<RecordedEvent> regressions)
    {
        if (!live.Scenario.Analytics.Enabled)
            yield break;
        foreach (var happened in regressions)
        {
            var detected = (AnalyticsEvent.RegressionDetected)happened.Event;
            yield return (
                IsFalseAlarm(detected) ? "false alarm" : "regression",
                $"{live.Instant(happened.At)} {detected.Application} on {detected.Platform.Name}: {detected.Why}");
        }

        if (regressions.IsEmpty)
            yield return ("regressions", "none signalled");
    }

    public static (string Label, string Why) InWords(ReleaseEvent happened) => happened switch
    {
        ReleaseEvent.Drafted => ("drafted", ""),
        ReleaseEvent.Published e => ("published", $" at {ScenarioWords.Percent(e.Percent)}{ByHand(e.SetBy)}"),
        ReleaseEvent.RampAdvanced e => ("ramped", $" to {ScenarioWords.Percent(e.Percent)}{ByHand(e.SetBy)}"),
        ReleaseEvent.RolloutHeld e => ("held", $" by {e.Rule}: {e.Why}"),
        ReleaseEvent.RolloutDecided e => ("decided", $" by {e.By} of {e.Rule}: {e.Decision}: {e.Why}"),
        ReleaseEvent.RingPromoted e => ("promoted", $" to {e.Ring} by {Words.Of(e.By)}"),
        ReleaseEvent.RingHeld e => ("ring held", $" {e.Ring}: {e.Cause}"),
        ReleaseEvent.Paused e => ("paused", $": {e.Cause}"),
        ReleaseEvent.Resumed e => ("resumed", $": {e.Cause}"),
        ReleaseEvent.Superseded e => ("superseded", $" by {e.By}"),
        ReleaseEvent.Withdrawn { RemoveFromDevices: true } e => ("withdrawn", $" and removed from devices: {e.Cause}"),
        ReleaseEvent.Withdrawn e => ("withdrawn", $": {e.Cause}"),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs its words here."),
    };

    private static string ByHand(RampSource source) => source is RampSource.Operator ? " by hand" : "";

    private static string InWords(RolloutSettings rollout)
    {
        var ramp = rollout.Rule.Ramp is StepsRamp { Steps: [var first, .., var last] steps }
            ? $"{HumanText.Count(steps.Length, "step")}, {ScenarioWords.Percent(first.Percent)} to "
                + $"{ScenarioWords.Percent(last.Percent)} within {ScenarioWords.Of(last.After)}"
            : ScenarioWords.Percent(rollout.Rule.Ramp.FirstPercent)
                + (rollout.Rule.Ramp is StepsRamp ? "" : $" first, then {rollout.Rule.Ramp.Name}");
        var brakes = string.Concat(rollout.Rule.Brakes.Select(brake => $"; {InWords(brake)}"));
        return $"{rollout.Rule.Name}: {ramp}{brakes}";
    }

    private static string InWords(IBrake brake) => brake switch
    {
        RefusedTickets refused =>
            $"held while more than {ScenarioWords.Percent(refused.Percent)} of ticket requests are refused",
        AffectedList list => $"{Words.Of(list.Action)} when affected applications are published",
        _ => $"with the brake {brake.Name}",
    };
}
