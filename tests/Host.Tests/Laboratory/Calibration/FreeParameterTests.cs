using System.Collections.Immutable;
using RsrActors.Laboratory.Calibration;

namespace RsrActors.Host.Tests.Laboratory.Calibration;

public sealed class FreeParameterTests
{
    [Fact]
    public void Keys_have_their_usual_priors_and_those_that_are_given() => Assert.Equal(
        ["seekers=0 %..40 %", "decide=2 h..240 h", "put-off=6 h..360 h"],
        Read("seekers, fleet.behaviour.decide=2 h..10 d,put-off").Select(one => one.ToString()));

    [Fact]
    public void A_logarithmic_prior_has_the_geometric_mean_in_its_middle()
    {
        var decide = Read("decide=1 h..100 h")[0];

        Assert.Equal(10, decide.At(0.5), 9);
        Assert.Equal(0.5, decide.PlaceOf(10), 9);
        Assert.Equal("10 h", decide.TextOf(decide.At(0.5)));
    }

    [Fact]
    public void A_value_outside_of_the_prior_has_the_place_of_its_end() =>
        Assert.Equal((0, 1), (Read("decide=1 h..100 h")[0].PlaceOf(0.1), Read("seekers")[0].PlaceOf(70)));

    [Theory]
    [InlineData("sekers", "found 'sekers', did you mean seekers? Allowed are seekers, decide, never-update,")]
    [InlineData("seekers,seekers", "found seekers twice, allowed is once")]
    [InlineData("seekers=5 %", "found 'seekers=5 %', allowed is a range within the possible values, such as seekers=0 %..40 %")]
    [InlineData("seekers=1 h..2 h", "found 'seekers=1 h..2 h', allowed is a range")]
    [InlineData("seekers=50 %..101 %", "found 'seekers=50 %..101 %', allowed is a range")]
    [InlineData("decide=0 h..2 h", "found 'decide=0 h..2 h', allowed is a range")]
    [InlineData("decide=3 h..2 h", "found 'decide=3 h..2 h', allowed is a range")]
    [InlineData("", "found ''")]
    [InlineData(
        "seekers,decide,never-update,automatic-updates,put-off,in-use,lid-closed", "found 7 keys, allowed are 6 at most")]
    public void What_cannot_be_free_is_refused(string text, string message)
    {
        Assert.Null(FreeParameter.Read(text, out var why));
        Assert.StartsWith(message, why, StringComparison.Ordinal);
    }

    private static ImmutableArray<FreeParameter> Read(string text) =>
        FreeParameter.Read(text, out _)!.Value;
}
