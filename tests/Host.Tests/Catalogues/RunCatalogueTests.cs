using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Runs;
using RsrActors.Catalogues.Tables;
using RsrActors.Catalogues.Writing;
using RsrActors.Host.Runs;
using RsrActors.Host.Tests.Fleets;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Catalogues;

/// <summary>The catalogue of a run at a moment: expiries move on while a build is current, and stay from then on.</summary>
public sealed class RunCatalogueTests : IDisposable
{
    private static readonly Scenario Starter = ScenarioLibrary.Installed
        .Require(Path.Combine(AppContext.BaseDirectory, "hocon", "starter.hocon"), ScenarioOverrides.None).Scenario;

    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Before_the_first_publication_only_the_builds_of_the_fleet_are_there_and_current()
    {
        var catalogue = At(1);

        Assert.Equal(["iOS 26.6.1", "macOS 26.6.2"], catalogue.Versions.Select(version => version.FullName));
        Assert.All(catalogue.Versions.SelectMany(version => version.Builds), build => Assert.True(build.IsCurrent));
    }

    [Theory]
    [InlineData(1, "2026-11-23")]
    [InlineData(3, "2026-11-25")]
    [InlineData(8, "2026-11-30")]
    [InlineData(11, "2026-11-30")]
    public void A_base_expires_90_days_after_the_moment_until_an_update_replaces_it(int day, string expires)
    {
        var build = Assert.Single(At(day, Published("26.7", 8)).Find(AppleSystem.IOS, "26.6.1", null)!.Builds);

        Assert.Equal((DateOnly.Parse(expires), day <= 8), (build.Expires!.Value, build.IsCurrent));
    }

    [Fact]
    public void A_response_stays_current_when_an_update_includes_it_and_not_when_it_is_withdrawn()
    {
        var included = At(
            10, Published("26.6.1-a", 0), Published("26.7", 8), Event("26.6.1-a", 8, new ReleaseEvent.Superseded("26.7")));
        var withdrawn = At(10, Published("26.6.1-a", 0), Event("26.6.1-a", 5, new ReleaseEvent.Withdrawn("it crashes", true)));

        Assert.True(included.Find(AppleSystem.IOS, "26.6.1", 'a')!.Builds[0].IsCurrent);
        Assert.False(withdrawn.Find(AppleSystem.IOS, "26.6.1", 'a')!.Builds[0].IsCurrent);
    }

    [Fact]
    public void A_flaw_is_exploited_from_its_moment_on()
    {
        var scenario = Starter with
        {
            Vulnerabilities = [Starter.Vulnerabilities[0] with { Exploited = TimeSpan.FromDays(2) }],
        };

        Assert.Empty(Response(1).Exploited);
        Assert.Equal<string>(["CVE-2026-99999"], Response(3).Exploited);

        PublishedVersion Response(int day) => RunCatalogue
            .At(scenario, [Published("26.6.1-a", 0)], VirtualTime.Zero + TimeSpan.FromDays(day))
            .Find(AppleSystem.IOS, "26.6.1", 'a')!;
    }

