using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Tests.Releases;

/// <summary>The order of versions, and the parts in the name of a response.</summary>
public sealed class VersionOrderTests
{
    [Theory]
    [InlineData("16.5", "16.5.1", -1)]
    [InlineData("16.5.1", "16.5.1", 0)]
    [InlineData("16.5", "16.5.0", 0)]
    [InlineData("16.10", "16.9", 1)]
    [InlineData("26.0", "18.7.9", 1)]
    [InlineData("1.2.3.4", "1.2.3.5", -1)]
    public void Versions_are_ordered_number_by_number(string left, string right, int order)
    {
        Assert.Equal(order, Math.Sign(VersionOrder.Compare(left, right)));
        Assert.Equal(-order, Math.Sign(VersionOrder.Compare(right, left)));
    }

    [Theory]
    [InlineData("16.5.1", true)]
    [InlineData("26.0", true)]
    [InlineData("16", false)]
    [InlineData("16.", false)]
    [InlineData("16.5.1.2.3", false)]
    [InlineData("16.5 ", false)]
    [InlineData("16.12345", false)]
    [InlineData("-16.5", false)]
    [InlineData("", false)]
    [InlineData("16.5\n", false)]
    public void A_version_is_two_to_four_numbers(string text, bool isVersion) =>
        Assert.Equal(isVersion, VersionOrder.IsVersion(text));

    [Theory]
    [InlineData("16.5.1-a", "16.5.1", 'a')]
    [InlineData("26.6-z", "26.6", 'z')]
    public void The_name_of_a_response_contains_version_and_letter(string id, string version, char letter) =>
        Assert.Equal((version, letter), Release.NamedBy(id));

    [Theory]
    [InlineData("16.5.1-A")]
    [InlineData("16.5.1-ab")]
    [InlineData("16.5.1")]
    [InlineData("response-a")]
    [InlineData("-a")]
    [InlineData("16-a")]
    [InlineData("")]
    public void A_name_of_another_form_contains_no_version_and_no_letter(string id) => Assert.Null(Release.NamedBy(id));
}
