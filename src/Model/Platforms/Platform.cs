namespace RsrActors.Model.Platforms;

/// <summary>The platforms that support Rapid Security Responses.</summary>
public enum Platform
{
    IPhone,
    IPad,
    MacAppleSilicon,
    MacIntel,
}

/// <summary>The names of platforms, and how platforms differ.</summary>
public static class PlatformNames
{
    private static readonly string[] Names = ["iphone", "ipad", "mac-apple-silicon", "mac-intel"];

    /// <summary>The names in scenarios, exports and reports, in the order of <see cref="Platform"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    extension(Platform platform)
    {
        public string Name => Names[(int)platform];

        /// <summary>
        /// Whether the platform is a Mac. Only there Safari can run on new content before the restart.
        /// </summary>
        public bool IsMac => platform is Platform.MacAppleSilicon or Platform.MacIntel;
    }

    public static bool TryParse(string name, out Platform platform)
    {
        var index = Array.IndexOf(Names, name);
        platform = (Platform)Math.Max(0, index);
        return index >= 0;
    }
}
