using System.CommandLine;
using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Laboratory.Pages;
using RsrActors.Reports.Printed;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr report</c>: the summary of a finished run, printed again or as a page.</summary>
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
            Description = "text (printed), or html (one page with a chart, which needs nothing else).",
            DefaultValueFactory = _ => Text,
        };
        var file = new Option<string?>("--output")
        {
            Description = "The file to write the page to; without it, or with -, standard output.",
        };
        var overwrite = WholeFile.Overwrite();
        var command = new Command("report", "Prints the summary of a finished run again, or writes it as a page.")
        {
            path, format, file, overwrite,
        };
        command.SetAction(parsed =>
        {
            var form = parsed.GetValue(format)!;
            if (!Formats.Contains(form))
                throw HostException.Refused($"--format is '{form}'; it may be {string.Join(", ", Formats)}.");
            if (form == Text && parsed.GetValue(file) is not null)
                throw HostException.Refused("--output is for a page; give --format html with it.");
            var report = ReportFile.Read(RunDirectory.Open(parsed.GetValue(path)!));
            if (form == Text)
            {
                new Summary(console, report).Write();
            }
            else
            {
                WholeFile.Write(
                    parsed.GetValue(file), parsed.GetValue(overwrite),
                    output => output.Write(Encoding.UTF8.GetBytes(RunPage.Of(report))));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
