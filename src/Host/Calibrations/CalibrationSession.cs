using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Host.Files;
using RsrActors.Laboratory.Calibration;
using RsrActors.Laboratory.Execution;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios;

namespace RsrActors.Host.Calibrations;

/// <summary>
/// Runs a calibration, from its beginning or from what is stored, writes the files of its directory, and prints what
/// was found.
/// </summary>
/// <param name="directory">Null when nothing is stored.</param>
internal sealed class CalibrationSession(
    CalibrationPlan plan, int parallel, CalibrationDirectory? directory, ResultForm form, TextWriter output,
    TextWriter errors)
{
    private readonly CalibrationSchedule _schedule = CalibrationSchedule.For(plan.Request);

    /// <returns>The exit code.</returns>
    /// <exception cref="HostException">The directory cannot be written, or a run failed.</exception>
    public async Task<int> Run()
    {
        using var interrupt = new Interrupt();
        using var held = directory?.Hold();
        var progress = new ExperimentProgress(
            _schedule.RunsOf(plan), isMost: false, errors,
            isTerminal: errors == Console.Error && !Console.IsErrorRedirected, TimeProvider.System);
        var ended = 0;
        var listener = new ExperimentListener(static _ => { }, run =>
        {
            ended++;
            progress.Ended(run);
        })
        {
            Stored = progress.Stored,
        };
        try
        {
            var outcome = await new CalibrationRun(
                plan, _schedule, ScenarioLibrary.Installed, parallel, listener, directory?.Storage)
                .Run(interrupt.Token);
            progress.Close();
            return outcome switch
            {
                CalibrationOutcome.Finished finished => Finish(finished.Result),
                CalibrationOutcome.Stopped => Interrupted(ended),
                CalibrationOutcome.Failed failed => throw HostException.Failed(
                    $"A run failed, so there is no fit: {failed.Reason}"),
                _ => throw new InvalidOperationException("A calibration has finished, stopped or failed."),
            };
        }
        catch (Exception e) when (e is not HostException && directory?.Explain(e) is { } explained)
        {
            throw HostException.Failed(explained);
        }
    }

    private int Finish(CalibrationResult result)
    {
        directory?.Write(result);
        if (form == ResultForm.Json)
        {
            using var json = new MemoryStream();
            CalibrationJson.Write(result, ProgramVersion.Text, json);
            output.Write(Encoding.UTF8.GetString(json.ToArray()));
            return ExitCode.Done;
        }

        foreach (var line in CalibrationText.Of(result))
            output.WriteLine(line);
        if (directory is not null)
            output.WriteLine($"{Environment.NewLine}{directory.Path}");
        return ExitCode.Done;
    }

    private int Interrupted(int ended)
    {
        StandardError.Say(
            errors,
            $"Interrupted after {HumanText.Count(ended, "run")} of {HumanText.Count(_schedule.RunsOf(plan))}"
            + (directory is null ? "." : $". Go on with: rsr calibrate --resume {directory.Path}"));
        return ExitCode.Interrupted;
    }
}
