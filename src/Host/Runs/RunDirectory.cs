using RsrActors.Actors.Journal;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Fleets;
using RsrActors.Host.Storage;
using RsrActors.Model;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Runs;

/// <summary>
/// A run on disk: scenario, journal, keys, artifacts, report. It has one writer at a time and any number of readers.
/// </summary>
internal sealed class RunDirectory
{
    public const string ScenarioFile = "scenario.hocon";
    public const string ReportFile = "report.json";
    public const string ProfilesFolder = "profiles";

    private readonly Lazy<IRunStorage> _storage;

    internal RunDirectory(string path, RunManifest manifest, Scenario scenario, string? connection)
    {
        Path = path;
        Manifest = manifest;
        Scenario = scenario;
        _storage = new(() => manifest.Storage(path, connection));
        Signing = new SigningFolder(path);
    }

    public string Path { get; }

    public RunManifest Manifest { get; }

    public Scenario Scenario { get; }

    /// <summary>The storage of the run's rows.</summary>
    /// <exception cref="HostException">There is no connection string for the storage.</exception>
    public IRunStorage Storage => _storage.Value;

    public SigningFolder Signing { get; }

    public string Report => System.IO.Path.Combine(Path, ReportFile);

    /// <summary>
    /// The simulation of the run, for the first time or again. The foreign key may be a different one each time.
    /// </summary>
    /// <exception cref="HostException">The signing key cannot be read.</exception>
    public FleetSimulation Simulation(ResponseLibrary library, int threads) =>
        new(new World(Scenario), library, Signing.Read(), SigningKeys.Foreign(Scenario.Start), threads);

    /// <summary>
    /// The simulation for recomputing and comparing the run, also by a user who may not read its signing key.
    /// </summary>
    /// <exception cref="HostException">The signing key is missing or damaged.</exception>
    public FleetSimulation SimulationToCompare(ResponseLibrary library, int threads) => new(
        new World(Scenario), library, Signing.ReadOrReplace(Scenario.Signing.Algorithm, Scenario.Start),
        SigningKeys.Foreign(Scenario.Start), threads);

    /// <exception cref="HostException">The journal belongs to another run, or cannot be read.</exception>
    public void RequireOwnRows() => new StoredRun(Storage.Rows, RunFormat.ForReading()).Dispose();

    /// <summary>Whether the run is simulated to its end and has a report.</summary>
    /// <exception cref="HostException">The journal cannot be read.</exception>
    public bool IsFinished()
    {
        if (!File.Exists(Report))
            return false;
        using var stored = new StoredRun(Storage.Rows, RunFormat.ForRunning(new World(Scenario)));
        return stored.LastClosed()?.End >= Scenario.End;
    }

    /// <summary>The number of events in the closed epochs.</summary>
    /// <exception cref="HostException">The journal cannot be read.</exception>
    public long EventsStored(PayloadFormat format)
    {
        using var stored = new StoredRun(Storage.Rows, format);
        return stored.LastClosed()?.Events ?? 0;
    }

    /// <summary>Opens a run that exists, to read it.</summary>
    /// <param name="connection">A connection string from the command line, for a run in PostgreSQL.</param>
    /// <exception cref="HostException">It is not a run directory, or not one of this version.</exception>
    public static RunDirectory Open(string path, string? connection = null)
    {
        RequireRun(path);
        var manifest = RunManifest.Read(path);
        return new(path, manifest, ReadScenario(path, manifest), connection);
    }

    /// <exception cref="HostException">It is not a run directory.</exception>
    public static void RequireRun(string path)
    {
        if (File.Exists(path))
        {
            throw HostException.Refused(
                $"{path} is a file, not a run directory; allowed is a directory that 'rsr run' made (--out DIR).");
        }

        if (!Directory.Exists(path))
            throw HostException.Refused($"{(path.Length == 0 ? "''" : path)} does not exist.");
        if (!File.Exists(System.IO.Path.Combine(path, RunManifest.FileName)))
            throw HostException.Refused($"{path} is no run directory: it has no {RunManifest.FileName}.");
    }

