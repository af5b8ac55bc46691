using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Model.Statistics.Comparisons;
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
    private const string OfScenario = "the scenario's";

    /// <param name="file">How refusals name the text.</param>
    /// <param name="folder">The folder of the file, to which the files that it names are relative.</param>
    public static ExperimentReading Read(string file, string text, string folder = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        var complaints = new Complaints(file);
        var tree = ScenarioDocument.Read(text, folder, complaints);
        if (tree is not null && tree.Find(Head) is null)
            complaints.Add(Origin.Nowhere, "", $"has no section '{Head}', so it is not an experiment");
        var experiment = tree is not null && complaints.First is null
            ? Section.ReadAll(tree, complaints, new(), all => ReadFile(all, ScenarioDocument.StoryOf(text), folder))
            : null;
        return experiment is not null && complaints.First is null
            ? new ExperimentReading.Accepted(experiment)
            : new ExperimentReading.Refused(complaints.First ?? $"{file}: no experiment");
    }

    private static Experiment ReadFile(Section file, string story, string folder)
    {
        var head = file.Inside(Head, ReadHead);
        var own = file.Inside("own-measures", static all => all.Named("MEASURE", ReadOwnMeasure));
        var measures = ReadMeasures(file, own);
        var (design, draws) = DesignReader.Read(file, folder);
        var (replications, stopping) = file.Inside(ReplicationsSection.Name, ReplicationsSection.Read);
        return head with
        {
            Folder = folder,
            Story = story,
            Settings = ReadSettings(file, "settings", "[]"),
            Design = design,
            Draws = draws,
            Replications = replications,
            Stopping = stopping,
            Measures = measures,
            OwnMeasures = own,
            Thresholds = ReadThresholds(file),
        };
    }

    private static Experiment ReadHead(Section head) => new()
    {
        Name = head.Text("name", null, ScenarioReader.NameAllowed, ScenarioReader.IsName),
        Scenario = head.Text("scenario", null),
        ScenarioOrigin = head.WhereOf("scenario"),
        Seed = head.Seed("seed", "1"),
        Fleet = head.Optional<string?>("fleet", OfScenario, () => head.Text("fleet", null), null),
        Devices = head.Optional<string?>("devices", OfScenario, () => head.Text("devices", null), null),
        Days = head.Optional<string?>("days", OfScenario, () => head.Text("days", null), null),
        Fidelity = FidelityText.Read(head.Choice(
            "fidelity", FidelityText.Decisions, FidelityText.Decisions, FidelityText.Full)),
        Design = new ExperimentDesign.Listed([]),
        Replications = 1,
    };

    /// <summary>Measures of single vulnerabilities are known only when the scenarios are read.</summary>
    private static ImmutableArray<string> ReadMeasures(Section file, ImmutableArray<OwnMeasure> own)
    {
        string[] known = [.. MeasureList.Shipped.Select(measure => measure.Name), .. own.Select(one => one.Name)];
        var names = file.Words("measures", "the usual ones");
        foreach (var name in names.Where(name => !name.Contains('.', StringComparison.Ordinal)))
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                return file.Refuse<ImmutableArray<string>>("measures", MeasureList.Unknown(name, known), []);
        }

        return names;
    }

    private static OwnMeasure ReadOwnMeasure(string name, Section measure)
    {
        if (!OwnMeasure.IsName(name))
            measure.RefuseName($"found the name '{ValueText.Shorten(name)}', allowed is {OwnMeasure.NameAllowed}");
        return new(name, measure.Text("value", null))
        {
            Unit = measure.Optional("unit", "none", () => measure.Text("unit", null), ""),
            Better = measure.Choice(
                "better", ExperimentWriter.Smaller, ExperimentWriter.Smaller, ExperimentWriter.Larger)
                == ExperimentWriter.Larger
                ? Better.Larger
                : Better.Smaller,
            Meaning = measure.Optional("meaning", "the expression", () => measure.Text("meaning", null), ""),
        };
    }

    private static ImmutableArray<Threshold> ReadThresholds(Section file)
    {
        var thresholds = ImmutableArray.CreateBuilder<Threshold>();
        foreach (var text in file.Words("thresholds", "none"))
        {
            if (Threshold.Read(text, out var why) is not { } threshold)
                return file.Refuse<ImmutableArray<Threshold>>("thresholds", why, []);
            thresholds.Add(threshold);
        }

        return thresholds.ToImmutable();
    }

    internal static ImmutableArray<string> ReadSettings(Section section, string key, string? otherwise)
    {
        var settings = section.Words(key, otherwise);
        var wrong = settings.FirstOrDefault(setting => setting.IndexOf('=', StringComparison.Ordinal) < 1);
        return wrong is null
            ? settings
            : section.Refuse<ImmutableArray<string>>(
                key, $"found '{ValueText.Shorten(wrong)}', allowed are settings such as \"rollout.rule=linear\"", []);
    }
}
