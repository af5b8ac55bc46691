using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Results;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>Which runs failed, and how the experiment, or one run of it, is repeated.</summary>
internal static class RepeatSection
{
    private const int MostFailures = 50;

    public static void WriteFailures(HtmlPage page, ExperimentView view)
    {
        (RunFinished Row, string Reason)[] failures =
        [
            .. view.Rows.Where(row => row.Outcome is RunOutcome.Failed)
                .Select(row => (row, ((RunOutcome.Failed)row.Outcome).Reason)),
        ];
        if (failures.Length == 0)
        {
            page.Paragraph("None.");
            return;
        }

        page.Paragraph(
            "They have no measures and are left out of every figure above. If they failed because of what was "
            + "measured, the figures are biased.");
        page.Table(
            failures.Length > MostFailures
                ? $"The first {MostFailures} of {HumanText.Count(failures.Length)}; all are in runs.csv."
                : $"{HumanText.Count(failures.Length, "run")}.",
            [
                new("cell"), new("replication", HtmlColumnKind.Number), new("seed", HtmlColumnKind.Number),
                new("reason"),
            ],
            [
                new("", failures.Take(MostFailures).Select(one => (string[])
                    [view.NameOf(one.Row.Cell), $"{one.Row.Replication}", $"{one.Row.Seed}", one.Reason])),
            ]);
    }

    public static void Write(HtmlPage page, ExperimentView view)
    {
        var experiment = view.Plan.Experiment;
        var cell = view.Plan.Cells[0].Cell;
        page.Paragraph("In the directory of this page, the whole experiment, with the same rows:");
        page.Lines("rsr experiment run ./experiment.hocon --out again");
        page.Paragraph(
            "One run with its whole directory, history and report; any cell and replication can be given:");
        page.Lines($"rsr experiment rerun . --cell {Quoted(cell.Name)} --replication 1");
        page.Paragraph("The same run without the experiment:");
        page.Lines(string.Join(
            " \\\n  ",
            [
                $"rsr run {Quoted(experiment.Scenario)} --seed {CommonSeeds.SeedOf(experiment.Seed, 1)}",
                .. experiment.Fleet is { } fleet ? (string[])[$"--fleet {Quoted(fleet)}"] : [],
                .. experiment.Devices is { } devices ? (string[])[$"--devices {Quoted(devices)}"] : [],
                .. experiment.Days is { } days ? (string[])[$"--days {Quoted(days)}"] : [],
                .. cell.Settings.Concat(experiment.Settings).Concat(experiment.Draws.Of(1))
                    .Select(setting => $"--set {Quoted(setting)}"),
            ]));
    }

    /// <summary>As a shell takes it.</summary>
    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '/')
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
