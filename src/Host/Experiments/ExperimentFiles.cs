using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Pages;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Experiments;

/// <summary>
/// The files of an experiment that are made at its end from all of its rows: <c>report.html</c>, <c>runs.parquet</c>
/// and
/// <c>curves.parquet</c>. Equal rows give equal bytes.
/// </summary>
internal static class ExperimentFiles
{
    /// <param name="open">Opens a file of the directory by its name, to be written.</param>
    /// <param name="rows">In the order of the experiment.</param>
    public static void Write(
        Func<string, Stream> open, ExperimentSummary summary, IReadOnlyCollection<RunFinished> rows)
    {
        using (var page = open("report.html"))
            page.Write(Encoding.UTF8.GetBytes(ExperimentPage.Of(summary, rows, ProgramVersion.Text)));
        using (var runs = open("runs.parquet"))
            runs.Write(RunsParquet.Of(summary.Plan, rows));
        using (var curves = open("curves.parquet"))
            curves.Write(CurvesParquet.Of(summary.Plan, rows));
    }
}
