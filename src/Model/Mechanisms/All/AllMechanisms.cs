using System.Collections.Immutable;
using RsrActors.Model.Mechanisms.LivePatches;
using RsrActors.Model.Mechanisms.RapidResponses;
using RsrActors.Model.Mechanisms.SafariPackages;
using RsrActors.Model.Mechanisms.SecurityData;
using RsrActors.Model.Mechanisms.SoftwareUpdates;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Mechanisms.All;

/// <summary>All mechanisms. A new one is one more line here.</summary>
public static class AllMechanisms
{
    /// <summary>In the order of <see cref="MechanismKind"/>.</summary>
    public static ImmutableArray<Mechanism> List { get; } =
    [
        new RapidResponse(),
        new OrdinaryUpdate(),
        new SecurityDataUpdate(),
        new SafariPackage(),
        new LivePatch(),
        new Kexec(),
    ];

    public static Mechanism Of(MechanismKind kind) => List[(int)kind];

    /// <summary>The mechanism of an update that is installed in the background.</summary>
    public static BackgroundMechanism InBackground(MechanismKind kind) => (BackgroundMechanism)Of(kind);
}
