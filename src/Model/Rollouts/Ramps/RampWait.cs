using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Ramps;

/// <summary>
/// What a ramp alone costs: the time from the publication to the moment at which a device is within the ramp, without
/// brakes, with a device that looks all the time.
/// </summary>
public static class RampWait
{
    private static readonly TimeSpan Seen = TimeSpan.FromDays(3650);

    /// <summary>
    /// Of one device; null when the ramp ends without it. A larger percentage admits all devices of a smaller one.
    /// </summary>
    public static TimeSpan? Of(IRamp ramp, in AdmissionRequest device) =>
        Of(ramp?.Admission ?? throw new ArgumentNullException(nameof(ramp)), [.. Course(ramp)], device);

    /// <summary>
    /// The mean by the percentages alone: the integral of what is not admitted yet. Ubuntu's is 27 hours; its devices
    /// wait 1 % less, because apt's draw admits one part in 101 more than the percentage.
    /// </summary>
    public static TimeSpan OfPercentages(IRamp ramp) => OfPercentages(Course(ramp));

    /// <summary>The same of a course of percentages that ascend.</summary>
    public static TimeSpan OfPercentages(IEnumerable<RampStep> course)
    {
        ArgumentNullException.ThrowIfNull(course);
        var (hours, before) = (0.0, new RampStep(TimeSpan.Zero, 0));
        foreach (var step in course)
        {
            hours += (step.After - before.After).TotalHours * (1 - before.Percent / 100);
            before = step;
        }

        return TimeSpan.FromHours(hours);
    }

    /// <summary>The mean over devices whose draws are spread evenly. All of them must be admitted at the end.</summary>
    public static TimeSpan Mean(IRamp ramp, int devices)
    {
        ArgumentNullException.ThrowIfNull(ramp);
        var course = Course(ramp).ToArray();
        var sum = 0.0;
        for (var i = 0; i < devices; i++)
        {
            var draw = (i + 0.5) / devices;
            var wait = Of(ramp.Admission, course, new((UInt128)i, "release", draw, draw, 0, Seen, Seen))
                ?? throw new InvalidOperationException($"The ramp {ramp.Name} ends without all devices.");
            sum += wait.TotalSeconds;
        }

        return TimeSpan.FromSeconds(sum / devices);
    }

    /// <summary>Of one device in a course of percentages that ascend; null when the course ends without it.</summary>
    /// <param name="seen">The time from the publication to the moment at which the device saw the release.</param>
    public static TimeSpan? Of(
        IAdmission admission, ReadOnlySpan<RampStep> course, in AdmissionRequest device, TimeSpan seen = default)
    {
        ArgumentNullException.ThrowIfNull(admission);
        var (low, high) = (0, course.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (admission.Admits(At(device, course[middle])))
                high = middle;
            else
                low = middle + 1;
        }

        if (low == course.Length)
            return null;
        var wait = admission.WaitOf(At(device, course[low])) + (admission.WaitsFromSight ? seen : TimeSpan.Zero);
        return wait > course[low].After ? wait : course[low].After;

        static AdmissionRequest At(in AdmissionRequest device, RampStep step) =>
            device with { Percent = step.Percent, Elapsed = Seen, Seen = Seen };
    }

    /// <summary>The percentages of a ramp that no evidence moves, by the time since the publication.</summary>
    public static IEnumerable<RampStep> Course(IRamp ramp)
    {
        ArgumentNullException.ThrowIfNull(ramp);
        var moment = new RuleMoment(
            VirtualTime.Zero, VirtualTime.Zero, DateTimeOffset.UnixEpoch, ramp.FirstPercent);
        var state = default(PartState);
        yield return new(TimeSpan.Zero, moment.Percent);
        while (true)
        {
            var next = ramp.NextStep(state, moment);
            if (next.IsNever)
                yield break;
            moment = moment with { Now = VirtualTime.Max(next, moment.Now) };
            var answer = ramp.Ask(state, RolloutEvidence.Empty, moment);
            state = answer.State;
            var percent = answer.Decision switch
            {
                RuleDecision.Advance advance => advance.Percent,
                RuleDecision.Promote promote => promote.Percent,
                _ => moment.Percent,
            };
            if (percent == moment.Percent)
                yield break;
            moment = moment with { Percent = percent };
            yield return new(moment.Elapsed, percent);
        }
    }
}
