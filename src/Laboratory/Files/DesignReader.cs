using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Laboratory.Files;

/// <summary>Reads the factors, the cells and the design of an experiment.</summary>
internal static class DesignReader
{
    private const string Factors = "factors";
    private const string Cells = "cells";
    private const string Design = "design";
    private const string PosteriorFile = "posterior";
    internal const string Draws = "draws";
    private const int MostPoints = Experiment.MostCells;

    /// <param name="folder">Of the experiment's file, in which it names other files.</param>
    public static (ExperimentDesign Design, PosteriorDraws Draws) Read(Section file, string folder)
    {
        var named = file.Inside(
            Factors, all => all.Named("FACTOR", (name, factor) => ReadFactor(name, factor, folder)));
        var drawn = named.Where(factor => factor.IsDrawn).ToArray();
        if (drawn.Length > 1)
            file.RefuseTogether(Factors, $"found {drawn.Length} posteriors, allowed is one");
        return (
            ReadDesign(file, [.. named.Where(factor => !factor.IsDrawn)], drawn.Length > 0),
            drawn.Length == 0 ? PosteriorDraws.None : new([.. drawn[0].Levels.Select(level => level.Settings)]));
    }

    private static ExperimentDesign ReadDesign(Section file, ImmutableArray<Factor> factors, bool hasDraws)
    {
        var cells = file.Each(Cells, ReadLevel, "those of the design");
        if (hasDraws && factors.IsEmpty && cells.IsEmpty)
            cells = [new("scenario", [])];
        var (kind, number) = file.Inside(
            Design, all => ReadKind(all, cells.IsEmpty ? DesignWords.Full : DesignWords.Cells));
        if (!factors.IsEmpty && file.Has(Cells))
            file.RefuseTogether(Cells, $"found both {Factors} and {Cells}, allowed is one of the two");
        else if (factors.IsEmpty && cells.IsEmpty)
            file.RefuseTogether(Factors, $"found no factor and no cell, allowed are {Factors} or {Cells}");
        else if ((kind == DesignWords.Cells) != factors.IsEmpty)
        {
            file.RefuseTogether(
                Design,
                $"found the design {kind} with {(factors.IsEmpty ? Cells : Factors)}, allowed is {DesignWords.Cells} "
                + $"with {Cells}, and any other one with {Factors}");
        }

        if (kind == DesignWords.Cells || factors.IsEmpty)
            return new ExperimentDesign.Listed(cells);
        ExperimentDesign design = kind switch
        {
            DesignWords.Full => new ExperimentDesign.Full(factors),
            DesignWords.Paired => new ExperimentDesign.Paired(factors),
            _ when DesignWords.MethodOf(kind) is { } method => new ExperimentDesign.Sampled(factors, method, number),
            _ => new ExperimentDesign.Full(factors), // The word was refused.
        };
        if (file.IsSound && design.Objection is { } objection)
            file.RefuseTogether(file.Has(Design) ? Design : Factors, objection);
        return design;
    }

    public static Level ReadLevel(Section level) =>
        new(level.Text("name", null), ExperimentReader.ReadSettings(level, "set", "[]"));

    /// <returns>The word, and the number of points, sets or trajectories.</returns>
    private static (string Kind, int Number) ReadKind(Section design, string otherwise)
    {
        var kind = design.Deciding("kind", otherwise, [.. DesignWords.All]);
        return (kind, DesignWords.MethodOf(kind) is { } method
            ? design.Count(DesignWords.NumberKey(method), null, 1, MostPoints)
            : 0);
    }

    private static Factor ReadFactor(string name, Section factor, string folder)
    {
        if (factor.Has(PosteriorFile) || factor.Has(Draws))
            return ReadDraws(name, factor, folder);
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
        if (factor.Has("from") || factor.Has("to") || factor.Has("distribution"))
            return ReadRange(name, key, factor) with { Role = role };
        var values = factor.Words("values", null);
        if (factor.Has("values") && values.IsEmpty)
            factor.RefuseTogether("values", "found no value, allowed is one or more");
        return Factor.OfKey(name, key, values) with { Role = role };
    }

    /// <summary>The draws of a posterior: those of a file, or, as an experiment is stored, one by one.</summary>
    private static Factor ReadDraws(string name, Section factor, string folder)
    {
        if (factor.Has(Draws))
        {
            var listed = factor.Each(
                Draws, static draw => new Level("", ExperimentReader.ReadSettings(draw, "set", null)));
            if (listed.Length is < 1 or > PosteriorDraws.Most)
            {
                factor.RefuseTogether(
                    Draws, $"found {listed.Length} draws, allowed are 1 to {PosteriorDraws.Most}");
            }

            return new(name, listed) { IsDrawn = true };
        }

        var path = factor.Text(PosteriorFile, null);
        if (!factor.IsSound)
            return new(name, []) { IsDrawn = true };
        if (PosteriorReader.ReadFile(Path.Combine(folder, path), out var why) is { } draws)
            return new(name, [.. draws.Settings.Select(draw => new Level("", draw))]) { IsDrawn = true };
        factor.RefuseTogether(PosteriorFile, why);
        return new(name, []) { IsDrawn = true };
    }

    private static Factor ReadRange(string name, string key, Section factor)
    {
        var distribution = factor.Deciding("distribution", DesignWords.Uniform, [.. DesignWords.Distributions]);
        var isLog = distribution == DesignWords.Uniform
            && factor.Choice("scale", DesignWords.Linear, DesignWords.Linear, DesignWords.Log) == DesignWords.Log;
        var isNormal = distribution == DesignWords.Normal;
        var parts = new RangeParts
        {
            Key = key,
            From = factor.Text("from", null),
            To = factor.Text("to", null),
            IsLog = isLog || distribution == DesignWords.LogUniform,
            Mean = isNormal ? factor.Text("mean", null) : null,
            Deviation = isNormal ? factor.Text("deviation", null) : null,
            Mode = distribution == DesignWords.Triangular ? factor.Text("mode", null) : null,
            IsWhole = factor.Switch("whole", "false"),
            Steps = factor.Optional<int?>(
                "steps", "none", () => factor.Count("steps", null, 2, FactorRange.MostSteps), null),
        };
        if (!factor.IsSound)
            return new(name, []);
        if (parts.Build(out var why) is { } range)
            return Factor.OfRange(name, range);
        factor.RefuseTogether("from", why);
        return new(name, []);
    }
}
