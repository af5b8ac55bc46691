namespace RsrActors.Reports.Figures;

/// <summary>One release in one ring of the fleet; devices count once.</summary>
public sealed record RingFigures
{
    /// <summary>The release's id, or the software update's version.</summary>
    public required string Release { get; init; }

    /// <summary>The ring's name.</summary>
    public required string Ring { get; init; }

    /// <summary>Devices of the ring that ran a build that the release is for, since its publication.</summary>
    public required long Devices { get; init; }

    /// <summary>From the scenario's start to the promotion of the ring; null when it was not promoted.</summary>
    public required decimal? PromotedSeconds { get; init; }

    /// <summary>From the scenario's start to the last time an operator held the ring; null when none did.</summary>
    public required decimal? HeldSeconds { get; init; }

    /// <summary>Devices of the ring to which it was offered.</summary>
    public required long Offered { get; init; }

    /// <summary>Devices of the ring that installed it.</summary>
    public required long Installed { get; init; }

    /// <summary>
    /// From the promotion, when the release had been active on half of the ring's devices; null when that was not
    /// reached.
    /// </summary>
    public required decimal? SecondsTo50 { get; init; }

    /// <summary>The same for nine of ten.</summary>
    public required decimal? SecondsTo90 { get; init; }

    /// <summary>Devices that restarted into it within a minute after the ring's deadline at the latest.</summary>
    public required long DeadlineKept { get; init; }

    /// <summary>Devices that restarted into it later.</summary>
    public required long DeadlineLate { get; init; }

    /// <summary>
    /// Devices that have not restarted into it, and whose deadline was over at the end, or before it was withdrawn or
    /// superseded.
    /// </summary>
    public required long DeadlineMissed { get; init; }
}
