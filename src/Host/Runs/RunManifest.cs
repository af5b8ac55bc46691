using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Host.Storage;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios;

namespace RsrActors.Host.Runs;

/// <summary>run.json: what made a run directory.</summary>
/// <param name="Id">The run's own name, by which run directory and journal recognise each other.</param>
/// <param name="ScenarioSha256">Of the bytes of scenario.hocon: a changed scenario has another history.</param>
/// <param name="Journal">A name of <see cref="StorageChoice"/>.</param>
/// <param name="Schema">The run's own schema, of a run in PostgreSQL; null of any other.</param>
internal sealed record RunManifest(
    string Id, string ScenarioSha256, string Scenario, ulong Seed, int Devices, string Program, int ModelVersion,
    int JournalVersion, string Journal, string? Schema = null)
{
    public const string FileName = RunIdentity.FileName;

    private const int Longest = 64 * 1024; // In bytes; written are some hundred.

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

    /// <summary>Of a new run, with a name and, in PostgreSQL, a schema of its own.</summary>
    public static RunManifest Of(ScenarioReading.Accepted reading, StorageChoice choice) => new(
        RandomNumberGenerator.GetHexString(32, lowercase: true), DigestOf(reading.ResolvedHocon),
        reading.Scenario.Name, reading.Scenario.Seed, reading.Scenario.Fleet.Devices, ProgramVersion.Text,
        RunFormat.ModelVersion, RunFormat.JournalVersion, choice.Journal, choice.NewSchema());

    /// <summary>What <see cref="ScenarioSha256"/> is of a text.</summary>
    public static string DigestOf(string scenario) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scenario)));

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
            var text = RegularFile.ReadText(file, Longest);
            RequireThisFormat(directory, text);
            return JsonSerializer.Deserialize<RunManifest>(text, Json) ?? throw new JsonException("It holds null.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"{file} cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The schema of a run that may be of another format, or damaged.</summary>
    /// <returns>Null when none is named.</returns>
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
    /// <param name="connection">A connection string from the command line; null to look for one elsewhere.</param>
    /// <exception cref="HostException">There is no such database, or it cannot be reached that way.</exception>
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

    /// <exception cref="HostException">There is none, or it is none of ours.</exception>
    public string RequireSchema(string directory) => PostgresSchema.IsName(Schema)
        ? Schema!
        : throw HostException.Refused($"{Path.Combine(directory, FileName)} names no schema of a run: '{Schema}'.");

    /// <summary>
    /// Asked before the rest is read: a file of another version may have other keys.
    /// </summary>
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
