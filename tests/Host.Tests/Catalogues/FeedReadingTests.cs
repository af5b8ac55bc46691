using RsrActors.Catalogues;
using RsrActors.Catalogues.Tables;
using RsrActors.Host.Tests.Fleets;

namespace RsrActors.Host.Tests.Catalogues;

/// <summary>What feeds tell, and the traps that real ones have.</summary>
public sealed class FeedReadingTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_lookup_service_tells_builds_prerequisites_and_days_and_its_own_day_follows_from_the_expiry()
    {
        var report = Feeds.Read(_folder, Feeds.Pmv);

        Assert.Equal<FeedForm>([FeedForm.Pmv], report.Forms);
        Assert.Equal(new DateOnly(2026, 11, 20), report.Catalogue.Day);
        var response = Assert.Single(report.Catalogue.Find(AppleSystem.IOS, "26.9.1", 'a')!.Builds);
        Assert.Equal(
            ("23H771200a", "23H8120", new DateOnly(2026, 11, 17)),
            (response.Build, response.Prerequisite, response.Posted!.Value));
        Assert.Equal(0, report.NotUnderstoodInAll);
    }

    [Fact]
    public void Watches_televisions_and_headsets_are_left_out_and_counted() => Assert.Equal<(string, int)>(
        [("visionOS", 1), ("watches, televisions and speakers", 2)],
        Feeds.Read(_folder, Feeds.Pmv).OtherSystems);

    [Fact]
    public void Of_two_rows_of_one_build_the_first_day_counts_and_one_that_is_only_in_AssetSets_is_superseded()
    {
        var catalogue = Feeds.Read(_folder, Feeds.Pmv).Catalogue;

        var current = Assert.Single(catalogue.Find(AppleSystem.IOS, "26.9.1", null)!.Builds);
        Assert.Equal((new DateOnly(2026, 11, 3), true), (current.Posted!.Value, current.IsCurrent));
        var old = Assert.Single(catalogue.Find(AppleSystem.MacOS, "26.9", null)!.Builds);
        Assert.Equal((false, new DateOnly(2027, 2, 1)), (old.IsCurrent, old.Expires!.Value));
    }

    [Fact]
    public void Boards_become_product_types_and_a_board_that_is_not_known_stays() => Assert.Equal<string>(
        ["Mac14,2", "MacPro7,1", "VMM-x86_64"],
        Assert.Single(Feeds.Read(_folder, Feeds.Pmv).Catalogue.Find(AppleSystem.MacOS, "26.9.1", null)!.Builds).Devices);

    [Fact]
    public void The_list_of_responses_is_read_by_its_old_name_too() => Assert.Equal(
        Feeds.TextOf(Feeds.Read(_folder, Feeds.Pmv)),
        Feeds.TextOf(Feeds.Read(_folder, Feeds.Pmv.Replace(
            "PublicBackgroundSecurityImprovements", "PublicRapidSecurityResponses", StringComparison.Ordinal))));

    [Fact]
    public void The_order_of_rows_changes_nothing()
    {
        var rows = Feeds.Pmv.Split('\n');
        var first = Array.FindIndex(rows, row => row.Contains("23H8120\"", StringComparison.Ordinal));
        (rows[first], rows[first + 1]) = (rows[first + 1], rows[first]);
        var permuted = string.Join('\n', rows);

        Assert.NotEqual(Feeds.Pmv, permuted);
        Assert.Equal(Feeds.TextOf(Feeds.Read(_folder, Feeds.Pmv)), Feeds.TextOf(Feeds.Read(_folder, permuted)));
    }

    [Fact]
    public void SOFA_1_tells_the_letter_by_the_type_or_by_the_name_and_flaws_with_exploitation()
    {
        var report = Feeds.Read(_folder, Feeds.Sofa1);

        Assert.Equal<FeedForm>([FeedForm.Sofa1], report.Forms);
        Assert.Equal(["macOS 26.9 (a)", "macOS 26.9 (c)"], report.Catalogue.Responses.Select(one => one.FullName));
        var update = report.Catalogue.Find(AppleSystem.MacOS, "26.9.1", null)!;
        Assert.Equal<string>(["CVE-2026-99001", "CVE-2026-99002"], update.Fixes);
        Assert.Equal<string>(["CVE-2026-99002"], update.Exploited);
    }

    [Fact]
    public void SOFA_rows_without_devices_have_those_of_the_latest_one() => Assert.Equal<string>(
        ["Mac14,2", "MacPro7,1"],
        Assert.Single(Feeds.Read(_folder, Feeds.Sofa1).Catalogue.Find(AppleSystem.MacOS, "26.9", 'c')!.Builds).Devices);

    [Fact]
    public void Of_two_days_of_one_release_in_SOFA_the_first_counts() => Assert.Equal(
        new DateOnly(2026, 11, 3),
        Feeds.Read(_folder, Feeds.Sofa1).Catalogue.Find(AppleSystem.MacOS, "26.9.1", null)!.Released);

    [Fact]
    public void A_day_months_after_that_of_a_higher_version_is_left_out_with_the_reason()
    {
        var report = Feeds.Read(_folder, Feeds.Sofa1);

        Assert.Null(report.Catalogue.Find(AppleSystem.MacOS, "26.8", null)!.Released);
        Assert.Contains(
            report.NotUnderstood,
            remark => remark.Message.StartsWith("macOS 26.8: found the day 2027-01-12, which is after", StringComparison.Ordinal));
    }

    [Fact]
    public void SOFA_2_has_a_time_zone_that_does_not_exist_and_is_read() =>
        Assert.Equal(new DateOnly(2026, 11, 20), Feeds.Read(_folder, Feeds.Sofa2).Catalogue.Day);

    [Fact]
    public void Builds_of_watches_televisions_and_placeholders_are_named_with_their_places_and_left_out()
    {
        var report = Feeds.Read(_folder, Feeds.Sofa2);

        Assert.Equal(
            ["23H100"], report.Catalogue.Find(AppleSystem.IOS, "26.9", null)!.Builds.Select(build => build.Build));
        Assert.Equal(
            [
                "OSVersions[0].SecurityReleases[0].AllBuilds[0]", "OSVersions[0].SecurityReleases[0].AllBuilds[2]",
                "OSVersions[0].SecurityReleases[0].AllBuilds[3]",
            ],
            report.NotUnderstood.Select(remark => remark.Where));
        Assert.Contains("found '23U67', whose letter U is that of another system", report.NotUnderstood[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_of_SOFA_2_has_a_list_of_flaws_and_its_wrong_successor_is_not_read()
    {
        var response = Feeds.Read(_folder, Feeds.Sofa2).Catalogue.Find(AppleSystem.IOS, "26.9.1", 'a')!;

        Assert.Equal<string>(["CVE-2026-99004"], response.Fixes);
        Assert.True(Assert.Single(response.Builds).IsCurrent);
    }

    [Fact]
    public void Several_feeds_make_one_catalogue_in_any_order()
    {
        var both = Feeds.Read(_folder, Feeds.Pmv, Feeds.Sofa1, Feeds.Sofa2);

        Assert.Equal(Feeds.TextOf(both), Feeds.TextOf(Feeds.Read(_folder, Feeds.Sofa2, Feeds.Sofa1, Feeds.Pmv)));
        var response = both.Catalogue.Find(AppleSystem.IOS, "26.9.1", 'a')!;
        Assert.Equal(("23H771200a", "CVE-2026-99004"), (response.Builds[0].Build, response.Fixes[0]));
    }

    [Fact]
    public void A_catalogue_that_is_written_is_read_back_equal()
    {
        var both = Feeds.Read(_folder, Feeds.Pmv, Feeds.Sofa1, Feeds.Sofa2);

        Assert.Equal(Feeds.TextOf(both), Feeds.TextOf(Feeds.Read(_folder, Feeds.TextOf(both))));
    }

    [Theory]
    [InlineData("\"ProductVersion\":\"26.9\",\"Build\":\"23H100\"", "\"ProductVersion\":26.9,\"Build\":\"23H100\"", "AssetSets.iOS[1].ProductVersion: found a number, allowed is a text")]
    [InlineData("\"ProductVersion\":\"26.9\",\"Build\":\"23H100\"", "\"ProductVersion\":\"latest\",\"Build\":\"23H100\"", "AssetSets.iOS[1]: ProductVersion: found 'latest', allowed is a version")]
    [InlineData("\"Build\":\"23H100\"", "\"Build\":\"20H120\"", "AssetSets.iOS[1].Build: found '20H120', allowed for iOS 26.9 is a build that begins with 23")]
    [InlineData("\"Build\":\"23H771200a\"", "\"Build\":\"23H7777a\"", "PublicBackgroundSecurityImprovements.iOS[0].Build: found '23H7777a', allowed is the build of a response to 23H8120: 23H771200 and a small letter")]
    [InlineData("\"ProductVersionExtra\":\"(a)\",\"PrerequisiteBuild\":\"23H8120\"", "\"ProductVersionExtra\":\"(aa)\",\"PrerequisiteBuild\":\"23H8120\"", "PublicBackgroundSecurityImprovements.iOS[0]: ProductVersionExtra: found '(aa)'")]
    [InlineData("\"PostingDate\":\"2026-10-01\",\"ExpirationDate\":\"2027-02-01\",\"SupportedDevices\":[\"iPad13,4\"", "\"PostingDate\":\"soon\",\"ExpirationDate\":\"2027-02-01\",\"SupportedDevices\":[\"iPad13,4\"", "AssetSets.iOS[1].PostingDate: found 'soon', allowed is a date such as 2026-03-17")]
    [InlineData("\"iOS\": [\n", "\"iOS\": [7,\n", "PublicAssetSets.iOS[0]: found a number, allowed is an object")]
    public void A_wrong_value_is_named_with_its_row_and_the_other_rows_are_read(
        string found, string wrong, string message)
    {
        var place = Feeds.Pmv.IndexOf(found, StringComparison.Ordinal);
        var report = Feeds.Read(_folder, string.Concat(Feeds.Pmv.AsSpan(0, place), wrong, Feeds.Pmv.AsSpan(place + found.Length)));

        Assert.Contains(report.NotUnderstood, remark => remark.Message.StartsWith(message, StringComparison.Ordinal));
        Assert.NotNull(report.Catalogue.Find(AppleSystem.MacOS, "26.9.1", 'a'));
    }

    [Theory]
    [InlineData("26.3.1", "23D8133", true)]
    [InlineData("16.5.1", "20F75", true)]
    [InlineData("26.6", "23U67", false)]
    [InlineData("16.5.1", "22F82", false)]
    [InlineData("26.1", "26A000", false)]
    public void A_build_of_iOS_follows_from_its_version(string version, string build, bool isOne) =>
        Assert.Equal(isOne, AppleSystem.IOS.Objection(version, build) is null);

    [Theory]
    [InlineData("13.4.1", "22F2083", true)]
    [InlineData("14.8.9", "23J631", true)]
    [InlineData("26.3.2", "25D2140", true)]
    [InlineData("26.3.2", "23D2140", false)]
    public void A_build_of_macOS_follows_from_its_version(string version, string build, bool isOne) =>
        Assert.Equal(isOne, AppleSystem.MacOS.Objection(version, build) is null);
}
