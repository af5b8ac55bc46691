using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Contents;

/// <summary>
/// The files of a platform's system. Their paths are those of the real system; a file stands for many where the real
/// system has thousands. What is in a cryptex is not on the system volume as well.
/// </summary>
/// <remarks>
/// The sizes are assumed, in round numbers. Known is that a Mac's system volume has about 9 GB (eclecticlight,
/// 2023-04-05), that an Apple silicon Mac has the shared caches of both architectures, and an Intel Mac only that of
/// its own. The stand-ins keep an OS image below 192 KiB and an App image below 80 KiB.
/// </remarks>
public static class SystemContent
{
    private const long MB = 1_000_000;

    private static readonly ImmutableArray<ContentFile>[] ByPlatform =
    [
        .. Enum.GetValues<Platform>().Select(Build),
    ];

    private static readonly long[][] WithCryptexes = Bytes(hasCryptexes: true);

    private static readonly long[][] WithoutCryptexes = Bytes(hasCryptexes: false);

    private static readonly bool[][] Components =
    [
        .. ByPlatform.Select(files => Enum.GetValues<Component>()
            .Select(component => files.Any(file => file.Component == component))
            .ToArray()),
    ];

    /// <summary>The bytes of a platform's files on one volume.</summary>
    /// <param name="hasCryptexes">Whether the system has cryptexes: <c>Platform.HasCryptexes</c>.</param>
    public static long BytesOn(Volume volume, Platform platform, bool hasCryptexes = true) =>
        (hasCryptexes ? WithCryptexes : WithoutCryptexes)[(int)platform][(int)volume];

    /// <summary>Whether the systems of a platform have a component.</summary>
    public static bool Has(Component component, Platform platform) => Components[(int)platform][(int)component];

    /// <summary>All files, in no particular order.</summary>
    public static ImmutableArray<ContentFile> Of(Platform platform) => ByPlatform[(int)platform];

    /// <summary>
    /// The files that change when a flaw in a component is fixed. For the frameworks these are the binaries of WebKit:
    /// all public responses until 2026 fixed flaws in WebKit.
    /// </summary>
    public static bool IsFixedIn(ContentFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        return file.Component switch
        {
            Component.Frameworks => name is "WebKit" or "WebCore" or "JavaScriptCore",
            Component.Safari => name is "Safari" && file.Path.StartsWith("Applications/", StringComparison.Ordinal),
            Component.System => file.Path.StartsWith("System/Library/CoreServices/", StringComparison.Ordinal),
            _ => true,
        };
    }

    private static long[][] Bytes(bool hasCryptexes) =>
    [
        .. ByPlatform.Select(files => Enum.GetValues<Volume>()
            .Select(volume => files
                .Where(file => file.Component.VolumeOn(hasCryptexes) == volume)
                .Sum(file => file.Size))
            .ToArray()),
    ];

    private static ImmutableArray<ContentFile> Build(Platform platform) => platform == Platform.Linux ? Linux() :
    [
        .. Frameworks(platform),
        .. Safari(),
        Code(Component.Kernel, "System/Library/Kernels/kernel", 12_296, 20 * MB),
        Code(
            Component.BootKernelCollection, "System/Library/KernelCollections/BootKernelExtensions.kc", 24_584,
            70 * MB),
        .. RestOfSystem(platform),
        .. platform.IsMac ? MacOnly() : [],
        .. BootLoaders(platform),
    ];

    /// <summary>
    /// The two boot loaders, the first one first; what belongs to neither counts as part of a loader. An Intel Mac has
    /// EFI firmware in the first one's place.
    /// </summary>
    private static ImmutableArray<ContentFile> BootLoaders(Platform platform) => platform == Platform.MacIntel
        ?
        [
            Data(Component.Firmware, "usr/standalone/firmware/EFI.fd", 8_200, 29 * MB),
            Data(Component.Firmware, "System/Library/CoreServices/boot.efi", 4_104, MB),
        ]
        :
        [
            Data(Component.Firmware, "usr/standalone/firmware/LLB.img4", 4_104, MB),
            Data(Component.Firmware, "usr/standalone/firmware/iBoot.img4", 8_200, 249 * MB),
        ];

