using System.Collections.Immutable;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>A digest that a device measured, and the code under which the ticket must contain it.</summary>
public readonly record struct MeasuredObject(FourCharCode Code, Digest Digest);

/// <summary>What a ticket must contain to be valid on a device.</summary>
/// <param name="Objects">What the device measured.</param>
public abstract record TicketExpectation(ImmutableArray<MeasuredObject> Objects)
{
    /// <summary>The first difference from the expectation; null when there is none.</summary>
    internal TicketVerdict? Check(Image4Ticket ticket) =>
        CheckNonce(ticket) ?? CheckDevice(ticket) ?? CheckObjects(ticket);

    private protected abstract TicketVerdict? CheckNonce(Image4Ticket ticket);

    private protected abstract TicketVerdict? CheckDevice(Image4Ticket ticket);

    /// <summary>ESTALE unless the ticket has this nonce under this code.</summary>
    private protected static TicketVerdict? CheckNonce(Image4Ticket ticket, FourCharCode code, Digest nonce) =>
        HasOctets(ticket, code, nonce.Span)
            ? null
            : new(Errno.ESTALE, $"The ticket is on another nonce than the device's, which is {nonce}.");

    private protected static bool HasOctets(Image4Ticket ticket, FourCharCode code, ReadOnlySpan<byte> expected) =>
        ticket.Properties.TryFind(code, out var property)
        && property.TryGetOctets(out var octets) && octets.Span.SequenceEqual(expected);

    private protected static bool HasNumber(Image4Ticket ticket, FourCharCode code, ulong expected) =>
        ticket.Properties.TryFind(code, out var property)
        && property.TryGetInteger(out var number) && number == expected;

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
}

/// <summary>What a ticket for cryptexes must contain.</summary>
/// <param name="Nonce">The device's nonce for cryptexes.</param>
public sealed record Cryptex1Expectation(
    DeviceBinding Device, Digest Nonce, uint ProductClass, ImmutableArray<MeasuredObject> Objects)
    : TicketExpectation(Objects)
{
    /// <summary>The expectation of a device that has both cryptexes.</summary>
    public Cryptex1Expectation(
        DeviceBinding device, Digest nonce, uint productClass, CryptexMeasurements os, CryptexMeasurements app)
        : this(device, nonce, productClass, ObjectsOf(os, app))
    {
    }

    /// <summary>What a ticket for both cryptexes contains, in the order in which a device compares it.</summary>
    public static ImmutableArray<MeasuredObject> ObjectsOf(CryptexMeasurements os, CryptexMeasurements app)
    {
        ArgumentNullException.ThrowIfNull(os);
        ArgumentNullException.ThrowIfNull(app);
        return
        [
            new(FourCharCode.csos, os.Image), new(FourCharCode.cssy, os.Seal), new(FourCharCode.trcs, os.TrustCache),
            new(FourCharCode.caos, app.Image), new(FourCharCode.casy, app.Seal), new(FourCharCode.trca, app.TrustCache),
        ];
    }

    private protected override TicketVerdict? CheckNonce(Image4Ticket ticket) =>
        CheckNonce(ticket, FourCharCode.cnch, Nonce);

    private protected override TicketVerdict? CheckDevice(Image4Ticket ticket)
    {
        Span<byte> udid = stackalloc byte[DeviceBinding.UdidLength];
        Device.WriteUdid(udid);
        if (!HasOctets(ticket, FourCharCode.UDID, udid))
            return new(Errno.EACCES, $"The ticket is for another device than {Device}.");
        return HasNumber(ticket, FourCharCode.clas, ProductClass)
            ? null
            : new(Errno.EACCES, $"The ticket is for another product class than 0x{ProductClass:x}.");
    }
}

/// <summary>What a boot ticket must contain. The certificate's constraints are about its other properties.</summary>
public sealed record BootExpectation(BootBinding Device, ImmutableArray<MeasuredObject> Objects)
    : TicketExpectation(Objects)
{
    private protected override TicketVerdict? CheckNonce(Image4Ticket ticket) =>
        CheckNonce(ticket, FourCharCode.BNCH, Device.NonceHash);

    private protected override TicketVerdict? CheckDevice(Image4Ticket ticket) =>
        HasNumber(ticket, FourCharCode.CHIP, Device.ChipId)
        && HasNumber(ticket, FourCharCode.BORD, Device.BoardId)
        && HasNumber(ticket, FourCharCode.ECID, Device.Ecid)
            ? null
            : new(Errno.EACCES, $"The ticket is for another device than {Device}.");
}
