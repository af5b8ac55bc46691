using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Stored;

namespace RsrActors.Host.Experiments;

/// <summary>
/// experiment.json: with which program and which scenarios the runs of a directory were made. Rows of another model, or
/// of changed scenarios, would not be comparable with the stored ones.
/// </summary>
/// <param name="Format">Of the stored rows: <see cref="ExperimentFormat.Version"/>.</param>
/// <param name="Design">experiment.hocon, as the experiment began.</param>
/// <param name="Columns">The names of the measures, in their order.</param>
internal sealed record ExperimentManifest(
    int Format, string Program, int ModelVersion, string Design, ImmutableArray<string> Columns,
    ImmutableArray<ManifestCell> Cells)
{
    public const string FileName = "experiment.json";

    private const int Longest = 64 * 1024 * 1024; // In bytes; a cell has about a hundred.

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static ExperimentManifest Of(ExperimentPlan plan) => new(
        ExperimentFormat.Version, ProgramVersion.Text, RunFormat.ModelVersion, ExperimentWriter.Write(plan.Experiment),
        [.. plan.Measures.Select(measure => measure.Name)],
        [.. plan.Cells.Select(cell => new ManifestCell(cell.Cell.Name, cell.ScenarioSha256))]);

    /// <exception cref="HostException">The directory has no experiment, or one of another program.</exception>
    public static ExperimentManifest Read(string directory)
    {
        RequireFile(directory, FileName);
        var file = Path.Combine(directory, FileName);
        try
        {
            return JsonSerializer.Deserialize<ExperimentManifest>(RegularFile.ReadText(file, Longest), Json)
                is { Columns.IsDefault: false, Cells.IsDefault: false } manifest
                && !manifest.Columns.Contains(null!) && !manifest.Cells.Contains(null!)
                ? manifest
                : throw Damaged(file);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Damaged(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"{file} cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <exception cref="HostException">The directory, or this file of an experiment in it, is missing.</exception>
    internal static void RequireFile(string directory, string name)
    {
        if (File.Exists(directory))
        {
            throw HostException.Refused(
                $"{directory} is a file, not a directory of an experiment; allowed is one that an experiment made.");
        }

        if (!Directory.Exists(directory))
            throw HostException.Refused($"{(directory.Length == 0 ? "''" : directory)} does not exist.");
        if (!File.Exists(Path.Combine(directory, name)))
            throw HostException.Refused($"{directory} is no directory of an experiment: it has no {name}.");
    }

    private static HostException Damaged(string file) => HostException.Refused(
        $"{file} is damaged or incomplete; allowed is the file as the experiment began. Put it back from a copy, or "
        + "begin anew with another --out.");

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>
    /// Why runs of the present program and of a plan do not belong to those of this directory, in one sentence; null
    /// when they do.
    /// </summary>
    public string? DifferenceTo(ExperimentManifest now)
    {
        if (ModelVersion != now.ModelVersion || Format != now.Format)
        {
            return $"it was made by version {Program} with model {ModelVersion} and row format {Format}; this is "
                + $"version {now.Program} with model {now.ModelVersion} and row format {now.Format}.";
        }

        if (FirstDifference(Design, now.Design) is { } line)
            return $"experiment.hocon has changed: the experiment began with '{line.Before}', now it is '{line.Now}'.";
        if (!Columns.SequenceEqual(now.Columns))
        {
            var other = Columns.Except(now.Columns).Concat(now.Columns.Except(Columns));
            return $"it began with other measures: {string.Join(", ", other.Take(5))}.";
        }

        foreach (var (before, after) in Cells.Zip(now.Cells))
        {
            if (before != after)
                return $"the scenario of cell '{before.Name}' has changed since the experiment began.";
        }

        return null;
    }

    private static (string Before, string Now)? FirstDifference(string before, string now)
    {
        var (old, present) = (before.Split('\n'), now.Split('\n'));
        for (var i = 0; i < Math.Max(old.Length, present.Length); i++)
        {
            var (one, other) = (old.ElementAtOrDefault(i) ?? "", present.ElementAtOrDefault(i) ?? "");
            if (one != other)
                return (one.Trim(), other.Trim());
        }

        return null;
    }
}

/// <summary>A cell of an experiment, and the digest of its scenario with every key written out.</summary>
internal sealed record ManifestCell(string Name, string ScenarioSha256);
