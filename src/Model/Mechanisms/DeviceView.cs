using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Mechanisms;

/// <summary>What a mechanism sees of a device.</summary>
/// <param name="Life">When its person uses it, and when it polls.</param>
/// <param name="Behaviour">How the people of its platform treat updates.</param>
public readonly record struct DeviceView(Traits Traits, OsInstallation Os, DailyLife Life, Behaviour Behaviour)
{
    /// <summary>
    /// The first check of the vendor's catalogue at or after a moment: a poll, or, without automatic updating, a check
    /// by the person; never, when that never happens.
    /// </summary>
    public VirtualTime NextCheck(VirtualTime after) =>
        Traits.AutomaticUpdates ? Life.NextPoll(after) : Life.NextCheckByHand(after);

    /// <summary>
    /// The first moment at or after another of a grid with a fixed distance. Each device has its own place in it.
    /// </summary>
    public VirtualTime NextOfGrid(VirtualTime after, TimeSpan distance, Purpose place)
    {
        var first = VirtualTime.Zero + Traits.Dice.Between(TimeSpan.Zero, distance, place);
        if (first >= after)
            return first;
        var step = distance.Ticks / TimeSpan.TicksPerMillisecond;
        return new(first.Milliseconds + (after.Milliseconds - first.Milliseconds + step - 1) / step * step);
    }
}
