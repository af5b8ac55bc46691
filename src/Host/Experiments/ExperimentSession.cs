using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Experiments;

/// <summary>How the result of an experiment is printed.</summary>
internal enum ResultForm
{
    Table,
    Json,
}

/// <summary>
/// Runs an experiment, from its beginning or from what is stored, writes the files of its directory, and prints its
/// result.
/// </summary>
/// <param name="directory">Null when nothing is stored.</param>
internal sealed class ExperimentSession(
    ExperimentPlan plan, int parallel, ExperimentDirectory? directory, ResultForm form, TextWriter output,
    TextWriter errors)
{
    private readonly List<RunFinished> _rows = [];

    /// <summary>Simulates each run; null for simulations with the fidelity of the experiment.</summary>
    public RunFunction? Simulation { get; init; }

    private RunFunctions Simulations =>
        Simulation is null ? MeasuredRuns.At(plan.Experiment.Fidelity) : new(Simulation);

    /// <returns>The exit code.</returns>
    /// <exception cref="HostException">The directory cannot be written, or a run failed.</exception>
    public async Task<int> Run()
    {
        using var interrupt = new Interrupt();
        using var held = directory?.Hold();
        var progress = new ExperimentProgress(
            plan.Runs, plan.Experiment.Stopping is not null, errors,
            isTerminal: errors == Console.Error && !Console.IsErrorRedirected, TimeProvider.System);
        try
        {
            var end = await Simulate(progress, interrupt.Token);
            progress.Close();
            return end == ExperimentEnd.Finished ? Finish() : Interrupted();
        }
        catch (Exception e) when (e is not HostException && directory?.Explain(e) is { } explained)
        {
            throw HostException.Failed(explained);
        }
    }

    private async Task<ExperimentEnd> Simulate(ExperimentProgress progress, CancellationToken stop)
    {
        using var runs = directory?.OpenRuns();
        var listener = new ExperimentListener(
            row =>
            {
                runs?.Write(row);
                _rows.Add(row);
            },
            progress.Ended)
        {
            Stored = progress.Stored,
        };
        return await ExperimentRun.Run(plan, parallel, listener, Simulations, stop, directory?.Storage);
    }

    private int Finish()
    {
        var summary = Summarising.Summarise(plan, _rows);
        directory?.Write(summary, _rows);
        ExperimentText.Print(summary, form, output);
        if (directory is not null && form == ResultForm.Table)
            output.WriteLine($"{Environment.NewLine}{directory.Path}");
        return _rows.FirstOrDefault(row => row.Outcome is RunOutcome.Failed) is { } first
            ? throw FailureOf(summary, first)
            : summary.Thresholds.All(threshold => threshold.IsMet) ? ExitCode.Done : ExitCode.ThresholdNotMet;
    }

    private int Interrupted()
    {
        StandardError.Say(
            errors,
            $"Interrupted; {HumanText.Count(_rows.Count)} of {HumanText.Count(plan.Runs, "run")} have rows"
            + (directory is null ? "." : $". Go on with: rsr experiment resume {directory.Path}"));
        return ExitCode.Interrupted;
    }

    private HostException FailureOf(ExperimentSummary summary, RunFinished first) => HostException.Failed(
        $"{HumanText.Count(summary.Failed)} of {HumanText.Count(summary.Runs, "run")} failed; the first is "
        + $"replication {first.Replication} of {plan.Cells[first.Cell].Cell.Name}: "
        + ((RunOutcome.Failed)first.Outcome).Reason);
}
