using System.Collections.Immutable;
using RsrActors.Fleets.Importing;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Model;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Planning;

/// <summary>
/// Reads the scenario of each cell before any of them runs, or says what is wrong with the experiment.
/// </summary>
public static class ExperimentPlanner
{
    private const string SeedKey = "scenario.seed";

    /// <param name="measures">Measures that code defines, in addition to those that come with the program.</param>
    public static ExperimentPlanning Plan(
        Experiment experiment, ScenarioLibrary library, params ImmutableArray<Measure> measures)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(library);
        if (ObjectionTo(experiment) is { } objection)
            return Refuse(objection);
        if (library.Objection(experiment.Scenario) is { } missing)
            return Refuse(missing, experiment.ScenarioOrigin);
        var cells = ImmutableArray.CreateBuilder<PlannedCell>();
        ImportedFile? inventory = null;
        foreach (var cell in experiment.Cells)
        {
            if (DrawnFor(experiment, cell, library, out var wrong) is not { } drawn)
                return Refuse(wrong);
            switch (library.Read(experiment.Scenario, OverridesOf(experiment, cell)))
            {
                case ScenarioReading.Accepted { Scenario.IsUnlimited: true }:
                    return Refuse($"{experiment.Scenario} has no end; an experiment needs one. Give --days.");
                case ScenarioReading.Accepted accepted:
                    inventory = accepted.Inventory;
                    cells.Add(new(cell, accepted.Scenario, $"{Digest.Sha256(accepted.ResolvedHocon)}")
                    {
                        Drawn = drawn,
                    });
                    break;
                case ScenarioReading.Refused refused:
                    return Refuse($"cell '{ValueText.Shorten(cell.Name)}': {refused.Message}");
            }
        }

