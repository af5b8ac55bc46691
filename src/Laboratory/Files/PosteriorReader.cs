using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Files;

/// <summary>
/// Reads the <c>posterior.csv</c> of a calibration: a column for each key of the scenario, a row for each draw, values
/// as a scenario has them.
/// </summary>
public static class PosteriorReader
{
    private const int MostKeys = 50;

    /// <param name="why">One sentence: file and row, what was found, what is allowed; when the result is null.</param>
    public static PosteriorDraws? ReadFile(string path, out string why)
    {
        if (ScenarioFile.Read(path, out why) is { } text)
            return Read(path, text, out why);
        why = OneLine.Of(why);
        return null;
    }

    /// <param name="file">How refusals name the text.</param>
    public static PosteriorDraws? Read(string file, string text, out string why)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[][] rows = [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
        string[] keys = [.. rows[0].Select(key => key.Trim())];
        why = $"{file}: row 1: found '{ValueText.Shorten(string.Join(',', rows[0]))}', allowed are up to {MostKeys} "
            + "keys such as fleet.behaviour.seekers, each once";
        if (keys.Length > MostKeys || keys.Distinct(StringComparer.Ordinal).Count() < keys.Length
            || !keys.All(key => key.Contains('.', StringComparison.Ordinal))
            || keys.Any(key => key.Contains('=', StringComparison.Ordinal)))
        {
            return null;
        }

        why = $"{file}: found {rows.Length - 1} draws, allowed are 1 to {PosteriorDraws.Most}";
        if (rows.Length - 1 is < 1 or > PosteriorDraws.Most)
            return null;
        var draws = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        for (var i = 1; i < rows.Length; i++)
        {
            why = $"{file}: row {i + 1}: found {rows[i].Length} values, allowed are {keys.Length}, one for each key";
            if (rows[i].Length != keys.Length)
                return null;
            draws.Add([.. keys.Zip(rows[i], (key, value) => $"{key}={value.Trim()}")]);
        }

        return new(draws.ToImmutable());
    }
}
