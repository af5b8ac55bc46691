using System.Security.Cryptography;
using System.Text.RegularExpressions;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Commands;

/// <summary>
/// Writes the file of an <c>--output</c> option: afterwards the file is complete, or unchanged. A symbolic link is
/// followed to its target. A pipe or a device is written to.
/// </summary>
internal static partial class WholeFile
{
    /// <summary>The option that names the file, where a command has no other one for it.</summary>
    private const string Usual = "--output";

    /// <summary>The option that lets a command replace a file.</summary>
    public static System.CommandLine.Option<bool> Overwrite() =>
        new("--overwrite") { Description = "Replace the file, if it exists." };

    /// <summary>Whether an option's value means standard output: it is absent, or names it.</summary>
    public static bool IsStandardOutput(string? path) => path is null or "-" or "/dev/stdout";

    /// <param name="path">Null or <c>-</c> for standard output.</param>
    /// <param name="overwrite">Whether a file that exists is replaced. A pipe or a device needs no permission.</param>
    /// <param name="option">The option that gave the path, for refusals.</param>
    /// <exception cref="HostException">The file exists, or cannot be written.</exception>
    public static void Write(string? path, bool overwrite, Action<Stream> write, string option = Usual)
    {
        if (IsStandardOutput(path))
        {
            using var output = StandardOutput.Open();
            write(output);
            return;
        }

        try
        {
            if (Target(path!, overwrite, option) is { } target)
                Replace(target, overwrite, write);
            else
                WriteThrough(path!, write);
        }
        catch (Exception e) when (
            !Pipes.IsBroken(e) && e is (IOException or UnauthorizedAccessException or ArgumentException))
        {
            // The message names the file that is written first, which only this program knows.
            throw HostException.Refused($"{path} cannot be written: {PartialName().Replace(e.Message, "")}");
        }
    }

    /// <summary>
    /// Refuses files before the first of them is written: of several, all are written or none. A file that is read is
    /// not written, whatever its name: --overwrite would replace the export by what was made of it.
    /// </summary>
    /// <param name="read">The files that the command reads.</param>
    /// <param name="written">The files to write, each with its option; those without a path are not written.</param>
    /// <exception cref="HostException">A file is read, too, is written twice, or may not be replaced.</exception>
    public static void Check(
        IReadOnlyList<string> read, IReadOnlyList<(string Option, string? Path)> written, bool overwrite)
    {
        for (var i = 0; i < written.Count; i++)
        {
            var (option, path) = written[i];
            if (IsStandardOutput(path))
                continue;
            if (read.FirstOrDefault(input => SameFile.Are(input, path!)) is { } input)
            {
                throw HostException.Refused(
                    $"{option} is {path}, which is the file that is read ({input}); allowed is another file.");
            }

            if (written.Take(i).FirstOrDefault(one => !IsStandardOutput(one.Path) && SameFile.Are(one.Path!, path!))
                is { Option: { } earlier })
                throw HostException.Refused($"{option} and {earlier} are one file, {path}; allowed are two.");
            _ = Target(path!, overwrite, option);
        }
    }

    /// <summary>The file that is replaced or made; null for a pipe or a device.</summary>
    private static string? Target(string path, bool overwrite, string option)
    {
        if (path.Length == 0)
            throw HostException.Refused($"{option} is empty; allowed is the name of a file.");
        if (Directory.Exists(path))
            throw HostException.Refused($"{path} is a directory; {option} names a file.");
        if (FileStatus.Of(path) is { IsRegular: false })
            return null;
        var target = TargetOf(path);
        if (RunDirectory.Around(target) is { } run)
        {
            throw HostException.Refused(
                $"{path} is in the run directory {run}, which holds the run's own files only; "
                + $"give another {option}.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } folder && !Directory.Exists(folder))
        {
            throw HostException.Refused(
                $"{path} cannot be written: there is no folder {Path.GetDirectoryName(target)}.");
        }

        return File.Exists(target) && !overwrite
            ? throw HostException.Refused($"{path} exists. Give another {option}, or --overwrite to replace it.")
            : target;
    }

    private static void WriteThrough(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        write(stream);
    }

    /// <summary>Given a link by its bare name, .NET would look for a relative target in the root folder.</summary>
    private static string TargetOf(string path) => new FileInfo(path).LinkTarget is null
        ? path
        : File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)!.FullName;

    /// <summary>
    /// Writes another file in the same folder first, then renames it: a rename within a folder is one step.
    /// </summary>
    private static void Replace(string path, bool overwrite, Action<Stream> write)
    {
        var partial = $"{path}.partial-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        try
        {
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
                write(stream);
            File.Move(partial, path, overwrite);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    [GeneratedRegex(@"\.partial-[0-9a-f]{8}")]
    private static partial Regex PartialName();
}
