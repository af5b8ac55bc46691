using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Laboratory.Calibration;

/// <summary>A published or measured point of an adoption curve.</summary>
/// <param name="Row">Of its file, from 1; the header is row 1.</param>
/// <param name="After">Since the publication.</param>
/// <param name="Share">Of the devices, from 0 to 1.</param>
/// <param name="Resolution">The step in which the share is written: 0.001 for 12.4 %.</param>
public sealed record ObservedPoint(int Row, TimeSpan After, double Share, double Resolution)
{
    /// <summary>How much the point counts, relative to the others.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>A release, software update or build, as the file names it; null for that of the calibration.</summary>
    public string? Release { get; init; }

    /// <summary>The share is that of the devices of this platform; null for all devices.</summary>
    public Platform? Platform { get; init; }
}

/// <summary>The outcome of reading the file of observed points.</summary>
public abstract record ObservedReading
{
    private ObservedReading()
    {
    }

    /// <param name="Text">The file as it was read, for the copy that a calibration keeps.</param>
    public sealed record Accepted(ImmutableArray<ObservedPoint> Points, string Text) : ObservedReading;

    /// <param name="Message">One sentence: file and row, what was found, what is allowed.</param>
    public sealed record Refused(string Message) : ObservedReading;
}
