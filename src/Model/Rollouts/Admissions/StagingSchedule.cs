using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts.Admissions;

/// <summary>A step of a staging schedule: so many percent of the devices after at most so many days.</summary>
public sealed record StagingStep(int Days, int Percent);

/// <summary>
/// ChromeOS's staging: a device draws how many days it waits after it saw the update first, and keeps the draw.
/// </summary>
/// <remarks>
/// update_engine, staging_utils.cc. A draw from 1 to 100 selects the first step whose percentage is not below it; the
/// wait is uniform on the days after the step before, up to the step's own.
/// </remarks>
public sealed record StagingSchedule : IAdmission
{
    public StagingSchedule(ImmutableArray<StagingStep> steps) => Steps = steps;

    public ImmutableArray<StagingStep> Steps { get; }

    public string Name => "wait drawn by the device";

    /// <summary>
    /// Whether staging is on: days and percentages strictly ascend, and the last percentage is 100. Otherwise devices
    /// do not wait.
    /// </summary>
    public bool IsValid =>
        !Steps.IsEmpty && Steps[^1].Percent == 100 && Steps[0].Days > 0 && Steps[0].Percent >= 0
        && Steps.Zip(Steps.Skip(1)).All(pair =>
            pair.First.Days < pair.Second.Days && pair.First.Percent < pair.Second.Percent);

    /// <summary>The days that a device waits.</summary>
    /// <param name="draw">From 1 to 100.</param>
    /// <param name="uniform">A second draw, on [0, 1).</param>
    public int DaysOf(int draw, double uniform)
    {
        var before = 0;
        foreach (var (days, percent) in Steps)
        {
            if (draw <= percent)
                return before + 1 + (int)(uniform * (days - before));
            before = days;
        }

        throw new ArgumentOutOfRangeException(nameof(draw), draw, "It is from 1 to 100.");
    }

    /// <summary>The days that a device waits: those it has kept, if they are possible, or else new ones.</summary>
    public int DaysOf(int? kept, int draw, double uniform) =>
        kept is { } days and > 0 && days <= Steps[^1].Days ? days : DaysOf(draw, uniform);

    public bool Admits(in AdmissionRequest request) => request.Percent > 0 && request.Seen >= WaitOf(request);

    public bool WaitsFromSight => true;

    public TimeSpan WaitOf(in AdmissionRequest request)
    {
        if (!IsValid)
            return TimeSpan.Zero;

        // One draw of 53 bits serves twice: its percent, and what remains below the percent.
        var percent = request.Draw * 100;
        var draw = (int)percent;
        return TimeSpan.FromDays(DaysOf(draw + 1, percent - draw));
    }

    public bool Equals(StagingSchedule? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Length;
}
