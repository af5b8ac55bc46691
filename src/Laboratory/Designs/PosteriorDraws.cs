using System.Collections.Immutable;

namespace RsrActors.Laboratory.Designs;

/// <summary>
/// Draws of what a calibration knows about the people of a fleet. Each replication of an experiment has another one,
/// the same in every cell, as with common random numbers.
/// </summary>
/// <param name="Settings">Of each draw, each <c>key=value</c>.</param>
public sealed record PosteriorDraws(ImmutableArray<ImmutableArray<string>> Settings)
{
    /// <summary>More draws are refused; so many are enough for any interval.</summary>
    public const int Most = 1000;

    public static readonly PosteriorDraws None = new([]);

    public bool IsEmpty => Settings.IsEmpty;

    /// <summary>The keys that the draws set.</summary>
    public IEnumerable<string> Keys =>
        Settings.SelectMany(draw => draw).Select(setting => setting.Split('=')[0].Trim()).Distinct();

    /// <summary>The settings of a replication; none without draws.</summary>
    /// <param name="replication">From 1.</param>
    public ImmutableArray<string> Of(int replication) =>
        Settings.IsEmpty ? [] : Settings[(replication - 1) % Settings.Length];
}
