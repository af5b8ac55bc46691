using System.Buffers.Binary;
using RsrActors.Model.Image4;
using RsrActors.Model.Population;

namespace RsrActors.Model.Devices.Installing;

/// <summary>
/// The ticket that each device verified last in this process, of a response or of an update that is about to start: 16
/// bytes of the digest of what was signed. A ticket is verified once for each device and set of bytes; later boots
/// compare digests. Nothing of it is history: a resumed run verifies again.
/// </summary>
/// <remarks>
/// A device's entry is read and written by the device only, which does one thing at a time.
/// </remarks>
/// <param name="memoises">False to verify each time.</param>
internal sealed class VerifiedTickets(int devices, bool memoises)
{
    private readonly UInt128[] _digests = new UInt128[memoises ? devices : 0];

    public bool Memoises { get; } = memoises;

    public bool Contains(DeviceBinding device, Digest manifest) =>
        Memoises && _digests[Traits.NumberOf(device.Ecid)] == Of(manifest);

    public void Add(DeviceBinding device, Digest manifest)
    {
        if (Memoises)
            _digests[Traits.NumberOf(device.Ecid)] = Of(manifest);
    }

    private static UInt128 Of(Digest digest) => BinaryPrimitives.ReadUInt128LittleEndian(digest.Span);
}
