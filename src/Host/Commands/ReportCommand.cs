using System.CommandLine;
using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Host.Runs;
using RsrActors.Laboratory.Pages;
using RsrActors.Reports.Printed;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary>
/// <c>rsr report</c>: the summary of a finished run, printed again, as a page to mail, or as plots in files.
/// </summary>
internal static class ReportCommand
{
    private const string Text = "text";
    private const string Html = "html";
    private static readonly string[] Formats = [Text, Html];

    public static Command Create(IAnsiConsole console)
    {
        var path = new Argument<string>("directory") { Description = "The run directory." };
        var format = new Option<string>("--format")
        {
            Description = "text (printed), or html (one page with charts, which needs nothing else).",
            DefaultValueFactory = _ => Text,
        };
        var file = new Option<string?>("--output")
        {
            Description = "The file to write the page to; without it, or with -, standard output.",
        };
        var page = new Option<string?>("--html")
        {
            Description = "The file to write the page to: short for --format html --output FILE.",
        };
        var plots = new Option<string?>("--plots")
        {
            Description = "A folder, to write each plot of the page to as an SVG file.",
        };
        var overwrite = WholeFile.Overwrite();
        var command = new Command("report", "Prints the summary of a finished run again, or writes it as a page.")
        {
            path, format, file, page, plots, overwrite,
        };
        command.SetAction(parsed =>
        {
            var form = parsed.GetValue(format)!;
            if (!Formats.Contains(form))
                throw HostException.Refused($"--format is '{form}'; it may be {string.Join(", ", Formats)}.");
            var target = parsed.GetValue(page);
            var isLong = parsed.GetValue(file) is not null || parsed.GetResult(format) is { Implicit: false };
            if (target is not null && isLong)
            {
                throw HostException.Refused(
                    "--html FILE is short for --format html --output FILE; give one of the two.");
            }

            if (form == Text && parsed.GetValue(file) is not null)
                throw HostException.Refused("--output is for a page; give --format html with it.");
            var report = ReportFile.Read(RunDirectory.Open(parsed.GetValue(path)!));
            var replaces = parsed.GetValue(overwrite);
            var folder = parsed.GetValue(plots);
            var files = folder is null ? [] : PlotFiles.Of(folder, report, replaces);
            var isPage = form == Html || target is not null;
            var hasNoPlot = folder is not null && files.IsEmpty;
            if (hasNoPlot && !isPage)
                throw HostException.Refused(PlotFiles.None);
            if (isPage)
            {
                WholeFile.Write(
                    target ?? parsed.GetValue(file), replaces,
                    output => output.Write(Encoding.UTF8.GetBytes(RunPage.Of(report))),
                    target is null ? file.Name : page.Name);
            }
            else if (folder is null)
                new Summary(console, report).Write();
            foreach (var plot in files)
                plot.Write();
            if (hasNoPlot)
                StandardError.Say(parsed.InvocationConfiguration.Error, PlotFiles.None);
            return ExitCode.Done;
        });
        return command;
    }
}
