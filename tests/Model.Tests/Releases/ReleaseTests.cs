using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Tests.Releases;

public sealed class ReleaseTests
{
    [Theory]
    [InlineData("16.5.1 (a)", "16.5.1-a")]
    [InlineData("16.5.1-a", "16.5.1-a")]
    [InlineData("26.3 (b)", "26.3-b")]
    [InlineData("16.6", "16.6")]
    public void A_release_is_found_by_both_of_its_names(string name, string id) =>
        Assert.Equal(id, Release.NormaliseId(name));

    [Fact]
    public void A_release_has_a_target_for_its_platform_and_base_only()
    {
        var @base = BuildNumber.ParseBase("20F75")!;
        var target = new ReleaseTarget(
            Platform.IPhone, "16.5.1", @base, BuildNumber.ParseResponse("20F770750b", @base)!, 1_400_000);
        var release = new Release("16.5.1-a", 'a', [target], Regrets.None);

        Assert.Equal("iphone-20F75", target.Variant);
        Assert.Equal(target, release.TargetFor(Platform.IPhone, "20F75"));
        Assert.Null(release.TargetFor(Platform.IPhone, "20G75"));
        Assert.Null(release.TargetFor(Platform.IPad, "20F75"));
    }
}
