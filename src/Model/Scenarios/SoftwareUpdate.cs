using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// An ordinary software update. It replaces files in the sealed system volume, computes the hash tree again, compares
/// its root with the signed seal, and restarts through a RAM disk. It needs more battery, bytes and time than a
/// response, and the device cannot undo it.
/// </summary>
/// <param name="Includes">Responses whose fixes it contains; they are superseded by it.</param>
public sealed record SoftwareUpdate(
    string Version, ImmutableArray<UpdateTarget> Targets, ImmutableArray<string> Includes) : IRelease
{
    /// <summary>The vulnerabilities that it fixes, beside those of the responses that it includes.</summary>
    public ImmutableArray<string> Fixes { get; init; } = [];

    public ImmutableArray<Regression> Regressions { get; init; } = [];

    /// <summary>What sets its ramp.</summary>
    public UpdateRollout Rollout { get; init; } = UpdateRollout.AllAtOnce;

    /// <summary>Whether and how devices fail to start with it; null when all of them start.</summary>
    public BootLoop? BootLoop { get; init; }

    /// <summary>Whether devices of a platform run this build after the update.</summary>
    public bool Brings(Platform platform, string build)
    {
        foreach (var target in Targets)
        {
            if (target.Platform == platform && target.Build == build)
                return true;
        }

        return false;
    }

    string IRelease.Id => Version;

    char? IRelease.Letter => null;

    ImmutableArray<ReleaseTarget> IRelease.Targets =>
    [
        .. Targets.Select(target => new ReleaseTarget(
            target.Platform, target.Version, BuildOf(target.Platform, target.FromBuild),
            BuildOf(target.Platform, target.Build), target.Download)),
    ];

    private static BuildNumber BuildOf(Platform platform, string text) =>
        (platform.IsApple ? BuildNumber.ParseBase(text) : BuildNumber.OfKernel(text))
        ?? throw new InvalidOperationException($"{text} is no base build.");
}

/// <param name="Download">Bytes.</param>
public sealed record UpdateTarget(Platform Platform, string FromBuild, string Version, string Build, long Download)
{
    /// <summary>Whether the download has only what changed, and only that is written; otherwise all files.</summary>
    public bool IsDelta { get; init; }
}

/// <summary>What sets the ramp of a software update.</summary>
public enum UpdateRollout
{
    /// <summary>It is offered to all devices from its publication on.</summary>
    AllAtOnce,

    /// <summary>The rollout rule of the scenario, as for a response.</summary>
    Rule,
}

/// <summary>
/// Devices that do not start with a software update: they restart again and again, until a person has come who starts
/// the previous snapshot.
/// </summary>
/// <param name="Share">Share of the devices that restart into the update.</param>
/// <param name="HandsAfter">Mean time until a person comes; exponential.</param>
/// <param name="HardToReach">Share of these devices that a person reaches only after another mean time.</param>
/// <param name="HardToReachAfter">That mean time; exponential.</param>
public sealed record BootLoop(double Share, TimeSpan HandsAfter, double HardToReach, TimeSpan HardToReachAfter)
{
    /// <summary>Published shares of restored devices, which the report shows beside those of the run.</summary>
    public ImmutableArray<RestoredShare> Published { get; init; } = [];
}

/// <summary>A published share of the affected devices that ran again some time after the publication.</summary>
public sealed record RestoredShare(TimeSpan After, double Share);
