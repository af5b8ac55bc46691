using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Laboratory.Files;

/// <summary>
/// Reads the file of an experiment, or says in one sentence why it cannot. The keys are documented in
/// <c>docs/laboratory.md</c>.
/// </summary>
public static class ExperimentReader
{
    private const string Head = "experiment";
    private const string Factors = "factors";
    private const string Cells = "cells";
    private const string OfScenario = "the scenario's";

    /// <param name="file">How refusals name the text.</param>
    public static ExperimentReading Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var complaints = new Complaints(file);
        var tree = ScenarioDocument.Parse(text, complaints);
        if (tree is not null && tree.Find(Head) is null)
            complaints.Add(Origin.Nowhere, "", $"has no section '{Head}', so it is not an experiment");
        var experiment = tree is not null && complaints.First is null
            ? Section.ReadAll(tree, complaints, new(), all => ReadFile(all, ScenarioDocument.StoryOf(text)))
            : null;
        return experiment is not null && complaints.First is null
            ? new ExperimentReading.Accepted(experiment)
            : new ExperimentReading.Refused(complaints.First ?? $"{file}: no experiment");
    }

    private static Experiment ReadFile(Section file, string story)
    {
        var head = file.Inside(Head, ReadHead);
        var measures = ReadMeasures(file);
        var (replications, stopping) = file.Inside(ReplicationsSection.Name, ReplicationsSection.Read);
        return head with
        {
            Story = story,
            Settings = ReadSettings(file, "settings", "[]"),
            Design = ReadDesign(file),
            Replications = replications,
            Stopping = stopping,
            Measures = measures,
        };
    }

    private static Experiment ReadHead(Section head) => new()
    {
        Name = head.Text("name", null, ScenarioReader.NameAllowed, ScenarioReader.IsName),
        Scenario = head.Text("scenario", null),
        Seed = head.Seed("seed", "1"),
        Devices = head.Optional<string?>("devices", OfScenario, () => head.Text("devices", null), null),
        Days = head.Optional<string?>("days", OfScenario, () => head.Text("days", null), null),
        Fidelity = FidelityText.Read(head.Choice(
            "fidelity", FidelityText.Decisions, FidelityText.Decisions, FidelityText.Full)),
        Design = new ExperimentDesign.Listed([]),
        Replications = 1,
    };

    /// <summary>Measures of single vulnerabilities are known only when the scenarios are read.</summary>
    private static ImmutableArray<string> ReadMeasures(Section file)
    {
        var names = file.Words("measures", "the usual ones");
        foreach (var name in names.Where(name => !name.Contains('.', StringComparison.Ordinal)))
        {
            if (MeasureList.Objection(name, MeasureList.Shipped) is { } unknown)
                return file.Refuse<ImmutableArray<string>>("measures", unknown, []);
        }

        return names;
    }

    private static ExperimentDesign ReadDesign(Section file)
    {
        var factors = file.Inside(Factors, static all => all.Named("FACTOR", ReadFactor));
        var cells = file.Each(Cells, ReadLevel, "every level of each factor with every level of the others");
        if (file.Has(Factors) && file.Has(Cells))
            file.RefuseTogether(Cells, $"found both {Factors} and {Cells}, allowed is one of the two");
        else if (factors.IsEmpty && cells.IsEmpty)
            file.RefuseTogether(Factors, $"found no factor and no cell, allowed are {Factors} or {Cells}");
        return cells.IsEmpty ? new ExperimentDesign.Full(factors) : new ExperimentDesign.Listed(cells);
    }

    private static Factor ReadFactor(string name, Section factor)
    {
        var role = factor.Choice("role", ExperimentWriter.Choice, ExperimentWriter.Choice, ExperimentWriter.Condition)
            == ExperimentWriter.Condition
            ? FactorRole.Condition
            : FactorRole.Choice;
        if (factor.Has("levels"))
        {
            var levels = factor.Each("levels", ReadLevel);
            if (levels.IsEmpty)
                factor.RefuseTogether("levels", "found no level, allowed is one or more");
            return new(name, levels) { Role = role };
        }

        var key = factor.Text("key", null);
        var values = factor.Words("values", null);
        if (factor.Has("values") && values.IsEmpty)
            factor.RefuseTogether("values", "found no value, allowed is one or more");
        return Factor.OfKey(name, key, values) with { Role = role };
    }

    private static Level ReadLevel(Section level) =>
        new(level.Text("name", null), ReadSettings(level, "set", null));

    private static ImmutableArray<string> ReadSettings(Section section, string key, string? otherwise)
    {
        var settings = section.Words(key, otherwise);
        var wrong = settings.FirstOrDefault(setting => setting.IndexOf('=', StringComparison.Ordinal) < 1);
        return wrong is null
            ? settings
            : section.Refuse<ImmutableArray<string>>(
                key, $"found '{ValueText.Shorten(wrong)}', allowed are settings such as \"rollout.rule=linear\"", []);
    }
}
