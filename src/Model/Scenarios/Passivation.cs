namespace RsrActors.Model.Scenarios;

/// <summary>
/// When an idle device loses its actor. The actor has no data that the device's state does not contain, so this changes
/// how much time and memory a run takes, and no history.
/// </summary>
public abstract record Passivation
{
    /// <summary>Up to this size, <see cref="Auto"/> keeps the actors of all devices.</summary>
    public const int LargestResidentFleet = 20_000;

    private static readonly TimeSpan InLargerFleets = TimeSpan.FromHours(1);

    private Passivation()
    {
    }

    /// <summary>
    /// An idle device of the fleet that has nothing due for this long, in virtual time, loses its actor; null: it keeps
    /// it as long as the run goes on.
    /// </summary>
    /// <param name="devices">The size of the fleet.</param>
    public TimeSpan? IdleTimeout(int devices) => this switch
    {
        Never => null,
        After(var timeout) => timeout,
        Auto => devices <= LargestResidentFleet ? null : InLargerFleets,
        _ => throw new ArgumentOutOfRangeException(nameof(devices), this, "A new setting needs its timeout here."),
    };

    /// <summary>The size of the fleet decides.</summary>
    public sealed record Auto : Passivation;

    /// <summary>Each device has an actor from its enrolment to the end of the run.</summary>
    public sealed record Never : Passivation;

    /// <summary>An idle device that has nothing due for this long loses its actor.</summary>
    public sealed record After(TimeSpan Timeout) : Passivation;
}
