using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>How much storage devices have, and how much of it their persons' files take. All sizes are bytes.</summary>
/// <param name="Storage">Containers of iPhones and iPads; all are equally frequent.</param>
/// <param name="MacStorage">Containers of Macs and of Linux servers, likewise.</param>
/// <param name="Free">
/// The share of its container that is free on most devices at the start; drawn from this range.
/// </param>
/// <param name="NearlyFull">Share of devices on which far less is free.</param>
/// <param name="NearlyFullFree">The most that is free on these; drawn from 0 to it.</param>
/// <param name="FreesSpace">
/// Share of people who remove files of their own when an installation lacks space.
/// </param>
/// <param name="FreesSpaceAfter">Mean time until they do; exponential, when awake.</param>
/// <param name="PrebootQuota">The most that the Preboot volume may hold; null for no quota.</param>
public sealed record VolumeSettings(
    ImmutableArray<long> Storage,
    ImmutableArray<long> MacStorage,
    (double Least, double Most) Free,
    double NearlyFull,
    long NearlyFullFree,
    double FreesSpace,
    TimeSpan FreesSpaceAfter,
    long? PrebootQuota)
{
    private const long GB = 1_000_000_000;

    /// <summary>Every device has space for everything.</summary>
    public static readonly VolumeSettings Ample = new(
        [128 * GB], [512 * GB], (0.5, 0.5), 0, 0, 1, TimeSpan.FromHours(1), null);

    public ImmutableArray<long> StorageOf(Platform platform) =>
        platform is Platform.IPhone or Platform.IPad ? Storage : MacStorage;
}
