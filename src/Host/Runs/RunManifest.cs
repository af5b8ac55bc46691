using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Host.Storage;
using RsrActors.Model;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios;

namespace RsrActors.Host.Runs;

/// <summary>run.json: the run of a directory, and the versions and database with which it was made.</summary>
/// <param name="Id">The id of the run, which is in the run directory and in the journal.</param>
/// <param name="ScenarioSha256">The digest of scenario.hocon: a changed scenario has another history.</param>
/// <param name="Journal">A name of <see cref="StorageChoice"/>.</param>
/// <param name="Schema">The schema of a run in PostgreSQL; null for any other run.</param>
internal sealed record RunManifest(
    string Id, string ScenarioSha256, string Scenario, ulong Seed, int Devices, string Program, int ModelVersion,
    int JournalVersion, string Journal, string? Schema = null)
{
    public const string FileName = RunIdentity.FileName;

    private const int Longest = 64 * 1024; // In bytes; the file has some hundred.

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions VersionsOnly = new(JsonSerializerDefaults.Web);

    /// <summary>The manifest of a new run, with a new id and, in PostgreSQL, a new schema.</summary>
    public static RunManifest Of(ScenarioReading.Accepted reading, StorageChoice choice) => new(
        RandomNumberGenerator.GetHexString(32, lowercase: true), DigestOf(reading.ResolvedHocon),
        reading.Scenario.Name, reading.Scenario.Seed, reading.Scenario.Fleet.Devices, ProgramVersion.Text,
        RunFormat.ModelVersion, RunFormat.JournalVersion, choice.Journal, choice.NewSchema());

    /// <summary>The value of <see cref="ScenarioSha256"/> for a text.</summary>
    public static string DigestOf(string scenario) => $"{Digest.Sha256(scenario)}";

    /// <summary>The run in one line.</summary>
    [JsonIgnore]
    public string Title => $"rsr {Program}, scenario {Scenario}, seed {Seed}, {HumanText.Count(Devices, "device")}";

    public void Write(string directory) =>
        File.WriteAllText(Path.Combine(directory, FileName), JsonSerializer.Serialize(this, Json) + "\n");

    /// <exception cref="HostException">The file is missing, cannot be read, or has another format.</exception>
    public static RunManifest Read(string directory)
    {
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file))
            throw HostException.Refused($"{directory} is no run directory: it has no {FileName}.");
        try
        {
            var text = RegularFile.ReadText(file, Longest);
            RequireThisFormat(directory, text);
            return JsonSerializer.Deserialize<RunManifest>(text, Json) ?? throw new JsonException("It holds null.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"{file} cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The schema in a manifest that may have another format, or be damaged.</summary>
    /// <returns>Null when the manifest names no schema.</returns>
    public static string? SchemaOf(string directory)
    {
        try
        {
            using var json = JsonDocument.Parse(RegularFile.ReadText(Path.Combine(directory, FileName), Longest));
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("schema", out var schema) && schema.ValueKind is JsonValueKind.String
                && PostgresSchema.IsName(schema.GetString())
                ? schema.GetString()
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The storage of this run.</summary>
    /// <param name="connection">A connection string from the command line; null to use the configured one.</param>
    /// <exception cref="HostException">
    /// This version does not support the database, or the connection string is missing or does not apply.
    /// </exception>
    public IRunStorage Storage(string directory, string? connection)
    {
        StorageChoice.RefuseConnectionToFiles(Journal, connection);
        return Journal switch
        {
            StorageChoice.Sqlite => new SqliteStorage(directory, Id),
            StorageChoice.Postgres => new PostgresStorage(
                PostgresConnection.Find(connection), RequireSchema(directory), Title, Id),
            var other => throw HostException.Refused(
                $"{directory} is stored in '{other}'; this is version {ProgramVersion.Text}, which knows "
                + $"{StorageChoice.Sqlite} and {StorageChoice.Postgres}."),
        };
    }

    /// <exception cref="HostException">The manifest names no schema, or not a schema of a run.</exception>
    public string RequireSchema(string directory) => PostgresSchema.IsName(Schema)
        ? Schema!
        : throw HostException.Refused($"{Path.Combine(directory, FileName)} names no schema of a run: '{Schema}'.");

    /// <summary>Checked before the rest is read: a file of another version may have other keys.</summary>
    private static void RequireThisFormat(string directory, string text)
    {
        var found = JsonSerializer.Deserialize<Versions>(text, VersionsOnly);
        if (found is { ModelVersion: { } model, JournalVersion: { } journal }
            && (model, journal) != (RunFormat.ModelVersion, RunFormat.JournalVersion))
        {
            throw HostException.Refused(
                $"{directory} was made by version {found.Program} with model {model} and journal format {journal}; "
                + $"this is version {ProgramVersion.Text} with model {RunFormat.ModelVersion} "
                + $"and journal format {RunFormat.JournalVersion}.");
        }
    }

    private sealed record Versions(string? Program, int? ModelVersion, int? JournalVersion);
}