    /// <summary>The run directory that contains a file, or would contain it.</summary>
    /// <returns>Null when there is no such run directory.</returns>
    public static string? Around(string file)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file));
        while (folder is not null
            && !(File.Exists(System.IO.Path.Combine(folder, RunManifest.FileName))
                && File.Exists(System.IO.Path.Combine(folder, ScenarioFile))))
            folder = System.IO.Path.GetDirectoryName(folder);
        return folder;
    }

    /// <summary>The candidates for a run without --out: runs/NAME-SEED, runs/NAME-SEED-2, … without an end.</summary>
    public static IEnumerable<string> DefaultPaths(Scenario scenario)
    {
        var name = System.IO.Path.Combine("runs", $"{scenario.Name}-{scenario.Seed}");
        for (var i = 1; ; i++)
            yield return i == 1 ? name : $"{name}-{i}";
    }

    /// <summary>Writes all files of a new run except its journal.</summary>
    public static void Fill(
        string path, RunManifest manifest, ScenarioReading.Accepted reading, ResponseLibrary library)
    {
        File.WriteAllText(System.IO.Path.Combine(path, ScenarioFile), reading.ResolvedHocon);
        if (reading.Scenario.Fleet.Roster is { } roster)
        {
            File.WriteAllText(
                System.IO.Path.Combine(path, Scenarios.ScenarioFile.Inventory),
                InventoryFormat.Write(roster.Inventory));
        }

        WriteProfiles(path, reading);
        manifest.Write(path);
        new SigningFolder(path).Create(reading.Scenario.Signing.Algorithm, reading.Scenario.Start);
        WriteArtifacts(path, library);
    }

    /// <summary>The resolved scenario of the directory: every key with its value.</summary>
    /// <exception cref="HostException">The file cannot be read.</exception>
    public string ResolvedScenario() => ReadText(System.IO.Path.Combine(Path, ScenarioFile));

    private static Scenario ReadScenario(string path, RunManifest manifest)
    {
        var file = System.IO.Path.Combine(path, ScenarioFile);
        var text = ReadText(file);
        if (RunManifest.DigestOf(text) != manifest.ScenarioSha256)
        {
            throw HostException.Refused(
                $"{file} is not the scenario of this run: its SHA-256 is {RunManifest.DigestOf(text)}, and "
                + $"{RunManifest.FileName} says {manifest.ScenarioSha256}. Put the run's own file back; "
                + "for another scenario use 'rsr run'.");
        }

        return ScenarioReader.Read(file, text, ScenarioOverrides.None, path) switch
        {
            ScenarioReading.Accepted accepted => RequireInventory(
                path, RequireSame(path, manifest, accepted.Scenario)),
            ScenarioReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };
    }

    private static Scenario RequireSame(string path, RunManifest manifest, Scenario scenario)
    {
        var described = (manifest.Scenario, manifest.Seed, manifest.Devices);
        var found = (scenario.Name, scenario.Seed, scenario.Fleet.Devices);
        return described == found
            ? scenario
            : throw HostException.Refused(
                $"{System.IO.Path.Combine(path, RunManifest.FileName)} says scenario, seed and devices are "
                + $"{described}; in {ScenarioFile} they are {found}.");
    }

    /// <summary>The reader has compared the devices; here the bytes are those that were written, too.</summary>
    private static Scenario RequireInventory(string path, Scenario scenario)
    {
        if (scenario.Fleet.Roster is not { } roster)
            return scenario;
        var file = System.IO.Path.Combine(path, Scenarios.ScenarioFile.Inventory);
        return $"{Digest.Sha256(File.ReadAllBytes(file))}" == roster.Sha256
            ? scenario
            : throw HostException.Refused(
                $"{file} is not the inventory of this run: it is written in another way. Put the run's own file back.");
    }

    private static string ReadText(string file)
    {
        try
        {
            return RegularFile.ReadText(file, Scenarios.ScenarioFile.Longest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"{file} cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// Copies of the profiles that the scenario names, for readers: what they say is in the resolved scenario.
    /// </summary>
    private static void WriteProfiles(string directory, ScenarioReading.Accepted reading)
    {
        if (reading.Profiles.IsEmpty)
            return;
        var folder = System.IO.Path.Combine(directory, ProfilesFolder);
        Directory.CreateDirectory(folder);
        foreach (var profile in reading.Profiles)
            File.WriteAllBytes(System.IO.Path.Combine(folder, profile.Name), profile.Bytes.Span);
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
