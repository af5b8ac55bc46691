namespace RsrActors.Model.Image4.Der;

/// <summary>The codes of a Cryptex1 ticket, spelled as in its bytes.</summary>
public readonly partial record struct FourCharCode
{
    /// <summary>Manifest body: the properties and the objects.</summary>
    public static readonly FourCharCode MANB = Parse("MANB");

    /// <summary>Manifest properties: the values to which the ticket is bound.</summary>
    public static readonly FourCharCode MANP = Parse("MANP");

    /// <summary>Object properties, in the constraints of a certificate.</summary>
    public static readonly FourCharCode OBJP = Parse("OBJP");

    /// <summary>Digest of an object.</summary>
    public static readonly FourCharCode DGST = Parse("DGST");

    /// <summary>Chip of the application processor.</summary>
    public static readonly FourCharCode CHIP = Parse("CHIP");

    /// <summary>Board of the application processor.</summary>
    public static readonly FourCharCode BORD = Parse("BORD");

    /// <summary>Exclusive chip identity of one application processor.</summary>
    public static readonly FourCharCode ECID = Parse("ECID");

    /// <summary>Certificate production status: the chip is a production chip.</summary>
    public static readonly FourCharCode CPRO = Parse("CPRO");

    /// <summary>Certificate security mode.</summary>
    public static readonly FourCharCode CSEC = Parse("CSEC");

    /// <summary>The device, 16 octets: see <see cref="DeviceBinding"/>.</summary>
    public static readonly FourCharCode UDID = Parse("UDID");

    /// <summary>Product class of the device.</summary>
    public static readonly FourCharCode clas = Parse("clas");

    /// <summary>Nonce of the ticket: see <see cref="Cryptex1Nonce"/>.</summary>
    public static readonly FourCharCode cnch = Parse("cnch");

    /// <summary>Chip of the (virtual) coprocessor that the ticket is for.</summary>
    public static readonly FourCharCode fchp = Parse("fchp");

    /// <summary>Nonce domain: which of the device's nonces the ticket contains.</summary>
    public static readonly FourCharCode ndom = Parse("ndom");

    /// <summary>Version that the device was authorised for in advance.</summary>
    public static readonly FourCharCode pave = Parse("pave");

    /// <summary>Type of the coprocessor.</summary>
    public static readonly FourCharCode type = Parse("type");

    /// <summary>Subtype of the coprocessor.</summary>
    public static readonly FourCharCode styp = Parse("styp");

    /// <summary>List of unique tags, filled by the signing service.</summary>
    public static readonly FourCharCode uniq = Parse("uniq");

    /// <summary>The product class must be checked.</summary>
    public static readonly FourCharCode upcl = Parse("upcl");

    /// <summary>Version of the content.</summary>
    public static readonly FourCharCode vnum = Parse("vnum");

    /// <summary>Disk image of the OS cryptex.</summary>
    public static readonly FourCharCode csos = Parse("csos");

    /// <summary>Seal of the OS cryptex.</summary>
    public static readonly FourCharCode cssy = Parse("cssy");

    /// <summary>Trust cache of the OS cryptex.</summary>
    public static readonly FourCharCode trcs = Parse("trcs");

    /// <summary>Disk image of the App cryptex.</summary>
    public static readonly FourCharCode caos = Parse("caos");

    /// <summary>Seal of the App cryptex.</summary>
    public static readonly FourCharCode casy = Parse("casy");

    /// <summary>Trust cache of the App cryptex.</summary>
    public static readonly FourCharCode trca = Parse("trca");
}
