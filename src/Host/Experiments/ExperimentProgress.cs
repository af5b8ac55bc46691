using RsrActors.Host.Files;
using RsrActors.Laboratory.Results;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Experiments;

/// <summary>
/// Shows how many runs have ended and how long the others will take, on standard error: on a terminal one line that
/// changes, otherwise a line a minute at most.
/// </summary>
/// <param name="runs">All runs of the experiment; with a stopping rule the most that there can be.</param>
/// <param name="isMost">Whether there may be fewer.</param>
/// <param name="isTerminal">Whether a line can be overwritten.</param>
internal sealed class ExperimentProgress(int runs, bool isMost, TextWriter errors, bool isTerminal, TimeProvider time)
{
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private const string OverwriteLine = "\r\u001b[K";

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _said;
    private int _stored;
    private int _ended;
    private int _failed;

    /// <summary>Rows that an earlier process has stored take no time.</summary>
    public void Stored(int rows) => _stored += rows;

    /// <summary>Counts a run that has ended. One thread calls it at a time.</summary>
    public void Ended(RunFinished run)
    {
        _ended++;
        _failed += run.Outcome is RunOutcome.Failed ? 1 : 0;
        var elapsed = time.GetElapsedTime(_start);
        if (isTerminal)
            Write(OverwriteLine + Line(elapsed));
        else if (elapsed - _said >= Period)
        {
            _said = elapsed;
            StandardError.Say(errors, Line(elapsed));
        }
    }

    /// <summary>Removes the line from the terminal.</summary>
    public void Close()
    {
        if (isTerminal)
            Write(OverwriteLine);
    }

    private string Line(TimeSpan elapsed) =>
        $"{HumanText.Count(_stored + _ended)} of {(isMost ? "at most " : "")}{HumanText.Count(runs, "run")}"
        + (_failed > 0 ? $", {HumanText.Count(_failed)} failed" : "")
        + $", {(isMost ? "at most" : "about")} "
        + $"{HumanText.Duration((decimal)elapsed.TotalSeconds * (runs - _stored - _ended) / _ended)} left";

    private void Write(string text)
    {
        try
        {
            errors.Write(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The terminal is gone; the experiment goes on.
        }
    }
}
