using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Host.Scenarios;
using RsrActors.Host.Storage;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Runs;

/// <summary>
/// A run on disk: scenario, journal, keys, artifacts, report. One writer at a time; readers are welcome.
/// </summary>
internal sealed class RunDirectory
{
    public const string ScenarioFile = "scenario.hocon";
    public const string ReportFile = "report.json";

    private readonly Lazy<IRunStorage> _storage;

    private RunDirectory(string path, RunManifest manifest, Scenario scenario, string? connection)
    {
        Path = path;
        Manifest = manifest;
        Scenario = scenario;
        _storage = new(() => StorageChoice.Of(path, manifest, connection));
        Signing = new SigningFolder(path);
    }

    public string Path { get; }

    public RunManifest Manifest { get; }

    public Scenario Scenario { get; }

    /// <summary>Where its rows are.</summary>
    /// <exception cref="HostException">Nothing says how they are reached.</exception>
    public IRunStorage Storage => _storage.Value;

    public SigningFolder Signing { get; }

    public string Report => System.IO.Path.Combine(Path, ReportFile);

    /// <summary>
    /// The run as it is computed, for the first time or again: the foreign key may be another each time.
    /// </summary>
    /// <exception cref="HostException">Its signing key cannot be read.</exception>
    public FleetSimulation Simulation(ResponseLibrary library, int threads) =>
        new(new World(Scenario), library, Signing.Read(), SigningFolder.Foreign(Scenario.Start), threads);

    /// <summary>How many events were simulated before.</summary>
    /// <exception cref="HostException">The journal cannot be read.</exception>
    public long EventsStored(PayloadFormat format)
    {
        using var stored = new StoredRun(Storage.Rows, format);
        return stored.LastClosed()?.Events ?? 0;
    }

    /// <summary>The same fleet, keys and script, but no response does any harm.</summary>
    public FleetSimulation WithoutRegressions(ResponseLibrary library, int threads)
    {
        // Nothing is stored, so no state has to be kept for a snapshot either.
        var harmless = Scenario with
        {
            Kernel = Scenario.Kernel with { SnapshotEvery = int.MaxValue },
            Releases = [.. Scenario.Releases.Select(release => release with { Regressions = [] })],
        };
        return new(new World(harmless), library, Signing.Read(), SigningFolder.Foreign(Scenario.Start), threads);
    }

    /// <summary>Opens a run that is there.</summary>
    /// <param name="connection">A connection string from the command line, for a run in PostgreSQL.</param>
    /// <exception cref="HostException">It is no run directory, or not one of this version.</exception>
    public static RunDirectory Open(string path, string? connection = null)
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
            ScenarioReading.Accepted accepted => new(path, manifest, accepted.Scenario, connection),
            ScenarioReading.Refused refused => throw HostException.Failed(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };
    }

    /// <summary>
    /// Makes a run directory under another name, and renames it when it is complete: whoever sees it can resume it.
    /// </summary>
    public static RunDirectory Create(
        string? wanted, bool overwrite, StorageChoice choice, ScenarioReading.Accepted reading, ResponseLibrary library)
    {
        var scenario = reading.Scenario;
        var path = wanted ?? FirstFree(scenario);
        var manifest = new RunManifest(
            scenario.Name, scenario.Seed, scenario.Fleet.Devices, ProgramVersion.Text,
            Actors.Journal.RunFormat.ModelVersion, Actors.Journal.RunFormat.JournalVersion, choice.Journal,
            choice.NewSchema());
        var partial = $"{System.IO.Path.TrimEndingDirectorySeparator(path)}.partial-{Environment.ProcessId}";
        var storage = StorageChoice.Of(partial, manifest, choice.Connection);
        var place = RunPlace.Require(path, overwrite, choice.Connection);
        storage.Require();
        try
        {
            Directory.CreateDirectory(partial);
            File.WriteAllText(System.IO.Path.Combine(partial, ScenarioFile), reading.ResolvedHocon);
            manifest.Write(partial);
            new SigningFolder(partial).Create(scenario.Signing.Algorithm, scenario.Start);
            WriteArtifacts(partial, library);
            Complete(partial, storage, place);
            return new(path, manifest, scenario, choice.Connection);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"The run directory {path} cannot be made: {e.Message}");
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>
    /// The storage last: by then run.json names it, and one that nobody can name is never left behind.
    /// </summary>
    private static void Complete(string partial, IRunStorage storage, RunPlace place)
    {
        storage.Create();
        try
        {
            place.Take(partial);
        }
        catch
        {
            storage.Drop();
            throw;
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
