using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>Builds, versions, letters and names that contradict each other are refused.</summary>
public sealed class BuildTests
{
    private const string Update = "from = 20F75, version = 16.6, build = 20G75";
    private const string Target = "version = 16.5.1, prerequisite = 20F75, build = 20F770750b";

    [Theory]
    [InlineData("from = 20F75, version = 16.6, build = 20F75",
        "found '20F75', the build that the update is installed on")]
    [InlineData("from = 20F75, version = 16.6, build = 20E252", "found '20E252', which is not later than 20F75")]
    [InlineData("from = 20F75, version = 16.6, build = 19H12", "found '19H12', which is not later than 20F75")]
    [InlineData("from = 20F75, version = 16.6, build = 20F1074", "found '20F1074', which is not later than 20F75")]
    [InlineData("from = 20F75, version = 16.6, build = 20F2075", "found '20F2075', which is not later than 20F75")]
    public void A_software_update_to_a_build_that_is_no_later_is_refused(string target, string what) => Assert.Contains(
        $"line 23: software-updates.\"16.6\".targets.0.build: {what}", Refused(Read(Small_with(Update, target))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("from = 20F75, version = 16.6, build = 20F76")]
    [InlineData("from = 20F75, version = 16.6, build = 20F2083")]
    [InlineData("from = 20F75, version = 16.6, build = 21A1")]
    public void A_software_update_to_a_later_build_is_accepted(string target) =>
        Accepted(Read(Small_with(Update, target)));

    [Fact]
    public void A_software_update_to_a_lower_version_is_refused() => Assert.Contains(
        "software-updates.\"16.4\".targets.0.version: found '16.4', which is below 16.5.1, the version of 20F75",
        Refused(Read(Small.Replace("16.6", "16.4", StringComparison.Ordinal))), StringComparison.Ordinal);

    [Fact]
    public void Software_updates_in_a_circle_are_refused()
    {
        var circle = Small_with(
            "software-updates {",
            "software-updates { \"16.7\" { targets = [ { platform = iphone, from = 20G75, version = 16.7, build = "
            + "20F75, download = 1 GB } ] }\n");

        Assert.Contains(
            "software-updates.\"16.7\".targets.0.build: found '20F75', which is not later than 20G75",
                Refused(Read(circle)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_software_update_of_a_version_that_none_of_its_targets_has_is_refused() => Assert.Contains(
        "software-updates.\"16.6\".targets: found no target of version 16.6, which the name 16.6 says; the targets' "
        + "versions are 16.7",
        Refused(Read(Small_with(Update, "from = 20F75, version = 16.7, build = 20G75"))), StringComparison.Ordinal);

    [Fact]
    public void A_letter_that_contradicts_the_name_is_refused() => Assert.Contains(
        "line 14: releases.\"16.5.1-a\".letter: found 'c', but the name 16.5.1-a says a",
        Refused(Read(Small_with("letter = a", "letter = c"))), StringComparison.Ordinal);

    [Fact]
    public void A_version_that_contradicts_the_name_is_refused() => Assert.Contains(
        "line 15: releases.\"16.5.1-a\".targets: found no target of version 16.5.1, which the name 16.5.1-a says; "
        + "the targets' versions are 12.0, 13.4.1",
        Refused(Read(Small_with(Target, "version = 12.0, prerequisite = 20F75, build = 20F770750b"))),
            StringComparison.Ordinal);

    [Fact]
    public void A_name_of_another_form_implies_no_letter_and_no_version() =>
        Accepted(Read(Small.Replace("16.5.1-a", "first-one", StringComparison.Ordinal)));

    [Theory]
    [InlineData("os = 16.5.1, build = 20F75", "os = 16.5, build = 20F75",
        "releases.\"16.5.1-a\".targets.0.version: found '16.5.1' for build 20F75 of iphone, which is 16.5 by "
        + "fleet.platforms.0.os")]
    [InlineData("version = 13.4.1, prerequisite = 22F82", "version = 13.5, prerequisite = 22F82",
        "releases.\"16.5.1-a\".targets.1.version: found '13.5' for build 22F82 of mac-intel, which is 13.4.1 by "
        + "fleet.platforms.1.os")]
    [InlineData("share = 60 %, os = 16.5.1, build = 20F75, models = [ { name = \"iPhone15,2\", chip = 0x8120 } ] }",
        "share = 50 %, os = 16.5.1, build = 20F75, models = [ { name = \"iPhone15,2\", chip = 0x8120 } ] }, { "
        + "platform = iphone, share = 10 %, os = 17.0, build = 20G75, models = [ { name = x, chip = 1 } ] }",
        "software-updates.\"16.6\".targets.0.version: found '16.6' for build 20G75 of iphone, which is 17.0 by "
        + "fleet.platforms.1.os")]
    public void One_build_of_two_versions_is_refused(string piece, string other, string message) =>
        Assert.Contains(message, Refused(Read(Small_with(piece, other))), StringComparison.Ordinal);

    [Fact]
    public void A_version_may_leave_out_a_zero() =>
        Accepted(Read(Small.Replace("version = 16.6", "version = 16.6.0", StringComparison.Ordinal)));

    [Theory]
    [InlineData("16.5.1-b", "b", "20F770750c", null)]
    [InlineData("16.5.1-c", "c", "20F770750a",
        "releases.\"16.5.1-c\".targets.0.build: found '20F770750a', which is before 20F770750b of 16.5.1-a, whose "
        + "letter a is before c")]
    [InlineData("other", "a", "20F770750c",
        "releases.\"16.5.1-a\".letter: found 'a', which other has too for iphone on 20F75")]
    [InlineData("16.5.1-A", "b", "20F770750c",
        "found '16.5.1-A' and '16.5.1-a', allowed are names that differ in more")]
    public void Letters_and_builds_of_responses_to_one_build_have_the_same_order(
        string id, string letter, string build, string? message)
    {
        var reading = Read(Small_with(
            "releases {",
            $"releases {{ \"{id}\" {{ letter = {letter}, targets = [ {{ platform = iphone, version = 16.5.1, "
            + $"prerequisite = 20F75, build = {build}, download = 1 MB }} ] }}"));

        if (message is null)
            Accepted(reading);
        else
            Assert.Contains(message, Refused(reading), StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_whose_name_is_too_long_for_a_folder_is_refused() => Assert.Contains(
        "allowed is a release's name such as 16.5.1-a or \"16.5.1 (a)\", of 64 characters at most",
        Refused(Read(Small.Replace("16.5.1-a", new string('a', 65), StringComparison.Ordinal))),
            StringComparison.Ordinal);

    [Fact]
    public void Too_many_responses_are_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 1025).Select(
            i => $"r{i} {{ letter = a, targets = [ {{ platform = iphone, {Target}, download = 1 MB }} ] }}\n"));

        Assert.Contains(
            "found 1026 responses, allowed are 1024 at most",
            Refused(Read(Small_with("releases {", $"analytics {{ enabled = off }}\nreleases {{\n{many}"))),
                StringComparison.Ordinal);
    }
}
