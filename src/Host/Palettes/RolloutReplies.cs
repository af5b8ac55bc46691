using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Host.Live;
using RsrActors.Host.Rules;
using RsrActors.Host.Views;
using RsrActors.Model;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Palettes;

/// <summary>A release's rollout rule as the console shows it, and the library of rules.</summary>
internal sealed class RolloutReplies(LiveSimulation live)
{
    private const int LabelWidth = 14;

    public static async Task<Answer> Rules(Call call, IReply reply, CancellationToken cancelled)
    {
        var rules = RuleRegistry.Shipped;
        var one = call.Find("rule") is { } name ? RuleText.Find(rules, name) : null;
        if (reply.IsJson)
        {
            foreach (var preset in one is null ? rules.Presets : [one])
                await reply.Write(ReplyLine.Json(Object(preset)));
            return Answer.Done;
        }

        foreach (var line in one is null ? RuleText.List(rules) : RuleText.Page(one))
            await reply.Write(line);
        return Answer.Done;
    }

    public async Task<Answer> Show(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, service) = await live.UpdateService(cancelled);
        var state = service.State.Find(call.ReleaseId);
        var history = await live.HistoryBefore(state.Id, at, cancelled);
        var shown = new Shown(
            at, state, live.World.RolloutOf(state.Release), service.Memory.Working.StandingOf(state.Release.Id).State,
            service.Memory.Working.GrantsOf(state.Release.Id).OfRule,
            VirtualTime.Min(
                UpdateServiceDecider.NextReview(state, service.Memory),
                PauseLimit.EndOf(state, service.Memory, live.World)),
            history,
            [.. history.Where(one => one.Event is not ReleaseEvent.Drafted).Reverse().Take(call.Most())]);
        await (reply.IsJson ? reply.Write(Object(shown)) : Tell(reply, shown));
        return Answer.Done;
    }

    private sealed record Shown(
        VirtualTime At, ReleaseState State, RolloutSettings Rollout, RuleState Rule, GrantLedger Grants,
        VirtualTime Next, ImmutableArray<RecordedEvent> History, ImmutableArray<RecordedEvent> Last)
    {
        /// <summary>When the ramp came to its present percentage; null before the publication.</summary>
        public VirtualTime? StepSince => History
            .Where(one => one.Event is ReleaseEvent.Published or ReleaseEvent.RampAdvanced)
            .Select(one => (VirtualTime?)one.At).LastOrDefault();
    }

    private async ValueTask Tell(IReply reply, Shown shown)
    {
        var state = shown.State;
        await reply.Write($"{state.Release.Id} is {ReleaseOptions.Standing(state.Phase)} at {live.Instant(shown.At)}.");
        await Say("rule", shown.Rollout.Rule.Name);
        foreach (var (_, settings, _) in shown.Rollout.Sources())
            await Say("", $"{settings.Preset.Name}: {settings.Preset.Sentence}");
        foreach (var (key, value) in KeysOf(shown.Rollout))
            await Say("", $"{key} = {value}");
        foreach (var line in RuleText.Parts(shown.Rollout.Rule))
            await reply.Write(line);
        if (shown.StepSince is { } since && ReleaseOptions.PercentOf(state.Phase) is { } percent)
            await Say("step", $"{ScenarioWords.Percent(percent)} since {live.Instant(since)}");
        await Say("state", StandingOf(shown));
        await Say("next look", shown.Next.IsNever ? "none" : live.Instant(shown.Next));
        if (RingWaits.Next(state) is { } ring)
            await Say("next ring", ring.Ring.Name + (ring.ForPerson ? ", waits for 'rollout approve'" : ", by time"));

        await reply.Write(shown.Last.IsEmpty ? "No decisions yet." : "Last decisions, the latest first:");
        foreach (var decided in shown.Last)
        {
            var (label, why) = ReleaseReplies.InWords((ReleaseEvent)decided.Event);
            await reply.Write($"  {live.Instant(decided.At)}  {label}{why}{FiguresOf(decided.Event)}");
        }

        ValueTask Say(string label, string value) => reply.Write($"  {label.PadRight(LabelWidth)}{value}");
    }

    /// <summary>The keys of <c>rollout</c> that make the rule, with their values.</summary>
    private static IEnumerable<KeyValuePair<string, string>> KeysOf(RolloutSettings rollout) =>
        rollout.Sources().SelectMany(source => source.Settings.KeysOf(source.Parts).Select(
            one => KeyValuePair.Create(source.Path + one.Key.Name, TextOf(one.Key, one.Value))));

    /// <summary>What the rule does at present, or for what it waits.</summary>
    private string StandingOf(Shown shown)
    {
        var (rule, brakes) = (shown.Rule, shown.Rollout.Rule.Brakes);
        return shown.State.Phase switch
        {
            ReleasePhase.Undrafted or ReleasePhase.Draft => "not published",
            ReleasePhase.Withdrawn or ReleasePhase.Superseded => "ended",
            _ when rule.HaltedBy is { } brake => $"halted by {brakes[brake].Name}; 'rollout resume' lets it go on",
            ReleasePhase.Paused when shown is { Grants.IsDisabled: true, Rollout.Rule.Grants: { } grants } =>
                $"halted by {grants.Name}; 'rollout resume' lets it go on",
            ReleasePhase.Paused => "held by a person; 'rollout resume' lets it go on",
            ReleasePhase.Ramping { SetBy: RampSource.Operator } =>
                "the ramp is set by hand; 'rollout resume' lets the rule go on",
            _ when rule.Pending is { } pending =>
                $"a decision of {brakes[pending.Brake].Name} waits for a person until {live.Instant(pending.At)}",
            _ when rule.IsHeld => "held by "
                + string.Join(", ", brakes.Where((_, i) => rule.Brakes[i].Holds).Select(brake => brake.Name)),
            _ => "going on",
        };
    }

    private ReplyLine Object(Shown shown) => ReplyLine.Json(new RolloutView
    {
        Release = shown.State.Release.Id,
        At = live.Instant(shown.At),
        Phase = ReleaseOptions.NameOf(shown.State.Phase),
        Percent = ReleaseOptions.PercentOf(shown.State.Phase),
        SetBy = ReleaseOptions.SetBy(shown.State.Phase) is { } source ? Words.Of(source) : null,
        Rule = shown.Rollout.Rule.Name,
        Keys = KeysOf(shown.Rollout).ToDictionary(),
        StepSince = shown.StepSince is { } since ? live.Instant(since) : null,
        State = StandingOf(shown),
        NextLookAt = shown.Next.IsNever ? null : live.Instant(shown.Next),
        NextRing = RingWaits.Next(shown.State)?.Ring.Name,
        WaitsForApproval = RingWaits.Next(shown.State)?.ForPerson ?? false,
        Decisions = shown.Last.Select(decided =>
        {
            var (label, why) = ReleaseReplies.InWords((ReleaseEvent)decided.Event);
            return new DecisionView(
                live.Instant(decided.At), label, why.TrimStart(' ', ':'),
                (decided.Event as ReleaseEvent.RolloutDecided)?.Figures.ToDictionary(
                    figure => figure.Name, figure => figure.Value));
        }),
    });

    private static RuleView Object(RulePreset preset) => new()
    {
        Name = preset.Name,
        Sentence = preset.Sentence,
        Source = preset.Source,
        Reads = Enum.GetValues<EvidenceKinds>()
            .Where(kind => kind != EvidenceKinds.None && preset.Reads.Reads(kind)).Select(Words.Of),
        UsableInScenarios = ScenarioRules.Allows(preset),
        MeanWaitHours = RuleWords.WaitOf(preset.Default)?.TotalHours,
        Brakes = preset.Default.Brakes.Select(brake => new BrakeView(
            brake.Name, RuleWords.Asked(brake), RuleWords.Consequence(brake.Strongest))),
        Keys = preset.Keys.Select(key => new RuleKeyView(
            key.Name, TextOf(key, key.Default), key.Allowed, key.Meaning)),
        Example = ScenarioRules.Example(preset),
    };

    private static string TextOf(RuleKey key, RuleValue value) => ScenarioRules.TextOf(key, value);

    private static string FiguresOf(IEvent happened)
    {
        if (happened is not ReleaseEvent.RolloutDecided { Figures: { IsEmpty: false } figures })
            return "";
        var written = figures.Select(figure => string.Create(
            CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:0.######}"));
        return $" ({string.Join(", ", written)})";
    }
}
