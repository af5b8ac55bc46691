using RsrActors.Laboratory.Pages;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Printed;

namespace RsrActors.Simulator;

/// <summary>The outcome of a run that reached its scenario's end.</summary>
public sealed class SimulationResult
{
    internal SimulationResult(Report report) => Report = report;

    /// <summary>All figures of the run.</summary>
    public Report Report { get; }

    /// <summary>The hash of the whole history, in hexadecimal digits: equal for equal scenarios and seeds.</summary>
    public string HistoryHash => Report.HistoryHash;

    /// <summary>Writes the report as <c>report.json</c>; its schema is <c>docs/report.schema.json</c>.</summary>
    public void WriteJson(Stream stream) => ReportJson.Write(Report, stream);

    /// <summary>Writes the report as one HTML file, which needs no other.</summary>
    public void WriteHtml(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(RunPage.Of(Report));
    }

    /// <summary>Writes the summary that <c>rsr report</c> prints, without colours.</summary>
    /// <param name="width">The length of the lines, from 60 to 100 characters.</param>
    public void WriteText(TextWriter writer, int width = 100)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 100);
        new Summary(PlainConsole.Of(writer, width), Report).Write();
    }
}
