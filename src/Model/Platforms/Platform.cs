namespace RsrActors.Model.Platforms;

/// <summary>The platforms that take Rapid Security Responses.</summary>
public enum Platform
{
    IPhone,
    IPad,
    MacAppleSilicon,
    MacIntel,
}

/// <summary>What differs between platforms.</summary>
public static class PlatformNames
{
    private static readonly string[] Names = ["iphone", "ipad", "mac-apple-silicon", "mac-intel"];

    /// <summary>As in scenarios, exports and reports, in the order of <see cref="Platform"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    extension(Platform platform)
    {
        public string Name => Names[(int)platform];

        /// <summary>On a Mac Safari alone can run on new content before the restart.</summary>
        public bool IsMac => platform is Platform.MacAppleSilicon or Platform.MacIntel;
    }

    public static bool TryParse(string name, out Platform platform)
    {
        var index = Array.IndexOf(Names, name);
        platform = (Platform)Math.Max(0, index);
        return index >= 0;
    }
}
