using System.Collections.Immutable;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The costly part of a device's work on cryptexes: functions of bytes, with equal results from every implementation.
/// Whether a fleet shares the results is a matter of speed and never shows in a history.
/// </summary>
public interface ICryptexComputation
{
    Digest Sha384(ImmutableArray<byte> content);

    Seal Measure(ImmutableArray<byte> image);

    /// <exception cref="BrokenPatchException">The patch is damaged, or was made for another image.</exception>
    ImmutableArray<byte> Apply(ImmutableArray<byte> from, ImmutableArray<byte> patch);
}
