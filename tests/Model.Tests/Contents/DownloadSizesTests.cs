using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Platforms;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Contents;

/// <summary>Computed downloads, compared with published ones.</summary>
public sealed class DownloadSizesTests
{
    private static readonly ImmutableArray<Component> Both = [Component.Frameworks, Component.Safari];

    /// <summary>16.5.1 (a): AppleDB. Software updates: press reports, in docs/claims.md.</summary>
    [Theory]
    [InlineData(Platform.IPhone, 2.7, 2_000)]
    [InlineData(Platform.IPad, 2.7, 2_000)]
    [InlineData(Platform.MacAppleSilicon, 137.2, 3_000)]
    [InlineData(Platform.MacIntel, 6.4, 2_100)]
    public void A_computed_download_is_within_a_fifth_of_the_published_one(
        Platform platform, double response, double update)
    {
        Assert.InRange(DownloadSizes.OfResponse(platform, Both) / 1e6, 0.8 * response, 1.2 * response);
        Assert.InRange(
            DownloadSizes.OfResponse(platform, [Component.Frameworks]) / 1e6, 0.8 * response, 1.2 * response);
        Assert.InRange(DownloadSizes.OfFullUpdate(platform) / 1e6, 0.8 * update, 1.2 * update);
    }

    [Theory, MemberData(nameof(Platforms))]
    public void A_response_that_changes_Safari_alone_is_smaller_than_one_that_changes_the_frameworks(
        Platform platform) => Assert.True(
        DownloadSizes.OfResponse(platform, [Component.Safari])
        < DownloadSizes.OfResponse(platform, [Component.Frameworks]));

    [Theory, MemberData(nameof(Platforms))]
    public void Every_file_has_a_path_of_its_own_and_a_size_above_that_of_its_stand_in(Platform platform)
    {
        var files = SystemContent.Of(platform);

        Assert.Distinct(files.Select(file => file.Path));
        Assert.All(files, file => Assert.True(file.Size > file.StandIn));
        Assert.All(
            files.Select(file => file.Component).Distinct(),
            component => Assert.Contains(files, file => file.Component == component && SystemContent.IsFixedIn(file)));
    }

    [Fact]
    public void Only_Macs_have_an_auxiliary_kernel_collection_and_security_data()
    {
        foreach (var platform in ApplePlatforms)
        {
            var components = SystemContent.Of(platform).Select(file => file.Component).ToHashSet();
            Assert.Equal(platform.IsMac, components.Contains(Component.AuxiliaryKernelCollection));
            Assert.Equal(platform.IsMac, components.Contains(Component.SecurityData));
        }
    }

    public static TheoryData<Platform> Platforms => [.. ApplePlatforms];
}
