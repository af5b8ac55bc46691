namespace RsrActors.Model.Image4.Der;

/// <summary>The codes of a Cryptex1 ticket and of a boot ticket, spelled as in their bytes.</summary>
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

    /// <summary>Enable keys: whether the object may use the device's keys.</summary>
    public static readonly FourCharCode EKEY = Parse("EKEY");

    /// <summary>Effective production status: the object is for production devices.</summary>
    public static readonly FourCharCode EPRO = Parse("EPRO");

    /// <summary>Effective security mode: the object is for devices in secure mode.</summary>
    public static readonly FourCharCode ESEC = Parse("ESEC");

    /// <summary>Chip of the application processor.</summary>
    public static readonly FourCharCode CHIP = Parse("CHIP");

    /// <summary>Board of the application processor.</summary>
    public static readonly FourCharCode BORD = Parse("BORD");

    /// <summary>Exclusive chip identity of one application processor.</summary>
    public static readonly FourCharCode ECID = Parse("ECID");

    /// <summary>Security domain of the application processor.</summary>
    public static readonly FourCharCode SDOM = Parse("SDOM");

    /// <summary>Certificate epoch: it rises when boot loaders are revoked.</summary>
    public static readonly FourCharCode CEPO = Parse("CEPO");

    /// <summary>Boot nonce hash: see <see cref="BootBinding.NonceHash"/>.</summary>
    public static readonly FourCharCode BNCH = Parse("BNCH");

    /// <summary>Nonce of the coprocessor with the device's secrets (SEP); no ticket here has it.</summary>
    public static readonly FourCharCode snon = Parse("snon");

    /// <summary>Nonce of the signing server; no ticket here has it.</summary>
    public static readonly FourCharCode srvn = Parse("srvn");

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

    /// <summary>iBoot: the boot loader that starts the kernel.</summary>
    public static readonly FourCharCode ibot = Parse("ibot");

    /// <summary>LLB: the low-level boot loader, which the processor's ROM starts.</summary>
    public static readonly FourCharCode illb = Parse("illb");

    /// <summary>Root hash of the system volume ("System root hash").</summary>
    public static readonly FourCharCode isys = Parse("isys");

    /// <summary>Kernel cache: the kernel with its boot kernel collection.</summary>
    public static readonly FourCharCode krnl = Parse("krnl");

    /// <summary>Static trust cache: the programs of the system volume.</summary>
    public static readonly FourCharCode trst = Parse("trst");
}
