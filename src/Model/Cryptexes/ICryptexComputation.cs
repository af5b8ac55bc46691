using System.Collections.Immutable;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The costly part of a device's work on cryptexes: functions of bytes. Every implementation gives equal results, so
/// sharing results in a fleet changes the speed and never the history.
/// </summary>
public interface ICryptexComputation
{
    Digest Sha384(ImmutableArray<byte> content);

    /// <summary>The code directory hash of a binary, as in a trust cache.</summary>
    Digest CdHash(ImmutableArray<byte> binary);

    Seal Measure(ImmutableArray<byte> image);

    /// <summary>The system volume after an update that nothing has damaged.</summary>
    VolumeUpdate Update(SystemVolumeImage old, SystemVolumeImage update);

    /// <exception cref="BrokenPatchException">The patch is damaged, or was made for another image.</exception>
    ImmutableArray<byte> Apply(ImmutableArray<byte> from, ImmutableArray<byte> patch);
}
