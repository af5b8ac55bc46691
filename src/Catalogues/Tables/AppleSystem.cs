using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Tables;

/// <summary>The operating systems that have responses. iPadOS has the versions and builds of iOS.</summary>
public enum AppleSystem
{
    IOS,
    MacOS,
}

/// <summary>How the systems' platforms, names, versions and builds belong together.</summary>
public static class AppleSystems
{
    // Other systems have the trains after these: televisions and speakers from J on, watches and headsets from M on.
    private const char LastTrainOfIOS = 'I';
    private const char LastTrainOfMacOS = 'J';

    private static readonly (int Major, string Name)[] NamesOfMacOS =
    [
        (11, "Big Sur"), (12, "Monterey"), (13, "Ventura"), (14, "Sonoma"), (15, "Sequoia"), (26, "Tahoe"),
    ];

    /// <summary>The system of a platform.</summary>
    public static AppleSystem Of(Platform platform) => platform.IsMac ? AppleSystem.MacOS : AppleSystem.IOS;

    extension(AppleSystem system)
    {
        /// <summary>As Apple writes it, and as the lookup service names its list.</summary>
        public string Name => system == AppleSystem.MacOS ? "macOS" : "iOS";

        /// <summary>The name of a product in SOFA.</summary>
        public string Product => system == AppleSystem.MacOS ? "macOS" : "iOS and iPadOS";

        public Platform[] Platforms => system == AppleSystem.MacOS
            ? [Platform.MacAppleSilicon, Platform.MacIntel]
            : [Platform.IPhone, Platform.IPad];

        /// <summary>The first version with responses.</summary>
        public int FirstWithResponses => system == AppleSystem.MacOS ? 13 : 16;

        /// <summary>A major version as SOFA names it: <c>Ventura 13</c>, <c>16</c>.</summary>
        public string NameOf(int major)
        {
            if (system == AppleSystem.IOS)
                return $"{major}";
            var known = NamesOfMacOS.FirstOrDefault(one => one.Major == major).Name;
            return known is null ? $"macOS {major}" : $"{known} {major}";
        }

        /// <summary>
        /// Why a build cannot be one of a version; null when it can. The number in front follows from the version (iOS
        /// 16 has 20, iOS 26 has 23; macOS 13 has 22, macOS 26 has 25), and the capital letter tells the system.
        /// </summary>
        public string? Objection(string version, string build)
        {
            if (BuildNumber.ParseBase(build) is not { } parsed)
                return "allowed is a build such as 23D8133";
            var last = system == AppleSystem.MacOS ? LastTrainOfMacOS : LastTrainOfIOS;
            if (parsed.Train > last)
            {
                return $"whose letter {parsed.Train} is that of another system; allowed for {system.Name} is A to "
                    + $"{last}";
            }


            var major = VersionOrder.MajorOf(version);
            return system.BuildMajorOf(major) is { } expected && expected != parsed.Major
                ? $"allowed for {system.Name} {version} is a build that begins with {expected}"
                : null;
        }

        private int? BuildMajorOf(int major) => (system, major) switch
        {
            (AppleSystem.MacOS, >= 26) => major - 1,
            (AppleSystem.MacOS, >= 11) => major + 9,
            (AppleSystem.MacOS, _) => null,
            (_, >= 26) => major - 3,
            _ => major + 4,
        };
    }
}
