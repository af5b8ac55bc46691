using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// Content that devices install in the background: security data, a Safari package, a live patch, or a kernel for
/// kexec. A later one of the same mechanism contains the fixes of the earlier ones.
/// </summary>
/// <param name="Id">Its version or name.</param>
/// <param name="Platforms">The platforms that it is for.</param>
/// <param name="Published">From the scenario's start.</param>
/// <param name="Download">Bytes.</param>
/// <param name="Fixes">The vulnerabilities that it fixes; at least one.</param>
public sealed record BackgroundUpdate(
    string Id,
    MechanismKind Mechanism,
    ImmutableArray<Platform> Platforms,
    TimeSpan Published,
    long Download,
    ImmutableArray<string> Fixes)
{
    /// <summary>The base builds that it is for; empty for all.</summary>
    public ImmutableArray<string> Builds { get; init; } = [];

    /// <summary>How a kernel is patched; null when it is not about a kernel.</summary>
    public KernelPatch? Kernel { get; init; }

    /// <summary>Where <c>fixes</c>, <c>published</c> and the other keys stand: the section's name.</summary>
    public string Section => Mechanism switch
    {
        MechanismKind.SecurityData => "security-data",
        MechanismKind.SafariPackage => "safari-packages",
        MechanismKind.LivePatch or MechanismKind.Kexec => "live-patches",
        _ => throw new InvalidOperationException($"{Words.Of(Mechanism)} is not installed in the background."),
    };
}

/// <summary>What is known about a patch of a running kernel.</summary>
/// <param name="Outage">How long nothing runs on the server.</param>
/// <param name="Withdrawn">When it is taken back and unloaded, from the scenario's start; null for never.</param>
public sealed record KernelPatch(LivePatchTool Tool, Span Outage, TimeSpan? Withdrawn);

/// <summary>The tools that change a running kernel.</summary>
public enum LivePatchTool
{
    /// <summary>Red Hat, 2014: whole functions, while the machine is stopped for 1 to 40 ms.</summary>
    Kpatch,

    /// <summary>Linux 4.0, 2015: functions, task by task.</summary>
    Livepatch,

    /// <summary>2008, Oracle since 2011: functions of the kernel and of some libraries.</summary>
    Ksplice,

    /// <summary>Its agent asks for patches about every four hours.</summary>
    Kernelcare,

    /// <summary>Not a patch: a whole kernel is loaded over the old one, which takes seconds.</summary>
    Kexec,
}
