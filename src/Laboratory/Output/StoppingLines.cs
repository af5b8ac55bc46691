using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Estimates;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Output;

/// <summary>What the stopping rule of an experiment says, as lines; none with a fixed number of replications.</summary>
public static class StoppingLines
{
    private const int MostNamed = 6;

    public static IEnumerable<string> Of(ExperimentSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return
        [
            .. summary.Stopping.Precisions.GroupBy(one => one.Measure.Name, StringComparer.Ordinal)
                .Select(cells => PrecisionLine(summary, [.. cells])),
            .. summary.Stopping.Selections.Select(selection => SelectionLine(summary, selection)),
        ];
    }

    private static string PrecisionLine(ExperimentSummary summary, PrecisionFigures[] cells)
    {
        var asked = StoppingText.Of(new MeasurePrecision(cells[0].Measure.Name, cells[0].Precision));
        var open = cells.Where(cell => cell.Verdict is not ReplicationVerdict.Enough).ToArray();
        if (open.Length == 0)
        {
            return $"until {asked}: met in all cells after "
                + $"{HumanText.Count(cells.Max(cell => cell.Replications), "replication")}";
        }

        var named = open.Take(MostNamed).Select(cell =>
            $"{summary.Plan.Cells[cell.Cell].Cell.Name} ({HumanText.Count(cell.Replications, "replication")}"
            + (cell.Verdict is ReplicationVerdict.MostReached { IsMet: true } ? ", met but not confirmed)" : ")"));
        return $"until {asked}: not met in {HumanText.Count(open.Length)} of {HumanText.Count(cells.Length, "cell")}: "
            + string.Join(", ", named)
            + (open.Length > MostNamed ? $" and {HumanText.Count(open.Length - MostNamed)} more" : "");
    }

    private static string SelectionLine(ExperimentSummary summary, SelectionFigures selection)
    {
        var plan = summary.Plan;
        var condition = selection.Condition.Length > 0 ? $", {selection.Condition}" : "";
        var zone = MeasureText.Short(selection.Measure, selection.IndifferenceZone);
        var rounds = HumanText.Count(selection.Replications, "replication");
        var eliminated = selection.Eliminations.Select(one => one.System).ToHashSet();
        var found = selection.Selected is { } best
            ? $"{NameOf(best)} after {rounds}"
            : "not found after " + rounds + "; left: " + string.Join(
                ", ",
                Enumerable.Range(0, plan.Cells.Length)
                    .Where(cell => plan.Cells[cell].Cell.Condition == selection.Condition && !eliminated.Contains(cell))
                    .Select(NameOf));
        return $"best of {selection.Measure.Name}{condition} (differences below {zone} do not matter): {found}"
            + (selection.Eliminations.IsEmpty
                ? ""
                : "; worse: " + string.Join(
                    ", ",
                    selection.Eliminations.Select(one => $"{NameOf(one.System)} ({HumanText.Count(one.Round)})")));

        string NameOf(int cell) => plan.Cells[cell].Cell is { Choice: { Length: > 0 } choice }
            ? choice
            : plan.Cells[cell].Cell.Name;
    }
}
