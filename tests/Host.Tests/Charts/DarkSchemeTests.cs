using System.Globalization;
using System.Text.RegularExpressions;
using RsrActors.Charts.Drawing;

namespace RsrActors.Host.Tests.Charts;

/// <summary>Charts on a dark page: each colour is replaced, and the lines and texts can be seen.</summary>
public sealed partial class DarkSchemeTests
{
    /// <summary>Of WCAG 2.2: 4.5 for text, 3 for what is drawn.</summary>
    private const double OfText = 4.5, OfLines = 3;

    private static readonly string[] Areas = [Ink.Grid, Ink.WideBand, Ink.NarrowBand];

    public static TheoryData<string> Kinds => [.. SampleCharts.Named("a", "b").Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void Each_colour_of_a_chart_has_one_on_dark_ground(string kind)
    {
        var colours = Colour().Matches(SampleCharts.Named("one", "two")[kind]).Select(match => match.Groups[1].Value);

        Assert.All(colours, colour => Assert.True(DarkScheme.Colours.ContainsKey(colour), $"{colour} has none."));
    }

    [Fact]
    public void Each_series_has_a_colour_on_dark_ground() => Assert.All(
        Enumerable.Range(0, 20),
        place => Assert.True(DarkScheme.Colours.ContainsKey(SeriesStyle.Of(place).Colour)));

    [Fact]
    public void Lines_and_texts_can_be_told_from_the_ground()
    {
        foreach (var (light, dark) in DarkScheme.Colours.Where(pair => pair.Key != "#fff" && !Areas.Contains(pair.Key)))
        {
            var least = light == Ink.Text || light == Ink.Faint ? OfText : OfLines;
            Assert.True(
                Contrast(dark, DarkScheme.Ground) >= least,
                $"{dark}, for {light}: {Contrast(dark, DarkScheme.Ground):0.0}, at least {least}.");
        }
    }

    [Fact]
    public void The_contrast_of_black_and_white_is_21() => Assert.Equal(21, Contrast("#ffffff", "#000000"), 6);

    /// <summary>WCAG 2.2: the ratio of relative luminances, each with 0.05 for glare.</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var channels = Enumerable.Range(0, 3).Select(i => int.Parse(
            colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    [GeneratedRegex("(?:fill|stroke)=\"(#[0-9a-f]+)\"")]
    private static partial Regex Colour();
}
