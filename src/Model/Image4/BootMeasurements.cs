using System.Collections.Immutable;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>The digests in a boot ticket: SHA-384 of everything that runs before the cryptexes.</summary>
/// <param name="FirstLoader">The low-level boot loader, which the processor's ROM starts.</param>
/// <param name="Loader">The boot loader that starts the kernel.</param>
/// <param name="Kernel">The kernel followed by its boot kernel collection; on a real device they are one file.</param>
/// <param name="SystemSeal">The text form of the system volume's seal.</param>
/// <param name="TrustCache">The trust cache of the system volume's programs.</param>
public sealed record BootMeasurements(
    Digest FirstLoader, Digest Loader, Digest Kernel, Digest SystemSeal, Digest TrustCache)
{
    public Digest FirstLoader { get; init => field = Sha384Only(value); } = Sha384Only(FirstLoader);

    public Digest Loader { get; init => field = Sha384Only(value); } = Sha384Only(Loader);

    public Digest Kernel { get; init => field = Sha384Only(value); } = Sha384Only(Kernel);

    public Digest SystemSeal { get; init => field = Sha384Only(value); } = Sha384Only(SystemSeal);

    public Digest TrustCache { get; init => field = Sha384Only(value); } = Sha384Only(TrustCache);

    /// <summary>The objects of the ticket, in the order of their codes.</summary>
    public ImmutableArray<MeasuredObject> Objects =>
    [
        new(FourCharCode.ibot, Loader), new(FourCharCode.illb, FirstLoader), new(FourCharCode.isys, SystemSeal),
        new(FourCharCode.krnl, Kernel), new(FourCharCode.trst, TrustCache),
    ];

    private static Digest Sha384Only(Digest digest) => CryptexMeasurements.Sha384Only(digest);
}