        var planning = WithMeasures(experiment, cells.ToImmutable(), measures);
        return planning is ExperimentPlanning.Accepted { Plan: var plan }
            ? new ExperimentPlanning.Accepted(plan with { Inventory = inventory })
            : planning;
    }

    /// <summary>The scenario of one run, as <c>rsr run</c> takes it, with the seed of its replication.</summary>
    /// <param name="cell">The place of the cell, from 0.</param>
    /// <param name="replication">From 1.</param>
    public static ScenarioReading ReadRun(ExperimentPlan plan, int cell, int replication, ScenarioLibrary library)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(library);
        return library.Read(
            plan.Experiment.Scenario,
            OverridesOf(plan.Experiment, plan.Cells[cell].Cell, plan.Experiment.Draws.Of(replication)) with
            {
                Seed = $"{plan.SeedOf(replication)}",
            });
    }

    /// <summary>The scenario of a cell with each draw that a replication has.</summary>
    /// <returns>Null when one of them is refused.</returns>
    private static ImmutableArray<Scenario>? DrawnFor(
        Experiment experiment, Cell cell, ScenarioLibrary library, out string why)
    {
        why = "";
        var drawn = ImmutableArray.CreateBuilder<Scenario>();
        foreach (var draw in experiment.Draws.Settings.Take(experiment.Replications))
        {
            switch (library.Read(experiment.Scenario, OverridesOf(experiment, cell, draw)))
            {
                case ScenarioReading.Accepted accepted:
                    drawn.Add(accepted.Scenario);
                    break;
                case ScenarioReading.Refused refused:
                    why = $"draw {drawn.Count + 1} of the posterior: {refused.Message}";
                    return null;
            }
        }

        return drawn.ToImmutable();
    }

    private static ExperimentPlanning WithMeasures(
        Experiment experiment, ImmutableArray<PlannedCell> cells, ImmutableArray<Measure> more)
    {
        ImmutableArray<Measure> measures = [.. MeasureList.For(cells.Select(cell => cell.Scenario)), .. more];
        if (RepeatedIn(measures.Select(measure => measure.Name)) is { } repeated)
            return Refuse($"two measures are named '{ValueText.Shorten(repeated)}'.");
        if (OwnMeasures.Build(experiment.OwnMeasures, measures, out var why) is not { } own)
            return Refuse(why);
        measures = [.. measures, .. own];
        foreach (var name in experiment.Measures)
        {
            if (ObjectionTo(name, cells, measures) is { } refusal)
                return Refuse(refusal);
        }

        if (experiment is { Stopping: StoppingRule.SelectBest, Design: ExperimentDesign.Sampled })
            return Refuse("found select-best in a sampled design; its points are no alternatives to choose from.");
        if (ObjectionTo(experiment.Stopping, cells, measures) is { } objection)
            return Refuse(objection);
        foreach (var threshold in experiment.Thresholds)
        {
            if (ThresholdPlanning.Objection(threshold, cells, measures) is { } unmeasurable)
                return Refuse($"threshold '{ValueText.Shorten($"{threshold}")}': {unmeasurable}");
        }

        return new ExperimentPlanning.Accepted(new()
        {
            Experiment = experiment,
            Cells = cells,
            Measures = measures,
            Shown =
            [
                .. (experiment.Measures.IsEmpty ? MeasureList.Usual : experiment.Measures)
                    .Select(name => measures.First(measure => measure.Name == name))
                    .Where(measure => cells.All(cell => measure.AppliesTo(cell.Scenario))),
            ],
        });
    }

    /// <summary>What is wrong with a measure that every cell must have.</summary>
    private static string? ObjectionTo(
        string name, ImmutableArray<PlannedCell> cells, ImmutableArray<Measure> measures)
    {
        if (MeasureList.Objection(name, measures) is { } unknown)
            return unknown;
        var measure = measures.First(one => one.Name == name);
        return cells.FirstOrDefault(cell => !measure.AppliesTo(cell.Scenario)) is { } without
            ? $"the measure {name} needs {measure.Needs}; {without.Scenario.Name} is none."
            : null;
    }

    private static string? ObjectionTo(
        StoppingRule? rule, ImmutableArray<PlannedCell> cells, ImmutableArray<Measure> measures)
    {
        switch (rule)
        {
            case StoppingRule.Precise precise:
                return precise.Measures.Select(one => ObjectionTo(one.Measure, cells, measures))
                    .FirstOrDefault(objection => objection is not null);
            case StoppingRule.SelectBest best:
                var alone = cells.GroupBy(cell => cell.Cell.Condition, StringComparer.Ordinal)
                    .FirstOrDefault(condition => condition.Count() == 1);
                return ObjectionTo(best.Measure, cells, measures)
                    ?? (alone is null
                        ? null
                        : $"the best cell is selected from two or more; found one, '{alone.First().Cell.Name}'.");
            default:
                return null;
        }
    }

    private static string? ObjectionTo(Experiment experiment)
    {
        var design = experiment.Design;
        if (RepeatedIn(design.FactorNames) is { } factor)
            return $"two factors are named '{ValueText.Shorten(factor)}'.";
        if (design.Count > Experiment.MostCells)
            return $"found {design.Count} cells, allowed are {Experiment.MostCells} at most.";
        if (design.Count * experiment.Replications > int.MaxValue)
            return $"found {design.Count * experiment.Replications} runs, allowed are {int.MaxValue} at most.";
        if (design.Objection is { } none)
            return $"{none}.";
        var cells = experiment.Cells;
        if (RepeatedIn(cells.Select(cell => cell.Name)) is { } name)
            return $"two cells are named '{ValueText.Shorten(name)}'.";
        var varied = cells.SelectMany(cell => cell.Settings).SelectMany(KeysOf).Distinct(StringComparer.Ordinal)
            .ToArray();
        if (experiment.Draws.Keys.FirstOrDefault(
            key => FixedKeys(experiment).Concat(varied).Any(one => Covers(one, key) || Covers(key, one))) is { } drawn)
        {
            return $"{drawn} has a posterior, and another value in the experiment; allowed is one of the two.";
        }

        if (varied.Any(key => Covers(SeedKey, key)))
            return $"{SeedKey} is no factor: the seed of a run follows from the seed of the experiment.";
        foreach (var key in FixedKeys(experiment))
        {
            if (varied.FirstOrDefault(one => Covers(key, one)) is { } both)
                return $"{both} is varied by the design, and {key} is set for all cells; allowed is one of the two.";
        }

        return null;
    }

    /// <summary>Keys that have one value for all cells.</summary>
    private static IEnumerable<string> FixedKeys(Experiment experiment) =>
    [
        .. experiment.Settings.Select(KeyOf),
        .. experiment.Fleet is null ? (string[])[] : ["fleet.inventory", "fleet.platforms"],
        .. experiment.Devices is null ? (string[])[] : ["fleet.devices"],
        .. experiment.Days is null ? (string[])[] : ["scenario.duration"],
    ];

    /// <summary>The settings of all cells follow those of the cell: a rule replaces the whole rollout first.</summary>
    private static ScenarioOverrides OverridesOf(
        Experiment experiment, Cell cell, ImmutableArray<string> draw = default) => new(
        [.. cell.Settings, .. experiment.Settings, .. draw.IsDefault ? [] : draw], Devices: experiment.Devices,
        Days: experiment.Days)
    {
        Fleet = experiment.Fleet is { Length: > 0 } fleet ? Path.Combine(experiment.Folder, fleet) : experiment.Fleet,
    };

    /// <summary>A new rollout always names its rule; a rule for all cells would make them equal.</summary>
    private static string[] KeysOf(string setting) =>
        KeyOf(setting) is "rollout" ? ["rollout", "rollout.rule"] : [KeyOf(setting)];

    private static string KeyOf(string setting) => setting.Split('=')[0].Trim();

    /// <summary>Whether a setting of the first key replaces the second one.</summary>
    private static bool Covers(string key, string other) =>
        key == other || other.StartsWith($"{key}.", StringComparison.Ordinal);

    private static string? RepeatedIn(IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.Ordinal)
        .FirstOrDefault(group => group.Count() > 1)?.Key;

    private static ExperimentPlanning.Refused Refuse(string message, string place = "") =>
        new(OneLine.Of(message), OneLine.Of(place));
}
