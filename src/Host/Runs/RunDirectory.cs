using RsrActors.Host.Scenarios;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Runs;

/// <summary>A run on disk: scenario, journal, keys, artifacts, report. One writer at a time; readers are welcome.</summary>
internal sealed class RunDirectory
{
    public const string ScenarioFile = "scenario.hocon";
    public const string ReportFile = "report.json";

    private RunDirectory(string path, RunManifest manifest, Scenario scenario)
    {
        Path = path;
        Manifest = manifest;
        Scenario = scenario;
        Storage = new RunStorage(path);
        Signing = new SigningFolder(path);
    }

    public string Path { get; }

    public RunManifest Manifest { get; }

    public Scenario Scenario { get; }

    public RunStorage Storage { get; }

    public SigningFolder Signing { get; }

    public string Report => System.IO.Path.Combine(Path, ReportFile);

    /// <summary>Opens a run that is there.</summary>
    /// <exception cref="HostException">It is no run directory, or not one of this version.</exception>
    public static RunDirectory Open(string path)
    {
        if (!Directory.Exists(path))
            throw HostException.Refused($"{path} does not exist.");
        var manifest = RunManifest.Read(path);
        var file = System.IO.Path.Combine(path, ScenarioFile);
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (IOException e)
        {
            throw HostException.Failed($"{file} cannot be read: {e.Message}");
        }

        return ScenarioReader.Read(file, text, ScenarioOverrides.None) switch
        {
            ScenarioReading.Accepted accepted => new(path, manifest, accepted.Scenario),
            ScenarioReading.Refused refused => throw HostException.Failed(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };
    }

    /// <summary>
    /// Makes a run directory under another name, and renames it when it is complete: whoever sees it can resume it.
    /// </summary>
    public static RunDirectory Create(string? wanted, bool overwrite, ScenarioReading.Accepted reading, ResponseLibrary library)
    {
        var scenario = reading.Scenario;
        var path = wanted ?? FirstFree(scenario);
        RefuseExisting(path, overwrite);
        var partial = $"{System.IO.Path.TrimEndingDirectorySeparator(path)}.partial-{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(partial);
            File.WriteAllText(System.IO.Path.Combine(partial, ScenarioFile), reading.ResolvedHocon);
            var manifest = new RunManifest(
                scenario.Name, scenario.Seed, scenario.Fleet.Devices, ProgramVersion.Text,
                Actors.Journal.RunFormat.ModelVersion, Actors.Journal.RunFormat.JournalVersion, "sqlite");
            manifest.Write(partial);
            new RunStorage(partial).Create();
            new SigningFolder(partial).Create(scenario.Signing.Algorithm, scenario.Start);
            WriteArtifacts(partial, library);
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            Directory.Move(partial, path);
            return new(path, manifest, scenario);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
            throw HostException.Refused($"The run directory {path} cannot be made: {e.Message}");
        }
    }

    private static string FirstFree(Scenario scenario)
    {
        var name = System.IO.Path.Combine("runs", $"{scenario.Name}-{scenario.Seed}");
        for (var i = 1; ; i++)
        {
            var path = i == 1 ? name : $"{name}-{i}";
            if (!Directory.Exists(path) && !File.Exists(path))
                return path;
        }
    }

    private static void RefuseExisting(string path, bool overwrite)
    {
        if (File.Exists(path))
            throw HostException.Refused($"{path} is a file.");
        if (!Directory.Exists(path))
            return;
        if (!overwrite)
            throw HostException.Refused($"{path} exists. Give another --out, or --overwrite to replace it.");
        if (Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(System.IO.Path.Combine(path, RunManifest.FileName)))
            throw HostException.Refused($"{path} is no run directory; --overwrite does not replace it.");

        // A writer that is at work in it is not to lose the ground under its feet.
        RunLock.Take(path).Dispose();
    }

    private static void WriteArtifacts(string directory, ResponseLibrary library)
    {
        foreach (var content in library.All)
        {
            var folder = System.IO.Path.Combine(directory, "artifacts", content.ReleaseId, content.Variant);
            Directory.CreateDirectory(folder);
            foreach (var file in content.Files())
                File.WriteAllBytes(System.IO.Path.Combine(folder, file.Name), file.Bytes.AsSpan());
        }
    }
}
