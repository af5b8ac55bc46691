using CsCheck;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Tests.Releases;

public sealed class BuildNumberTests
{
    /// <summary>Every public response, and every beta, whose build follows the rule: response and base.</summary>
    public static TheoryData<string, string> History => new()
    {
        { "20C7750490e", "20C5049e" },
        { "20C7750490f", "20C5049e" },
        { "22D7750270d", "22D5027d" },
        { "22D7750270e", "22D5027d" },
        { "20E7752230f", "20E5223e" },
        { "22E7752300f", "22E5230e" },
        { "20E7752230g", "20E5223e" },
        { "22E7752300g", "22E5230e" },
        { "20E772520a", "20E252" },
        { "22E772610a", "22E261" },
        { "20F770750b", "20F75" },
        { "22F770820b", "22F82" },
        { "22F770830b", "22F2083" },
        { "20F770750d", "20F75" },
        { "22F770820d", "22F82" },
        { "22F770830e", "22F2083" },
        { "23D770890b", "23D5089e" },
        { "25D770870b", "25D5087f" },
        { "23D770890v", "23D5089e" },
        { "25D770870v", "25D5087f" },
        { "23D771330a", "23D8133" },
        { "25D771280a", "25D2128" },
        { "25D771400a", "25D2140" },
    };

    [Theory, MemberData(nameof(History))]
    public void Every_response_in_history_is_built_from_its_base(string response, string @base)
    {
        var build = Response(response, @base);

        Assert.Equal(response, build.Text);
        Assert.True(build.IsResponse);
        Assert.Equal(response[^1], build.Letter);
        Assert.False(Base(@base).IsResponse);
    }

    [Theory, MemberData(nameof(History))]
    public void Every_response_in_history_is_above_its_base(string response, string @base) =>
        Assert.True(Response(response, @base).RestoreVersion > Base(@base).RestoreVersion);

    [Theory]
    [InlineData("20E772520a", "20E252", "20.5.252.77.1,0")]
    [InlineData("20F770750b", "20F75", "20.6.75.77.2,0")]
    [InlineData("20F770750d", "20F75", "20.6.75.77.4,0")]
    [InlineData("23D771330a", "23D8133", "23.4.133.77.1,0")]
    [InlineData("22E7752300f", "22E5230e", "22.5.5230.77.6,0")]
    public void A_response_has_the_restore_version_that_was_published(
        string response, string @base, string published) =>
        Assert.Equal(published, Response(response, @base).RestoreVersion.ToString());

    [Fact]
    public void A_base_has_the_restore_version_that_was_published() =>
        Assert.Equal("20.7.75.0.0,0", Base("20G75").RestoreVersion.ToString());

    [Fact]
    public void A_later_letter_is_above_an_earlier_one() =>
        Gen.Select(Gen.OneOf("20F75", "22F2083", "22E5230e"), Gen.Char['a', 'z'], Gen.Char['a', 'z'])
            .Sample((text, one, other) =>
            {
                var @base = Base(text);
                var stem = $"{@base.Major}{@base.Train}77{@base.Number % 1000:D3}0";
                var (first, second) =
                    (Response(stem + one, text).RestoreVersion, Response(stem + other, text).RestoreVersion);
                Assert.Equal(Math.Sign(one.CompareTo(other)), Math.Sign(first.CompareTo(second)));
                Assert.Equal(one == other, first == second);
            });

    [Theory]
    [InlineData("22A103310o", "22A331")] // The internal exception of macOS 13.0 (a).
    [InlineData("20F770750", "20F75")]
    [InlineData("20F770750B", "20F75")]
    [InlineData("20F770750bb", "20F75")]
    [InlineData("20F770750b\n", "20F75")]
    [InlineData("20F770751b", "20F75")]
    [InlineData("20F770760b", "20F75")]
    [InlineData("20F760750b", "20F75")]
    [InlineData("20E770750b", "20F75")]
    [InlineData("21F770750b", "20F75")]
    [InlineData("20F7700750b", "20F75")] // Four digits are only for numbers above 999.
    [InlineData("20F75", "20F75")]
    [InlineData("", "20F75")]
    public void A_build_that_does_not_follow_the_rule_is_refused(string response, string @base) =>
        Assert.Null(BuildNumber.ParseResponse(response, Base(@base)));

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("20f75")]
    [InlineData("F75")]
    [InlineData("2F75")]
    [InlineData("20F")]
    [InlineData("20F075")]
    [InlineData("20F12345")]
    [InlineData("20F75ee")]
    [InlineData("20F75E")]
    [InlineData("20F75\n")]
    [InlineData(" 20F75")]
    [InlineData("20F770750b")]
    public void A_build_that_is_not_a_base_is_refused(string text) => Assert.Null(BuildNumber.ParseBase(text));

    private static BuildNumber Base(string text) => BuildNumber.ParseBase(text) ?? throw new ArgumentException(text);

    private static BuildNumber Response(string text, string @base) =>
        BuildNumber.ParseResponse(text, Base(@base)) ?? throw new ArgumentException($"{text} on {@base}");
}
