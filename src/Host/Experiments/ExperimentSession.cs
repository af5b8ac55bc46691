using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Experiments;

/// <summary>How the result of an experiment is printed.</summary>
internal enum ResultForm
{
    Table,
    Json,
}

/// <summary>Runs an experiment, writes its directory, and prints its result.</summary>
/// <param name="directory">Null when nothing is stored.</param>
internal sealed class ExperimentSession(
    ExperimentPlan plan, int parallel, string? directory, ResultForm form, TextWriter output, TextWriter errors)
{
    private readonly List<RunFinished> _rows = [];

    /// <summary>Simulates one run.</summary>
    public RunFunction Simulation { get; init; } = MeasuredRuns.Run;

    /// <returns>The exit code.</returns>
    /// <exception cref="HostException">The directory cannot be written, or a run failed.</exception>
    public async Task<int> Run()
    {
        using var interrupt = new Interrupt();
        using var stored = directory is null ? null : ExperimentDirectory.Create(directory, plan);
        var progress = new ExperimentProgress(
            plan.Runs, errors, isTerminal: errors == Console.Error && !Console.IsErrorRedirected, TimeProvider.System);
        var end = await Simulate(stored, progress, interrupt.Token);
        progress.Close();
        if (end == ExperimentEnd.Stopped)
        {
            StandardError.Say(
                errors,
                $"Interrupted; {HumanText.Count(_rows.Count)} of {HumanText.Count(plan.Runs, "run")} have rows"
                + (directory is null ? "." : $" in {directory}."));
            return ExitCode.Interrupted;
        }

        var summary = Summarising.Summarise(plan, _rows);
        stored?.Write(summary);
        Print(summary);
        if (_rows.FirstOrDefault(row => row.Outcome is RunOutcome.Failed) is { Outcome: RunOutcome.Failed why } first)
        {
            throw HostException.Failed(
                $"{HumanText.Count(summary.Failed)} of {HumanText.Count(plan.Runs, "run")} failed; the first is "
                + $"replication {first.Replication} of {plan.Cells[first.Cell].Cell.Name}: {why.Reason}");
        }

        return summary.Thresholds.All(threshold => threshold.IsMet) ? ExitCode.Done : ExitCode.ThresholdNotMet;
    }

    private async Task<ExperimentEnd> Simulate(
        ExperimentDirectory? stored, ExperimentProgress progress, CancellationToken stop)
    {
        var listener = new ExperimentListener(
            row =>
            {
                stored?.Write(row);
                _rows.Add(row);
            },
            progress.Ended);
        try
        {
            return await ExperimentRun.Run(plan, parallel, listener, Simulation, stop);
        }
        catch (IOException e) when (stored is not null)
        {
            throw HostException.Failed($"{directory} cannot be written: {e.Message}");
        }
    }

    private void Print(ExperimentSummary summary)
    {
        if (form == ResultForm.Json)
        {
            using var json = new MemoryStream();
            SummaryJson.Write(summary, ProgramVersion.Text, json);
            output.Write(System.Text.Encoding.UTF8.GetString(json.ToArray()));
            return;
        }

        foreach (var line in SummaryTable.Of(summary))
            output.WriteLine(line);
        if (directory is not null)
            output.WriteLine($"{Environment.NewLine}{directory}");
    }
}
