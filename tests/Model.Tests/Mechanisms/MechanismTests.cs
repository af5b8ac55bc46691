using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Tests.Mechanisms;

/// <summary>What each mechanism can fix, and why it cannot fix the rest.</summary>
public sealed class MechanismTests
{
    [Theory]
    [InlineData(MechanismKind.RapidResponse, Component.Frameworks, Platform.IPhone, "16.5.1")]
    [InlineData(MechanismKind.RapidResponse, Component.Safari, Platform.MacIntel, "13.0")]
    [InlineData(MechanismKind.SoftwareUpdate, Component.Firmware, Platform.IPhone, "16.5.1")]
    [InlineData(MechanismKind.SoftwareUpdate, Component.Kernel, Platform.Linux, "9.2")]
    [InlineData(MechanismKind.SecurityData, Component.SecurityData, Platform.MacAppleSilicon, "12.5")]
    [InlineData(MechanismKind.SafariPackage, Component.Safari, Platform.MacIntel, "12.6.9")]
    [InlineData(MechanismKind.LivePatch, Component.Kernel, Platform.Linux, "9.2")]
    [InlineData(MechanismKind.Kexec, Component.Kernel, Platform.Linux, "9.2")]
    public void A_mechanism_fixes_its_components(
        MechanismKind kind, Component component, Platform platform, string version) =>
        Assert.Null(AllMechanisms.Of(kind).Objection(component, platform, version));

    [Theory]
    [InlineData(
        MechanismKind.RapidResponse, Component.Kernel, Platform.IPhone, "16.5.1",
        "after the kernel has booted")]
    [InlineData(MechanismKind.RapidResponse, Component.Firmware, Platform.IPad, "16.5.1", "what boots before")]
    [InlineData(
        MechanismKind.RapidResponse, Component.System, Platform.IPad, "16.5.1",
        "only the content of cryptexes")]
    [InlineData(MechanismKind.RapidResponse, Component.Frameworks, Platform.MacIntel, "12.6", "has no cryptexes")]
    [InlineData(MechanismKind.RapidResponse, Component.Frameworks, Platform.IPhone, "15.7", "has no cryptexes")]
    [InlineData(MechanismKind.RapidResponse, Component.Kernel, Platform.Linux, "9.2", "has no responses")]
    [InlineData(MechanismKind.SecurityData, Component.SecurityData, Platform.IPhone, "16.5.1", "has no security data")]
    [InlineData(MechanismKind.SecurityData, Component.Kernel, Platform.MacIntel, "13.0", "never code")]
    [InlineData(MechanismKind.SafariPackage, Component.Safari, Platform.MacIntel, "13.0", "Safari is in a cryptex")]
    [InlineData(MechanismKind.SafariPackage, Component.Safari, Platform.IPhone, "15.7", "part of the system")]
    [InlineData(MechanismKind.SafariPackage, Component.Kernel, Platform.MacIntel, "12.6", "contains Safari only")]
    [InlineData(
        MechanismKind.LivePatch, Component.Kernel, Platform.IPhone, "16.5.1",
        "Secure Boot verifies the kernel")]
    [InlineData(MechanismKind.Kexec, Component.Kernel, Platform.MacIntel, "13.0", "Secure Boot verifies the kernel")]
    [InlineData(MechanismKind.LivePatch, Component.System, Platform.Linux, "9.2", "the running kernel only")]
    public void What_a_mechanism_cannot_fix_has_a_reason(
        MechanismKind kind, Component component, Platform platform, string version, string why) =>
        Assert.Contains(
            why, AllMechanisms.Of(kind).Objection(component, platform, version) ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData(Platform.IPhone, "16.0", true)]
    [InlineData(Platform.IPad, "15.7.9", false)]
    [InlineData(Platform.MacAppleSilicon, "13.0", true)]
    [InlineData(Platform.MacIntel, "12.6.9", false)]
    [InlineData(Platform.Linux, "20.4", false)]
    public void Systems_have_cryptexes_since_ios_16_and_macos_13(Platform platform, string version, bool hasThem) =>
        Assert.Equal(hasThem, platform.HasCryptexes(version));

    [Theory]
    [InlineData(true, Volume.Preboot, Volume.Preboot)]
    [InlineData(false, Volume.System, Volume.Data)]
    public void Before_cryptexes_the_frameworks_are_on_the_system_volume_and_safari_on_the_data_volume(
        bool hasCryptexes, Volume frameworks, Volume safari)
    {
        Assert.Equal(frameworks, Component.Frameworks.VolumeOn(hasCryptexes));
        Assert.Equal(safari, Component.Safari.VolumeOn(hasCryptexes));
    }

    [Theory]
    [InlineData("5.14.0-284", "5.14.0-362", -1)]
    [InlineData("5.14.0-284.11.1.el9_2", "5.14.0-284.9.1.el9_2", 1)]
    [InlineData("6.1.0-9-amd64", "6.1.0-10-amd64", -1)]
    [InlineData("5.14.0-284", "5.14.0-284", 0)]
    [InlineData("5.14", "5.14.0", 0)]
    public void Kernel_releases_are_ordered_number_by_number(string left, string right, int order)
    {
        Assert.Equal(order, Math.Sign(KernelRelease.Compare(left, right)));
        Assert.Equal(-order, Math.Sign(KernelRelease.Compare(right, left)));
    }

    [Theory]
    [InlineData("5.14.0-284.11.1.el9_2", true)]
    [InlineData("", false)]
    [InlineData("el9", false)]
    [InlineData("5.14 0", false)]
    public void A_kernel_release_begins_with_a_digit_and_has_no_space(string text, bool isOne) =>
        Assert.Equal(isOne, KernelRelease.IsOne(text));
}
