using System.Text.Json;
using System.Text.Json.Serialization;
using RsrActors.Actors.Journal;

namespace RsrActors.Host.Runs;

/// <summary>run.json: what made a run directory.</summary>
internal sealed record RunManifest(
    string Scenario, ulong Seed, int Devices, string Program, int ModelVersion, int JournalVersion, string Journal)
{
    public const string FileName = "run.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

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

    private void RequireThisFormat(string directory)
    {
        if (ModelVersion != RunFormat.ModelVersion || JournalVersion != RunFormat.JournalVersion)
        {
            throw HostException.Refused(
                $"{directory} was made by version {Program} with model {ModelVersion} and journal format {JournalVersion}; "
                + $"this is version {ProgramVersion.Text} with model {RunFormat.ModelVersion} and journal format {RunFormat.JournalVersion}.");
        }
    }
}

/// <summary>The program's own version.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
