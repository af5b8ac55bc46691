using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Files;

/// <summary>Writes an experiment so that reading it gives the same one, whatever the options were.</summary>
public static class ExperimentWriter
{
    /// <summary>The words for <see cref="FactorRole"/>.</summary>
    internal const string Choice = "choice";
    internal const string Condition = "condition";

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
            if (experiment.Devices is { } devices)
                writer.Key("devices", QuotedText.Of(devices));
            if (experiment.Days is { } days)
                writer.Key("days", QuotedText.Of(days));
            writer.Key("fidelity", FidelityText.Of(experiment.Fidelity));
        });
        writer.Key("settings", QuotedText.ListOf(experiment.Settings));
        switch (experiment.Design)
        {
            case ExperimentDesign.Full full:
                writer.Section("factors", () => Write(writer, full.Factors));
                break;
            case ExperimentDesign.Listed listed:
                Write(writer, "cells", listed.Levels);
                break;
        }

        ReplicationsSection.Write(writer, experiment);
        writer.Key("measures", QuotedText.ListOf(experiment.Measures));
        return writer.ToString();
    }

    private static void Write(HoconWriter writer, ImmutableArray<Factor> factors)
    {
        foreach (var factor in factors)
        {
            writer.Section(QuotedText.Of(factor.Name), () =>
            {
                writer.Key("role", factor.Role == FactorRole.Condition ? Condition : Choice);
                Write(writer, "levels", factor.Levels);
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
