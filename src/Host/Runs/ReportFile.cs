using System.Text.Json;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Reports;

namespace RsrActors.Host.Runs;

/// <summary>report.json of a run directory: a projection of its events.</summary>
internal static class ReportFile
{
    public static Report Project(
        RunDirectory directory, FleetSimulation simulation, SimulationProtocol.Finished outcome, RunFigures run)
    {
        var scenario = directory.Scenario;
        using var stored = new StoredRun(directory.Storage.Rows, simulation.Format);
        var projection = new ReportProjection(scenario.Fleet.Devices);
        foreach (var happened in stored.Events())
            projection.Apply(happened);
        return projection.ReportAt(
            new(
                scenario.Name, scenario.Seed, directory.Manifest.Program, scenario.Start, scenario.Fleet.Devices, scenario.End,
                outcome.Epochs, outcome.Hash.ToString(), FleetSimulation.Invariants, 0),
            run);
    }

    /// <summary>Under another name first: a report is whole, or not there.</summary>
    public static void Write(RunDirectory directory, Report report)
    {
        var partial = directory.Report + ".partial";
        using (var stream = File.Create(partial))
            ReportJson.Write(report, stream);
        File.Move(partial, directory.Report, overwrite: true);
    }

    public static Report Read(RunDirectory directory)
    {
        if (!File.Exists(directory.Report))
            throw HostException.Refused($"{directory.Path} has no report yet. Finish it with: rsr resume {directory.Path}");
        try
        {
            using var stream = File.OpenRead(directory.Report);
            return ReportJson.Read(stream);
        }
        catch (JsonException e)
        {
            throw HostException.Failed($"{directory.Report} cannot be read: {e.Message}");
        }
    }
}
