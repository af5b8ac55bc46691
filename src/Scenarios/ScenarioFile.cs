using System.Text;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Scenarios;

/// <summary>Reads the text of a scenario from a file, or from a pipe that ends.</summary>
public static class ScenarioFile
{
    /// <summary>The name of the inventory's copy beside a resolved scenario.</summary>
    public const string Inventory = "inventory.csv";

    /// <summary>In bytes. A longer file is refused, even an endless one such as <c>/dev/zero</c>.</summary>
    public const int Longest = 4 * 1024 * 1024;

    /// <summary>The text of a file that a scenario includes.</summary>
    internal static string? ReadIncluded(HoconSource file, out string refusal)
    {
        if (Path.Exists(file.Place))
            return Read(file.Place, out refusal);
        var near = file.Place + ScenarioLibrary.Extension;
        refusal = $"found no file {file.Name}"
            + (File.Exists(near) ? $"; did you mean {Path.GetFileName(near)}?" : "")
            + ", allowed is a path relative to the folder of the file with the include";
        return null;
    }

    /// <returns>Null when there is no text; <paramref name="refusal"/> then says why, in one sentence.</returns>
    public static string? Read(string path, out string refusal)
    {
        refusal = "";
        if (Directory.Exists(path))
        {
            refusal = $"{path}: found a folder, allowed is a file";
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(BoundedFile.Read(path, Longest).Span);
        }
        catch (FileTooLongException)
        {
            const int Most = Longest / (1024 * 1024);
            refusal = $"{path}: found more than {Most} MiB, allowed are {Most} MiB at most";
        }
        catch (DecoderFallbackException)
        {
            refusal = $"{path}: found bytes that are no text, allowed is HOCON in UTF-8";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refusal = $"{path}: cannot be read: {e.Message}";
        }

        return null;
    }
}
