using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Laboratory.Designs;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Designs;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Files;

/// <summary>Writes an experiment so that reading it gives the same one, whatever the options were.</summary>
public static class ExperimentWriter
{
    /// <summary>The words for <see cref="FactorRole"/>.</summary>
    internal const string Choice = "choice";
    internal const string Condition = "condition";

    /// <summary>The words for <see cref="Better"/>.</summary>
    internal const string Smaller = "smaller";
    internal const string Larger = "larger";

    public static string Write(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var writer = new HoconWriter();
        writer.Comment(experiment.Story);
        writer.Blank();
        writer.Section("experiment", () =>
        {
            writer.Key("name", QuotedText.Of(experiment.Name));
            writer.Key("scenario", QuotedText.Of(experiment.Scenario));
            writer.Key("seed", $"{experiment.Seed}");
            if (experiment.Fleet is { } fleet)
                writer.Key("fleet", QuotedText.Of(fleet));
            if (experiment.Devices is { } devices)
                writer.Key("devices", QuotedText.Of(devices));
            if (experiment.Days is { } days)
                writer.Key("days", QuotedText.Of(days));
            writer.Key("fidelity", FidelityText.Of(experiment.Fidelity));
        });
        writer.Key("settings", QuotedText.ListOf(experiment.Settings));
        if (experiment.Design is ExperimentDesign.Listed listed)
            Write(writer, "cells", listed.Levels);
        if (!experiment.Design.Factors.IsEmpty || !experiment.Draws.IsEmpty)
        {
            writer.Section("factors", () =>
            {
                Write(writer, experiment.Design.Factors);
                Write(writer, experiment.Draws);
            });
        }

        writer.Section("design", () => Write(writer, experiment.Design));
        ReplicationsSection.Write(writer, experiment);
        writer.Key("measures", QuotedText.ListOf(experiment.Measures));
        writer.Section("own-measures", () => Write(writer, experiment.OwnMeasures));
        writer.Key(
            "thresholds", QuotedText.ListOf(experiment.Thresholds.Select(threshold => $"{threshold}")));
        return writer.ToString();
    }

    private static void Write(HoconWriter writer, ExperimentDesign design)
    {
        writer.Key("kind", design switch
        {
            ExperimentDesign.Full => DesignWords.Full,
            ExperimentDesign.Paired => DesignWords.Paired,
            ExperimentDesign.Listed => DesignWords.Cells,
            ExperimentDesign.Sampled sampled => DesignWords.Of(sampled.Method),
            _ => throw new ArgumentOutOfRangeException(nameof(design), design, "A new design needs its word here."),
        });
        if (design is ExperimentDesign.Sampled { Method: var method, Number: var number })
            writer.Key(DesignWords.NumberKey(method), $"{number}");
    }

    private static void Write(HoconWriter writer, ImmutableArray<Factor> factors)
    {
        foreach (var factor in factors)
        {
            writer.Section(QuotedText.Of(factor.Name), () =>
            {
                writer.Key("role", factor.Role == FactorRole.Condition ? Condition : Choice);
                if (factor.Range is { } range)
                    Write(writer, range);
                else
                    Write(writer, "levels", factor.Levels);
            });
        }
    }

    /// <summary>The draws themselves, so that the experiment does not depend on their file.</summary>
    private static void Write(HoconWriter writer, PosteriorDraws draws)
    {
        if (draws.IsEmpty)
            return;
        writer.Section("posterior-draws", () => writer.Each(
            DesignReader.Draws, draws.Settings, draw => writer.Key("set", QuotedText.ListOf(draw))));
    }

    private static void Write(HoconWriter writer, FactorRange range)
    {
        writer.Key("key", QuotedText.Of(range.Key));
        writer.Key("distribution", range.Distribution switch
        {
            FactorDistribution.Uniform => DesignWords.Uniform,
            FactorDistribution.LogUniform => DesignWords.LogUniform,
            FactorDistribution.Normal => DesignWords.Normal,
            FactorDistribution.Triangular => DesignWords.Triangular,
            _ => throw new ArgumentOutOfRangeException(nameof(range), range, "A new distribution needs a word here."),
        });
        Number("from", range.Distribution.From);
        Number("to", range.Distribution.To);
        switch (range.Distribution)
        {
            case FactorDistribution.Normal normal:
                Number("mean", normal.Mean);
                Number("deviation", normal.Deviation);
                break;
            case FactorDistribution.Triangular triangular:
                Number("mode", triangular.Mode);
                break;
        }

        writer.Key("whole", range.IsWhole ? "true" : "false");
        if (range.Steps is { } steps)
            writer.Key("steps", $"{steps}");

        // With all digits: the ends of a range must not move.
        void Number(string key, double number) => writer.Key(
            key, QuotedText.Of($"{number.ToString("R", CultureInfo.InvariantCulture)} {range.Unit}".TrimEnd()));
    }

    private static void Write(HoconWriter writer, ImmutableArray<OwnMeasure> measures)
    {
        foreach (var measure in measures)
        {
            writer.Section(QuotedText.Of(measure.Name), () =>
            {
                writer.Key("value", QuotedText.Of(measure.Value));
                if (measure.Unit.Length > 0)
                    writer.Key("unit", QuotedText.Of(measure.Unit));
                writer.Key("better", measure.Better == Better.Larger ? Larger : Smaller);
                if (measure.Meaning.Length > 0)
                    writer.Key("meaning", QuotedText.Of(measure.Meaning));
            });
        }
    }

    private static void Write(HoconWriter writer, string key, ImmutableArray<Level> levels) =>
        writer.Each(key, levels, level =>
        {
            writer.Key("name", QuotedText.Of(level.Name));
            writer.Key("set", QuotedText.ListOf(level.Settings));
        });
}
