using System.Collections.Immutable;
using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Laboratory.Pages;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Commands;

/// <summary>One plot of a run and the file that will have it.</summary>
internal sealed record PlotFile(string Path, RunPlot Plot, bool Overwrites)
{
    /// <summary>Makes the folder, if it does not exist, and writes the file.</summary>
    /// <exception cref="HostException">One of them cannot be made.</exception>
    public void Write()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw HostException.Refused($"--plots: {folder} cannot be made: {e.Message}");
        }

        WholeFile.Write(Path, Overwrites, output => output.Write(Encoding.UTF8.GetBytes(Plot.Svg)), "--plots");
    }
}

/// <summary>The files of <c>--plots</c>: all of them can be written, or none is.</summary>
internal static class PlotFiles
{
    /// <summary>Why a run has no plot, after the name of the option.</summary>
    public const string None = "--plots: this run has no response and no vulnerability, so it has no plot.";

    /// <summary>Checks the folder and each file, before anything is written. A run may have no plot.</summary>
    /// <exception cref="HostException">The folder is not for plots, or has one of the files already.</exception>
    public static ImmutableArray<PlotFile> Of(string folder, Report report, bool overwrites)
    {
        if (folder.Length == 0)
            throw HostException.Refused("--plots is empty; allowed is the name of a folder.");
        if (File.Exists(folder))
            throw HostException.Refused($"--plots: {folder} is a file; allowed is the name of a folder.");
        var plots = RunPlots.Of(report);
        if (plots.IsEmpty)
            return [];
        ImmutableArray<PlotFile> files =
            [.. plots.Select(plot => new PlotFile(Path.Combine(folder, $"{plot.Name}.svg"), plot, overwrites))];
        if (RunDirectory.Around(files[0].Path) is { } run)
        {
            throw HostException.Refused(
                $"--plots: {folder} is in the run directory {run}, which holds the run's own files only; give another "
                + "folder.");
        }

        if (!overwrites && files.FirstOrDefault(file => File.Exists(file.Path)) is { } there)
        {
            throw HostException.Refused(
                $"{there.Path} exists. Give another folder with --plots, or --overwrite to replace it.");
        }

        return files;
    }
}
