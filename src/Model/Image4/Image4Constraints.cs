using System.Diagnostics.CodeAnalysis;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>
/// What the key of a certificate may authorise: the extension 1.2.840.113635.100.6.1.15. It is a SET of two groups:
/// MANP for the properties of a manifest, OBJP for those of every object in it. A property that is not in its group is
/// not authorised.
/// </summary>
public sealed class Image4Constraints
{
    /// <summary>Object identifier of the extension ("Image4 manifest certificate specification").</summary>
    public const string ObjectIdentifier = "1.2.840.113635.100.6.1.15";

    private static readonly byte[] Required = [0xA0, 0x02, 0x05, 0x00]; // [0] EXPLICIT NULL
    private static readonly byte[] Permitted = [0xA1, 0x02, 0x05, 0x00]; // [1] EXPLICIT NULL

    private readonly Image4PropertyGroup _manifest;
    private readonly Image4PropertyGroup _object;

    /// <summary>Constraints on the properties of a manifest and of its objects, each code once, in any order.</summary>
    public Image4Constraints(IEnumerable<Image4Property> manifest, IEnumerable<Image4Property> everyObject)
        : this(
            new Image4PropertyGroup(FourCharCode.MANP, [.. manifest.OrderBy(p => p.Code)]),
            new Image4PropertyGroup(FourCharCode.OBJP, [.. everyObject.OrderBy(p => p.Code)]))
    {
    }

    private Image4Constraints(Image4PropertyGroup manifest, Image4PropertyGroup everyObject) =>
        (_manifest, _object) = (manifest, everyObject);

    /// <summary>
    /// The constraints of a key that signs only production tickets for cryptexes that boot with the host.
    /// </summary>
    public static Image4Constraints Cryptex1Boot { get; } = new(
        [
            MustBe(FourCharCode.CPRO, true),
            MustBe(FourCharCode.fchp, Cryptex1Manifest.VirtualChip),
            MustBe(FourCharCode.ndom, Cryptex1Manifest.BootNonceDomain),
            MustBe(FourCharCode.styp, Cryptex1Manifest.BootSubtype),
            MustBe(FourCharCode.type, Cryptex1Manifest.BootType),
            MustBe(FourCharCode.upcl, true),
            MustBePresent(FourCharCode.UDID),
            MustBePresent(FourCharCode.cnch),
            MustBePresent(FourCharCode.vnum),
            MayBePresent(FourCharCode.clas),
            MayBePresent(FourCharCode.pave),
            MayBePresent(FourCharCode.uniq),
        ],
        [MustBePresent(FourCharCode.DGST)]);

    /// <summary>
    /// The constraints of a certificate for boot tickets of production devices. A real key is for one family of chips.
    /// A run has one key for the chips of all its devices, so the certificate requires a chip and names none.
    /// </summary>
    public static Image4Constraints ApplicationProcessorBoot { get; } = new(
        [
            MustBe(FourCharCode.CEPO, BootManifest.SecurityEpoch),
            MustBe(FourCharCode.CPRO, true),
            MustBe(FourCharCode.CSEC, true),
            MustBe(FourCharCode.SDOM, BootManifest.SecurityDomain),
            MustBePresent(FourCharCode.BNCH),
            MustBePresent(FourCharCode.BORD),
            MustBePresent(FourCharCode.CHIP),
            MustBePresent(FourCharCode.ECID),
            MayBePresent(FourCharCode.snon),
            MayBePresent(FourCharCode.srvn),
        ],
        [
            MustBePresent(FourCharCode.DGST),
            MustBe(FourCharCode.EKEY, true),
            MustBe(FourCharCode.EPRO, true),
            MustBe(FourCharCode.ESEC, true),
        ]);

    /// <summary>The property must be this number.</summary>
    public static Image4Property MustBe(FourCharCode code, ulong number)
    {
        var der = new DerWriter(stackalloc byte[16]);
        der.Integer(number);
        return new(code, der.Written.ToArray());
    }

    /// <summary>The property must have this boolean value.</summary>
    public static Image4Property MustBe(FourCharCode code, bool truth)
    {
        var der = new DerWriter(stackalloc byte[4]);
        der.Boolean(truth);
        return new(code, der.Written.ToArray());
    }

    /// <summary>The property must be present, with any value.</summary>
    public static Image4Property MustBePresent(FourCharCode code) => new(code, Required);

    /// <summary>The property may be present, with any value.</summary>
    public static Image4Property MayBePresent(FourCharCode code) => new(code, Permitted);

    /// <summary>The value of the extension, in DER.</summary>
    public byte[] Encode()
    {
        const int header = 32;
        const int mostGroups = 2;
        var size = (_manifest.Properties.Length + _object.Properties.Length + mostGroups + 1) * header
            + _manifest.Properties.Sum(p => p.Value.Length) + _object.Properties.Sum(p => p.Value.Length);
        var der = new DerWriter(new byte[size]);
        WriteGroup(ref der, _object);
        WriteGroup(ref der, _manifest);
        der.Enclose(DerWriter.SetTag, 0);
        return der.Written.ToArray();
    }

    internal static bool TryRead(ReadOnlyMemory<byte> extension, [NotNullWhen(true)] out Image4Constraints? constraints)
    {
        constraints = Image4PropertyGroup.TryReadSet(extension, out var groups)
            && groups is [{ Code: var first } manifest, { Code: var second } everyObject]
            && first == FourCharCode.MANP && second == FourCharCode.OBJP
                ? new(manifest, everyObject)
                : null;
        return constraints is not null;
    }

    /// <summary>The first constraint that the ticket violates, as EACCES; null when it violates none.</summary>
    internal TicketVerdict? Check(Image4Ticket ticket)
    {
        var violation = Violation(_manifest, ticket.Properties);
        foreach (var candidate in ticket.Objects)
            violation ??= Violation(_object, candidate);
        return violation is null ? null : new(Errno.EACCES, violation);
    }

    private static string? Violation(Image4PropertyGroup constraints, Image4PropertyGroup group)
    {
        foreach (ref readonly var property in group.Properties.AsSpan())
        {
            if (!constraints.TryFind(property.Code, out _))
                return $"The certificate does not authorise {property.Code} in {group.Code}.";
        }

        foreach (ref readonly var constraint in constraints.Properties.AsSpan())
        {
            var isPresent = group.TryFind(constraint.Code, out var property);
            var value = constraint.Value.Span;
            if (value.SequenceEqual(Permitted))
                continue;
            if (!isPresent)
                return $"The certificate requires {constraint.Code} in {group.Code}, and it is missing.";
            if (!value.SequenceEqual(Required) && property != constraint)
                return $"The certificate authorises {constraint} in {group.Code}, and not {property}.";
        }

        return null;
    }

    private static void WriteGroup(ref DerWriter der, Image4PropertyGroup group)
    {
        var tail = der.Length;
        foreach (var property in group.Properties.Reverse())
        {
            var value = der.Length;
            der.Raw(property.Value.Span);
            der.Name(property.Code, value);
        }

        der.Enclose(DerWriter.SetTag, tail);
        der.Name(group.Code, tail);
    }
}