    [Fact]
    public void Phones_and_tablets_have_one_row_with_the_models_of_the_fleet() => Assert.Equal<string>(
        ["iPad14,3", "iPad16,3", "iPhone15,2", "iPhone16,1", "iPhone17,1"],
        Assert.Single(At(1).Find(AppleSystem.IOS, "26.6.1", null)!.Builds).Devices);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(13)]
    public void What_is_written_as_pmv_is_read_back_equal_but_for_the_flaws_that_it_does_not_say(int day)
    {
        var catalogue = Story(day);

        var read = Feeds.Accepted(_folder.Write(PmvFeed.Write(catalogue), "pmv.json"));

        Assert.Equal(0, read.NotUnderstoodInAll);
        Assert.Equal(
            Text(catalogue with { Versions = [.. catalogue.Versions.Select(WithoutFlaws)] }), Feeds.TextOf(read));

        static PublishedVersion WithoutFlaws(PublishedVersion version) => version with { Fixes = [], Exploited = [] };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(13)]
    public void What_is_written_as_SOFA_is_read_back_equal_but_for_the_expiry_of_responses_that_it_does_not_say(int day)
    {
        var catalogue = Story(day);

        var read = Feeds.Accepted(
            _folder.Write(SofaFeed.Write(catalogue, AppleSystem.IOS), "ios.json"),
            _folder.Write(SofaFeed.Write(catalogue, AppleSystem.MacOS), "macos.json"));

        Assert.Equal(0, read.NotUnderstoodInAll);
        Assert.Equal(
            Text(catalogue with { Versions = [.. catalogue.Versions.Select(WithoutExpiry)] }), Feeds.TextOf(read));

        static PublishedVersion WithoutExpiry(PublishedVersion version) => version.Letter is null
            ? version
            : version with { Builds = [.. version.Builds.Select(build => build with { Expires = null })] };
    }

    [Fact]
    public void A_withdrawn_update_stays_in_SOFA_and_is_neither_the_latest_one_nor_in_a_list_of_the_lookup_service()
    {
        var catalogue = At(
            11, Published("26.7", 8), Event("26.7", 10, new ReleaseEvent.Withdrawn("it crashes", false)));

        var sofa = Feeds.Accepted(
            _folder.Write(SofaFeed.Write(catalogue, AppleSystem.IOS), "ios.json"),
            _folder.Write(SofaFeed.Write(catalogue, AppleSystem.MacOS), "macos.json"));
        var pmv = Feeds.Accepted(_folder.Write(PmvFeed.Write(catalogue), "pmv.json"));

        Assert.Equal(Text(catalogue), Feeds.TextOf(sofa));
        Assert.False(Assert.Single(sofa.Catalogue.Find(AppleSystem.IOS, "26.7", null)!.Builds).IsCurrent);
        Assert.Null(pmv.Catalogue.Find(AppleSystem.IOS, "26.7", null));
        Assert.True(Assert.Single(pmv.Catalogue.Find(AppleSystem.IOS, "26.6.1", null)!.Builds).IsCurrent);
    }

    [Fact]
    public void The_list_of_responses_has_its_old_name_before_October_2025()
    {
        var old = RunCatalogue.At(
            Starter with { Start = new(2023, 7, 10, 17, 0, 0, TimeSpan.Zero) }, [Published("26.6.1-a", 0)],
            VirtualTime.Zero + TimeSpan.FromDays(1));

        Assert.Contains("PublicRapidSecurityResponses", System.Text.Encoding.UTF8.GetString(PmvFeed.Write(old)), StringComparison.Ordinal);
        Assert.Contains("PublicBackgroundSecurityImprovements", System.Text.Encoding.UTF8.GetString(PmvFeed.Write(Story(1))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_with_the_same_content_has_the_same_bytes() =>
        Assert.Equal(SofaFeed.Write(Story(7), AppleSystem.IOS), SofaFeed.Write(Story(7), AppleSystem.IOS));

    /// <summary>The starter's response on its first day and its update on the ninth.</summary>
    internal static PublishedCatalogue Story(int day) => At(day, Published("26.6.1-a", 0), Published("26.7", 8));

    private static PublishedCatalogue At(int day, params RecordedEvent[] history)
    {
        var at = VirtualTime.Zero + TimeSpan.FromDays(day);
        return RunCatalogue.At(Starter, history.Where(happened => happened.At < at), at);
    }

    private static RecordedEvent Published(string release, int day) =>
        Event(release, day, new ReleaseEvent.Published(100, RampSource.Rule));

    private static RecordedEvent Event(string release, int day, ReleaseEvent happened) =>
        new(EntityId.Release(release), 1, VirtualTime.Zero + TimeSpan.FromDays(day), happened);

    private static string Text(PublishedCatalogue catalogue) =>
        System.Text.Encoding.UTF8.GetString(CatalogueFormat.Write(catalogue));
}
