using System.Text.Json;
using System.Text.Json.Serialization;
using RsrActors.Actors.Journal;
using RsrActors.Host.Reports;
using RsrActors.Host.Storage;

namespace RsrActors.Host.Runs;

/// <summary>run.json: what made a run directory.</summary>
/// <param name="Journal">A name of <see cref="StorageChoice"/>.</param>
/// <param name="Schema">The run's own schema, of a run in PostgreSQL; null of any other.</param>
internal sealed record RunManifest(
    string Scenario, ulong Seed, int Devices, string Program, int ModelVersion, int JournalVersion, string Journal,
    string? Schema = null)
{
    public const string FileName = "run.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The run in one line.</summary>
    [JsonIgnore]
    public string Title => $"rsr {Program}, scenario {Scenario}, seed {Seed}, {HumanText.Count(Devices, "device")}";

    public void Write(string directory) =>
        File.WriteAllText(Path.Combine(directory, FileName), JsonSerializer.Serialize(this, Json) + "\n");

    /// <exception cref="HostException">There is none, it cannot be read, or it is of another format.</exception>
    public static RunManifest Read(string directory)
    {
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file))
            throw HostException.Refused($"{directory} is no run directory: it has no {FileName}.");
        try
        {
            var manifest = JsonSerializer.Deserialize<RunManifest>(File.ReadAllText(file), Json)!;
            manifest.RequireThisFormat(directory);
            return manifest;
        }
        catch (JsonException e)
        {
            throw HostException.Failed($"{file} cannot be read: {e.Message}");
        }
    }

    /// <summary>The schema of a run that may be of another format, or damaged.</summary>
    /// <returns>Null when none is named.</returns>
    public static string? SchemaOf(string directory)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, FileName)));
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("schema", out var schema) && schema.ValueKind is JsonValueKind.String
                && PostgresSchema.IsName(schema.GetString())
                ? schema.GetString()
                : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="HostException">There is none, or it is none of ours.</exception>
    public string RequireSchema(string directory) => PostgresSchema.IsName(Schema)
        ? Schema!
        : throw HostException.Failed($"{Path.Combine(directory, FileName)} names no schema of a run: '{Schema}'.");

    private void RequireThisFormat(string directory)
    {
        if (ModelVersion != RunFormat.ModelVersion || JournalVersion != RunFormat.JournalVersion)
        {
            throw HostException.Refused(
                $"{directory} was made by version {Program} with model {ModelVersion} and journal format {JournalVersion}; "
                + $"this is version {ProgramVersion.Text} with model {RunFormat.ModelVersion} "
                + $"and journal format {RunFormat.JournalVersion}.");
        }
    }
}

/// <summary>The program's own version.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
