using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>Content that has the fixes of a response, and the response with which a device is compared.</summary>
public sealed class ProtectionTests
{
    private const Platform Phone = Platform.IPhone;
    private const string Base = "20F75";

    /// <summary>16.6 has the fixes of both responses. 16.6.1 follows it, and does not list them.</summary>
    private static readonly World Plain = WithUpdates(
        new SoftwareUpdate("16.6", [new(Phone, Base, "16.6", "20G75", 1)], [A, C]),
        new SoftwareUpdate("16.6.1", [new(Phone, "20G75", "16.6.1", "20G81", 1)], [])).World();

    [Theory]
    [InlineData(A, FixSource.Response)]
    [InlineData(C, FixSource.LaterResponse)]
    [InlineData(null, null)]
    public void A_response_and_the_later_ones_to_its_base_carry_its_fixes(string? active, FixSource? source) =>
        Assert.Equal(source, Protection.SourceOf(Plain, A, Phone, Base, active));

    [Fact]
    public void An_earlier_response_does_not_carry_the_fixes_of_a_later_one() =>
        Assert.Null(Protection.SourceOf(Plain, C, Phone, Base, A));

    [Theory]
    [InlineData("20G75")]
    [InlineData("20G81")]
    public void A_base_carries_the_fixes_of_responses_that_a_software_update_before_it_includes(string build)
    {
        Assert.Equal(FixSource.BaseBuild, Protection.SourceOf(Plain, A, Phone, build, active: null));
        Assert.Null(Protection.SourceOf(Plain, A, Platform.IPad, build, active: null));
    }

    [Fact]
    public void A_base_carries_no_fixes_when_no_software_update_with_them_leads_to_it()
    {
        var world = WithUpdates(
            new SoftwareUpdate("16.6", [new(Phone, Base, "16.6", "20G75", 1)], []),
            new SoftwareUpdate("16.6.1", [new(Phone, "20G75", "16.6.1", "20G81", 1)], [A])).World();

        Assert.Null(Protection.SourceOf(world, A, Phone, "20G75", active: null));
        Assert.Equal(FixSource.BaseBuild, Protection.SourceOf(world, A, Phone, "20G81", active: null));
    }

    [Fact]
    public void Devices_are_compared_with_the_highest_response_that_is_not_withdrawn()
    {
        Assert.Null(Newest());
        Assert.Equal(A, Newest(new CatalogueEntry(A, 1, CatalogueStatus.Offered)));
        Assert.Equal(C, Newest(new(C, 1, CatalogueStatus.Paused), new(A, 100, CatalogueStatus.Superseded)));
        Assert.Equal(
            A, Newest(new(A, 100, CatalogueStatus.Superseded), new(C, 0, CatalogueStatus.WithdrawnAndRemoved)));
        Assert.Equal(C, Newest(new(A, 0, CatalogueStatus.Withdrawn), new(C, 0, CatalogueStatus.Withdrawn)));
    }

    [Fact]
    public void A_platform_for_which_nothing_is_published_has_no_protected_device()
    {
        var protection = new Protection(Plain, [new(A, 100, CatalogueStatus.Offered)]);

        Assert.Null(protection.NewestFor(Platform.MacIntel));
        Assert.False(protection.Covers(Platform.MacIntel, "22F82", active: null));
        Assert.True(protection.Covers(Phone, Base, A));
        Assert.False(protection.Covers(Phone, Base, active: null));
    }

    private static string? Newest(params ImmutableArray<CatalogueEntry> published) =>
        new Protection(Plain, published).NewestFor(Phone);

    private static Scenario WithUpdates(params ImmutableArray<SoftwareUpdate> updates) =>
        Vocabulary.Plain() with { Updates = updates };
}
