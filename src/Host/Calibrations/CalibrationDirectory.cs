using System.Text;
using Akka.Configuration;
using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Host.Runs;
using RsrActors.Laboratory.Calibration;
using RsrActors.Scenarios;

namespace RsrActors.Host.Calibrations;

/// <summary>
/// The directory of a calibration or a forecast. From the start it has <c>calibration.json</c>, <c>observed.csv</c> and
/// the journal, in which a row is stored as soon as its run has ended. The other files follow from the journal, and are
/// written at the end.
/// </summary>
internal sealed class CalibrationDirectory
{
    public const string ObservedFile = "observed.csv";

    private readonly ExperimentJournal _journal;

    private CalibrationDirectory(string path, CalibrationPlan plan) => (Path, Plan, _journal) = (path, plan, new(path));

    public string Path { get; }

    public CalibrationPlan Plan { get; }

    /// <summary>The journal's configuration.</summary>
    public Config Storage => _journal.Configuration;

    /// <summary>Makes the directory of a new calibration: all of it, or nothing.</summary>
    /// <param name="observed">The text of the observed points.</param>
    /// <exception cref="HostException">The place is taken, or cannot be written.</exception>
    public static CalibrationDirectory Create(string path, CalibrationPlan plan, string observed)
    {
        NewDirectory.Create(
            path, CalibrationManifest.FileName, $"a calibration. Go on with: rsr calibrate --resume {path}", folder =>
            {
                File.WriteAllText(System.IO.Path.Combine(folder, ObservedFile), observed);
                File.WriteAllBytes(
                    System.IO.Path.Combine(folder, CalibrationManifest.FileName),
                    CalibrationManifest.Of(plan, observed).ToBytes());
            });
        return new(path, plan);
    }

    /// <summary>Opens the directory of a calibration that has begun.</summary>
    /// <exception cref="HostException">There is none, or its files have changed.</exception>
    public static CalibrationDirectory Open(string path)
    {
        var manifest = CalibrationManifest.Read(path);
        var file = System.IO.Path.Combine(path, ObservedFile);
        var (plan, observed) = PlanOf(manifest.Request, file);
        if (manifest.DifferenceTo(CalibrationManifest.Of(plan, observed)) is { } difference)
            throw HostException.Refused($"{path} cannot be used: {difference}");
        var directory = new CalibrationDirectory(path, plan);
        directory._journal.Require();
        return directory;
    }

    /// <summary>Reads the observed points and the scenario.</summary>
    /// <exception cref="HostException">One of them is refused.</exception>
    public static (CalibrationPlan Plan, string Observed) PlanOf(CalibrationRequest request, string file)
    {
        var observed = ObservedReader.ReadFile(file) switch
        {
            ObservedReading.Accepted accepted => accepted,
            ObservedReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A file of observed points is accepted or refused."),
        };
        return CalibrationPlanner.Plan(request, observed.Points, file, ScenarioLibrary.Installed) switch
        {
            CalibrationPlanning.Accepted accepted => (accepted.Plan, observed.Text),
            CalibrationPlanning.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A calibration is accepted or refused."),
        };
    }

    /// <summary>Keeps every other writer out until it is disposed of.</summary>
    /// <exception cref="HostException">Another process writes.</exception>
    public IDisposable Hold() => RunLock.Take(Path);

    /// <summary>Writes what follows from all rows.</summary>
    public void Write(CalibrationResult result)
    {
        WriteText("behaviour.hocon", CalibrationFiles.Behaviour(result));
        WriteText("posterior.csv", CalibrationFiles.Posterior(result));
        WriteText("runs.csv", CalibrationFiles.Runs(result));
        WriteText("report.html", CalibrationPage.Of(result, ProgramVersion.Text));
        using var summary = new FileStream(System.IO.Path.Combine(Path, "summary.json"), FileMode.Create);
        CalibrationJson.Write(result, ProgramVersion.Text, summary);
    }

    /// <summary>What to tell the user about a failure; null when it has nothing to do with the directory.</summary>
    public string? Explain(Exception cause) => cause is IOException or UnauthorizedAccessException
        ? $"{Path} cannot be written: {cause.Message}"
        : _journal.Explain(cause);

    private void WriteText(string name, string text) =>
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), Encoding.UTF8.GetBytes(text));
}
