using System.ComponentModel;
using System.Diagnostics;

namespace RsrActors.Model.Tests.Cryptexes;

/// <summary>
/// A command of the machine that reads our files independently of our code. A test without the command is skipped.
/// </summary>
internal static class StockTool
{
    /// <summary>Runs the command in a folder and gives what it printed; it has to succeed.</summary>
    public static string Run(DirectoryInfo folder, string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
        };
        using var process = Start(start);
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        return printed;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new SkipException($"This machine has no '{start.FileName}'.");
        }
    }
}
