using System.Buffers.Binary;

namespace RsrActors.Model.Image4;

/// <summary>The one device for which a ticket is valid.</summary>
/// <param name="ChipId">Model of the application processor, for example 0x8030.</param>
/// <param name="Ecid">Exclusive chip identity: the number of one processor of that model.</param>
public readonly record struct DeviceBinding(uint ChipId, ulong Ecid)
{
    /// <summary>Octets of a UDID.</summary>
    public const int UdidLength = 16;

    /// <summary>
    /// Writes the UDID as it is in a ticket: four zero octets, the chip and the ECID, both big-endian.
    /// </summary>
    public void WriteUdid(Span<byte> udid)
    {
        BinaryPrimitives.WriteUInt64BigEndian(udid, ChipId);
        BinaryPrimitives.WriteUInt64BigEndian(udid[sizeof(ulong)..], Ecid);
    }

    /// <summary>The UDID in hexadecimal.</summary>
    public override string ToString() => $"{(ulong)ChipId:X16}{Ecid:X16}";
}
