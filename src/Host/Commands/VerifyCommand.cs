using System.CommandLine;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Cryptexes;
using RsrActors.Reports.Numbers;
using RsrActors.Running;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr verify</c>: computes a run again, and compares every stored row.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("directory") { Description = "The run directory." };
        var threads = RunCommand.Threads();
        var connection = StorageOptions.Connection();
        var command =
            new Command("verify", "Computes a run again and compares every stored row.") { path, threads, connection };
        command.SetAction((parsed, _) => Verify(
            RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection)), parsed.GetValue(threads),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> Verify(RunDirectory directory, int threads, TextWriter output)
    {
        using var simulation = directory.SimulationToCompare(new ResponseLibrary(directory.Scenario), threads);
        using var stored = Open(directory, simulation.Format, out var closed);
        if (closed == 0)
        {
            if (File.Exists(directory.Report))
                throw HostException.Failed($"{directory.Path} does not verify: it has a report, but no closed epoch.");
            output.WriteLine($"{directory.Path} has no closed epoch yet: there is nothing to verify.");
            return ExitCode.Done;
        }

        stored.CheckSnapshots();
        var verification = new Verification(stored, simulation.Format);
        var outcome = await InMemoryRun.Run(
            simulation.Plan(SimulationConfiguration.Dispatcher, lastEpoch: closed, knownEnds: stored.Ends),
            verification, threads);
        if (outcome is SimulationProtocol.Failed failed)
            throw HostException.Failed($"{directory.Path} does not verify: {RunFailure.Sentence(failed.Cause)}");
        var rows = stored.Rows - stored.Commands.Length;
        if (stored.IsComplete && verification.Compared != rows)
            throw HostException.Failed(
                $"{directory.Path} does not verify: {HumanText.Count(rows, "row")} stored, "
                + $"{HumanText.Count(verification.Compared)} computed again.");

        var (epochs, hash, events) = outcome switch
        {
            SimulationProtocol.Finished o => (o.Epochs, o.Hash, o.Events),
            SimulationProtocol.Stopped o => (o.Epochs, o.Hash, o.Events),
            _ => throw new InvalidOperationException("A run finishes, stops or fails."),
        };
        if (File.Exists(directory.Report) && ReportFile.HashOf(directory) is var reported
            && reported != hash.ToString())
            throw HostException.Failed(
                $"{directory.Path} does not verify: its report has history {reported}, its journal {hash}.");
        output.WriteLine(
            $"{directory.Path} verifies: {HumanText.Count(verification.Compared, "row")}, "
            + $"{HumanText.Count(epochs, "epoch")}, {HumanText.Count(events, "event")}, "
            + (stored.Commands is { IsEmpty: false } commands ? $"live commands: {commands.Length}, " : "")
            + $"history {hash}"
            + (stored.IsComplete ? "."
                : directory.Scenario.IsUnlimited ? "; the run has no end." : "; the run has not reached its end."));
        return ExitCode.Done;
    }

    private static StoredRun Open(RunDirectory directory, PayloadFormat format, out long closed)
    {
        using (var probe = new StoredRun(directory.Storage.Rows, format))
        {
            var last = probe.LastClosed();
            closed = last?.Epoch ?? 0;
            return new StoredRun(directory.Storage.Rows, format) { IsComplete = last?.End >= directory.Scenario.End };
        }
    }
}