    private static ImmutableArray<ContentFile> Frameworks(Platform platform)
    {
        // The libraries are part of the shared caches; their own sizes say how much of a cache each one is.
        ImmutableArray<ContentFile> libraries =
        [
            Library("Frameworks/AuthenticationServices.framework/AuthenticationServices", 10_232, 12),
            Library("Frameworks/JavaScriptCore.framework/JavaScriptCore", 33_784, 40),
            Library("Frameworks/SafariServices.framework/SafariServices", 8_120, 10),
            Library("Frameworks/WebKit.framework/WebKit", 25_608, 30),
            Library("PrivateFrameworks/PasswordManagerUI.framework/PasswordManagerUI", 7_448, 8),
            Library("PrivateFrameworks/WebCore.framework/Frameworks/libwebrtc.dylib", 14_904, 15),
            Library("PrivateFrameworks/WebCore.framework/WebCore", 44_712, 95),
            Library("PrivateFrameworks/WebGPU.framework/WebGPU", 11_288, 20),
            Code(Component.Frameworks, "usr/lib/libstdc++.6.dylib", 5_896, 2 * MB),
        ];
        return platform switch
        {
            Platform.IPhone or Platform.IPad => [.. libraries, Cache("arm64e", 2_300)],
            Platform.MacAppleSilicon => [.. libraries, Cache("arm64e", 2_600), Cache("x86_64h", 2_200)],
            Platform.MacIntel => [.. libraries, Cache("x86_64h", 2_200)],
            _ => throw new ArgumentOutOfRangeException(
                nameof(platform), platform, "A new platform needs its files here."),
        };
    }

    private static ImmutableArray<ContentFile> Safari() =>
    [
        Code(Component.Safari, "Applications/Safari.app/Contents/MacOS/Safari", 14_328, 20 * MB),
        Code(
            Component.Safari,
            "Applications/Safari.app/Contents/PlugIns/WebExtensions.appex/Contents/MacOS/WebExtensions", 9_464, 6 * MB),
        Code(
            Component.Safari, "System/Library/PreferencePanes/Passwords.prefPane/Contents/MacOS/Passwords", 10_616,
            4 * MB),
        Code(Component.Safari, "System/Library/PrivateFrameworks/Safari.framework/Safari", 25_080, 30 * MB),
    ];

    private static ImmutableArray<ContentFile> RestOfSystem(Platform platform)
    {
        var whole = platform.IsMac ? 8_900 : 2_300;
        return
        [
            Code(Component.System, "System/Library/CoreServices/SystemUIServer", 9_224, whole * MB / 10),
            Code(Component.System, "System/Applications/Mail.app/Contents/MacOS/Mail", 16_392, whole * MB / 5),
            Code(Component.System, "usr/libexec/securityd", 6_152, whole * MB / 20),
            Data(Component.System, "System/Library/Fonts/Fonts.bundle", 20_488, whole * MB / 4),
            Data(Component.System, "System/Library/Assets/Assets.bundle", 24_584, whole * MB * 2 / 5),
        ];
    }

    private static ImmutableArray<ContentFile> MacOnly() =>
    [
        Code(
            Component.AuxiliaryKernelCollection, "boot/KernelCollections/AuxiliaryKernelExtensions.kc", 4_104, 5 * MB),
        Data(
            Component.SecurityData,
            "Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Resources/XProtect.yara", 4_104, MB),
        Code(
            Component.SecurityData,
            "Library/Apple/System/Library/CoreServices/XProtect.app/Contents/MacOS/XProtect", 6_152, 30 * MB),
    ];

    /// <summary>
    /// A server's system, of which only the kernel is told apart. Nothing of it is sealed, and it has no cryptexes.
    /// </summary>
    private static ImmutableArray<ContentFile> Linux() =>
    [
        Code(Component.Kernel, "boot/vmlinuz", 12_296, 14 * MB),
        Code(Component.Kernel, "lib/modules/kernel.modules", 24_584, 120 * MB),
        Data(Component.Kernel, "boot/initramfs.img", 8_200, 60 * MB),
        Code(Component.System, "usr/bin/programs", 9_224, 900 * MB),
        Data(Component.System, "usr/lib64/libraries", 16_392, 1_500 * MB),
    ];

    private static ContentFile Library(string path, int standIn, int megabytes) =>
        Code(Component.Frameworks, $"System/Library/{path}", standIn, megabytes * MB);

    private static ContentFile Cache(string architecture, int megabytes) => new(
        $"System/Library/dyld/dyld_shared_cache_{architecture}", Component.Frameworks, 8_200, megabytes * MB,
        ContentKind.SharedCache);

    private static ContentFile Code(Component component, string path, int standIn, long size) =>
        new(path, component, standIn, size, ContentKind.Binary);

    private static ContentFile Data(Component component, string path, int standIn, long size) =>
        new(path, component, standIn, size, ContentKind.Data);
}
