using RsrActors.Host.Tests.Fleets;
using RsrActors.Profiles;
using RsrActors.Profiles.Reading;

namespace RsrActors.Host.Tests.Profiles;

/// <summary>Samples that are not in the repository: the folder is that of RSR_SHARED, or ../shared beside it.</summary>
public sealed class SharedProfileTests
{
    [SkippableTheory]
    [InlineData("rsr_restrictions.mobileconfig", true, false, 0, 0)]
    [InlineData("ddm_softwareupdate_settings.json", true, false, 0, 7)]
    [InlineData("ddm_enforcement_specific_bsi.json", null, null, 1, 1)]
    public void A_sample_is_read_and_devices_ignore_nothing_of_it(
        string name, bool? installs, bool? removes, int enforcements, int others)
    {
        var profile = Assert.IsType<ProfileReading.Accepted>(ProfileFile.Read(SharedSampleTests.Sample(name))).Profile;

        Assert.Equal((installs, removes), (profile.AllowsInstallation, profile.AllowsRemoval));
        Assert.Equal((enforcements, others), (profile.Enforcements.Length, profile.Others.Length));
        Assert.Empty(profile.Findings);
    }

    [SkippableTheory]
    [InlineData("ddm_status_report.json")]
    [InlineData("ddm_status_report_pending.json")]
    public void A_status_report_is_no_declaration(string name) => Assert.Contains(
        "found a status report of a device",
        Assert.IsType<ProfileReading.Refused>(ProfileFile.Read(SharedSampleTests.Sample(name))).Message,
        StringComparison.Ordinal);

    [SkippableFact]
    public void The_improvement_of_the_sample_is_that_of_the_table() => Assert.Equal(
        "26.3.1, build 25D771280a",
        Assert.Single(Accepted("ddm_enforcement_specific_bsi.json").Enforcements).Name);

    private static ManagementProfile Accepted(string name) =>
        Assert.IsType<ProfileReading.Accepted>(ProfileFile.Read(SharedSampleTests.Sample(name))).Profile;
}
