using System.Collections.Immutable;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>A digest that a device measured, and the code under which the ticket must contain it.</summary>
public readonly record struct MeasuredObject(FourCharCode Code, Digest Digest);

/// <summary>What a ticket must contain to be valid on a device.</summary>
public sealed record TicketExpectation(
    DeviceBinding Device, Digest Nonce, uint ProductClass, ImmutableArray<MeasuredObject> Objects)
{
    /// <summary>The expectation of a device that has both cryptexes.</summary>
    public TicketExpectation(
        DeviceBinding device, Digest nonce, uint productClass, CryptexMeasurements os, CryptexMeasurements app)
        : this(device, nonce, productClass,
        [
            new(FourCharCode.csos, os.Image), new(FourCharCode.cssy, os.Seal), new(FourCharCode.trcs, os.TrustCache),
            new(FourCharCode.caos, app.Image), new(FourCharCode.casy, app.Seal), new(FourCharCode.trca, app.TrustCache),
        ])
    {
    }

    /// <summary>The first difference from the expectation; null when there is none.</summary>
    internal TicketVerdict? Check(Image4Ticket ticket) =>
        CheckNonce(ticket) ?? CheckDevice(ticket) ?? CheckObjects(ticket);

    private TicketVerdict? CheckNonce(Image4Ticket ticket) => HasOctets(ticket, FourCharCode.cnch, Nonce.Span)
        ? null
        : new(Errno.ESTALE, $"The ticket is on another nonce than the device's, which is {Nonce}.");

    private TicketVerdict? CheckDevice(Image4Ticket ticket)
    {
        Span<byte> udid = stackalloc byte[DeviceBinding.UdidLength];
        Device.WriteUdid(udid);
        if (!HasOctets(ticket, FourCharCode.UDID, udid))
            return new(Errno.EACCES, $"The ticket is for another device than {Device}.");

        return ticket.Properties.TryFind(FourCharCode.clas, out var property)
            && property.TryGetInteger(out var productClass) && productClass == ProductClass
                ? null
                : new(Errno.EACCES, $"The ticket is for another product class than 0x{ProductClass:x}.");
    }

    private TicketVerdict? CheckObjects(Image4Ticket ticket)
    {
        foreach (var (code, digest) in Objects)
        {
            if (!ticket.TryGetDigest(code, out var signed))
                return new(Errno.ENOENT, $"The ticket does not contain {code}.");
            if (!signed.Span.SequenceEqual(digest.Span))
                return new(Errno.ENOENT, $"The ticket contains another digest of {code} than {digest}.");
        }

        return null;
    }

    private static bool HasOctets(Image4Ticket ticket, FourCharCode code, ReadOnlySpan<byte> expected) =>
        ticket.Properties.TryFind(code, out var property)
        && property.TryGetOctets(out var octets) && octets.Span.SequenceEqual(expected);
}
