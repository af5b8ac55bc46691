using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Laboratory.Files;

/// <summary>The section <c>replications</c> of an experiment: how many, or until when.</summary>
internal static class ReplicationsSection
{
    public const string Name = "replications";

    private const string Count = "count";
    private const string Until = "until";
    private const string Best = "select-best";
    private const string AtLeast = "at-least";
    private const string AtMost = "at-most";
    private const string Confidence = "confidence";

    /// <summary>How many replications there are at most, and when there are enough.</summary>
    public static (int Replications, StoppingRule? Stopping) Read(Section all)
    {
        if (!all.Has(Until) && !all.Has(Best))
            return (all.Count(Count, "20", 1, Experiment.MostReplications), null);
        if (all.Has(Count))
            all.RefuseTogether(Count, $"found both {Count} and a stopping rule; with the rule, {AtMost} is the most");
        if (all.Has(Until) && all.Has(Best))
            all.RefuseTogether(Best, $"found both {Until} and {Best}, allowed is one of the two");
        var least = all.Count(AtLeast, $"{StoppingRule.UsualAtLeast}", 2, Experiment.MostReplications);
        var most = all.Count(AtMost, $"{StoppingRule.UsualAtMost}", 2, Experiment.MostReplications);
        if (most < least)
            all.RefuseTogether(AtMost, $"found {most}, allowed is {AtLeast} = {least} or more");
        var confidence = all.Value<double>(Confidence, "95 %", StoppingRule.UsualConfidence, ReadConfidence);
        StoppingRule rule = all.Has(Until)
            ? new StoppingRule.Precise(ReadPrecisions(all))
            : all.Value(Best, null, new StoppingRule.SelectBest("", 1), ReadBest);
        return (most, rule with { AtLeast = least, Confidence = confidence });
    }

    public static void Write(HoconWriter writer, Experiment experiment) => writer.Section(Name, () =>
    {
        if (experiment.Stopping is not { } rule)
        {
            writer.Key(Count, $"{experiment.Replications}");
            return;
        }

        switch (rule)
        {
            case StoppingRule.Precise precise:
                writer.Key(Until, QuotedText.ListOf(precise.Measures.Select(StoppingText.Of)));
                break;
            case StoppingRule.SelectBest best:
                writer.Key(Best, QuotedText.Of(StoppingText.Of(best)));
                break;
        }

        writer.Key(AtLeast, $"{rule.AtLeast}");
        writer.Key(AtMost, $"{experiment.Replications}");
        writer.Key(Confidence, QuotedText.Of($"{StoppingText.Number(rule.Confidence * 100)} %"));
    });

    private static ImmutableArray<MeasurePrecision> ReadPrecisions(Section all)
    {
        var texts = all.Words(Until, null);
        var wrong = texts.FirstOrDefault(text => StoppingText.ParsePrecision(text) is null);
        if (wrong is not null)
        {
            return all.Refuse<ImmutableArray<MeasurePrecision>>(
                Until, $"found '{ValueText.Shorten(wrong)}', allowed are texts such as {StoppingText.PrecisionAllowed}",
                []);
        }

        if (texts.IsEmpty)
            all.RefuseTogether(Until, "found no measure, allowed is one or more");
        return [.. texts.Select(text => StoppingText.ParsePrecision(text)!)];
    }

    private static bool ReadBest(string text, out StoppingRule.SelectBest value, out string why)
    {
        value = StoppingText.ParseBest(text) ?? new("", 1);
        why = $"found '{ValueText.Shorten(text)}', allowed is {StoppingText.BestAllowed}";
        return StoppingText.ParseBest(text) is not null;
    }

    private static bool ReadConfidence(string text, out double value, out string why)
    {
        value = StoppingText.ParseConfidence(text) ?? StoppingRule.UsualConfidence;
        why = $"found '{ValueText.Shorten(text)}', allowed is {StoppingText.ConfidenceAllowed}";
        return StoppingText.ParseConfidence(text) is not null;
    }
}
