namespace RsrActors.Model.Platforms;

/// <summary>
/// The platforms that support Rapid Security Responses, and Linux, whose kernel can be patched while it runs.
/// </summary>
public enum Platform
{
    IPhone,
    IPad,
    MacAppleSilicon,
    MacIntel,

    /// <summary>A server: it is always on, on power, and its administrator takes a person's place.</summary>
    Linux,
}

/// <summary>The names of platforms, and how platforms differ.</summary>
public static class PlatformNames
{
    private static readonly string[] Names = ["iphone", "ipad", "mac-apple-silicon", "mac-intel", "linux"];

    /// <summary>The names in scenarios, exports and reports, in the order of <see cref="Platform"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    extension(Platform platform)
    {
        public string Name => Names[(int)platform];

        /// <summary>
        /// The product class in tickets. Real values differ between products; here one per platform is enough.
        /// </summary>
        public uint ProductClass => 0xF0 + (uint)platform;

        /// <summary>
        /// Whether the platform is a Mac. Only there Safari can run on new content before the restart.
        /// </summary>
        public bool IsMac => platform is Platform.MacAppleSilicon or Platform.MacIntel;

        /// <summary>
        /// Whether it is one of Apple's platforms: its system is sealed and boots by a ticket, and Secure Boot verifies
        /// its kernel before the kernel runs.
        /// </summary>
        public bool IsApple => platform != Platform.Linux;

        /// <summary>
        /// Whether the systems of this version have cryptexes. iOS and iPadOS have them since 16, macOS since 13; on
        /// earlier systems frameworks are on the system volume, and Safari is a package on the Data volume.
        /// </summary>
        public bool HasCryptexes(string version) =>
            platform.IsApple && VersionOrder.MajorOf(version) >= (platform.IsMac ? 13 : 16);
    }

    /// <summary>The platform of a product class in a ticket.</summary>
    public static Platform OfProductClass(uint productClass) => (Platform)(productClass - Platform.IPhone.ProductClass);

    public static bool TryParse(string name, out Platform platform)
    {
        var index = Array.IndexOf(Names, name);
        platform = (Platform)Math.Max(0, index);
        return index >= 0;
    }
}
