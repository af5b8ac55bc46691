using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using RsrActors.Charts;
using RsrActors.Charts.Drawing;

namespace RsrActors.Host.Tests.Charts;

/// <summary>Charts as SVG: well-formed, equal for equal input, readable without colour.</summary>
public sealed class ChartTests
{
    private const string Hostile = "a<b & \"c\" </svg><script>alert('x')</script> \u0001 \ud800 🙂";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => [.. SampleCharts.Named("a", "b").Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void A_chart_is_SVG_with_a_title_and_a_description(string kind)
    {
        var chart = Parse(SampleCharts.Named("one", "two")[kind]);

        Assert.Equal(Svg + "svg", chart.Name);
        Assert.Equal("img", chart.Attribute("role")!.Value);
        Assert.Equal([Svg + "title", Svg + "desc"], chart.Elements().Take(2).Select(element => element.Name));
        Assert.NotEqual("", chart.Element(Svg + "desc")!.Value);
        Assert.Contains("one", chart.Value, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Equal_input_gives_equal_text(string kind) =>
        Assert.Equal(SampleCharts.Named("one", "two")[kind], SampleCharts.Named("one", "two")[kind]);

    [Theory, MemberData(nameof(Kinds))]
    public void Names_are_text_and_no_element(string kind)
    {
        var chart = Parse(SampleCharts.Named(Hostile, Hostile + "2")[kind]);

        Assert.DoesNotContain(chart.Descendants(), element => element.Name.LocalName == "script");
        Assert.Contains(chart.DescendantNodes().OfType<XText>(), text =>
            text.Value.StartsWith("a<b & \"c\"", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Nothing_is_outside_of_the_chart(string kind)
    {
        const string Long = "a rather long name of a cell that does not fit at all, or does it";
        var chart = Parse(SampleCharts.Named("one", Long)[kind]);
        var (width, height) = (Number(chart, "width"), Number(chart, "height"));

        Assert.All(chart.Descendants(Svg + "text"), text =>
        {
            var (x, wide) = (Number(text, "x"), LabelText.Width(string.Concat(text.Nodes().OfType<XText>())));
            var left = text.Attribute("text-anchor")?.Value switch
            {
                "end" => x - wide,
                "middle" => x - wide / 2,
                _ => x,
            };
            Assert.InRange(left, -1, width);
            Assert.InRange(left + wide, 0, width + 1);
            Assert.InRange(Number(text, "y"), 8, height);
        });
        Assert.All(chart.Descendants(Svg + "line"), line =>
        {
            Assert.InRange(Number(line, "x1"), 0, width);
            Assert.InRange(Number(line, "x2"), 0, width);
            Assert.InRange(Number(line, "y1"), 0, height);
            Assert.InRange(Number(line, "y2"), 0, height);
        });
    }

    [Fact]
    public void Numbers_beside_a_difference_are_whole() => Assert.Contains(
        Parse(SampleCharts.Named("one", "two")["difference"]).Descendants(Svg + "text"),
        text => text.Value == "+1,234,567.89  (-12,345,678 to 1,234,567.89)");

    [Theory]
    [InlineData("line")]
    [InlineData("distribution")]
    public void The_name_of_a_line_is_whole_also_when_it_is_long(string kind)
    {
        const string Long = "windows-monitoring / harmful / 10 %";

        Assert.Contains(
            Parse(SampleCharts.Named("one", Long)[kind]).Descendants(Svg + "text"), text => text.Value == Long);
    }

    [Fact]
    public void A_chart_of_three_points_is_these_bytes() => Assert.Equal(
        """<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 100 50" width="100" """
        + """height="50" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="12" """
        + """
        fill="#222">
        <title>A &amp; B</title>
        <desc>two points</desc>
        <rect width="100" height="50" fill="#fff"/>
        <path d="M0,0L10.1,20L33.3,0" fill="none" stroke="#0060a8" stroke-width="1.8" stroke-dasharray="7 3"/>
        <circle cx="10.1" cy="20" r="4.5" fill="#0060a8" stroke="#0060a8" stroke-width="1.6"><title>tip</title></circle>
        <text x="1" y="12" text-anchor="end" fill="#595959">label</text>
        </svg>

        """, Small());

    [Fact]
    public void Lines_differ_by_more_than_their_colour()
    {
        var styles = Enumerable.Range(0, 20).Select(SeriesStyle.Of).ToArray();

        Assert.Distinct(styles.Select(style => (style.Dashes, style.Marker)));
    }

    [Fact]
    public void Runs_in_which_it_never_happened_stand_right_of_a_gap()
    {
        var chart = Parse(SampleCharts.Distribution("some", "all"));
        var texts = chart.Descendants(Svg + "text").ToArray();
        var never = texts.Single(text => text.Value == "never");
        var lastTick = texts.Where(text => text != never && Number(text, "y") == Number(never, "y"))
            .Max(text => Number(text, "x"));

        Assert.True(Number(never, "x") > lastTick + 20);
        var tip = Assert.Single(chart.Descendants(Svg + "title"), title =>
            title.Value.Contains("never", StringComparison.Ordinal));
        Assert.Equal("some: never in 2 of 5 runs", tip.Value);
    }

    [Fact]
    public void The_bar_of_never_is_as_long_as_the_share_of_such_runs()
    {
        var chart = Parse(SampleCharts.Distribution("some", "all"));
        var bar = chart.Descendants(Svg + "line").Single(line => Number(line, "stroke-width") == 3);

        Assert.Equal(0.4 * 250, Math.Abs(Number(bar, "y1") - Number(bar, "y2")), 1);
    }

    [Fact]
    public void A_cell_is_dominated_when_another_one_is_as_good_in_both_measures_and_better_in_one()
    {
        var a = Point(1, 5);

        Assert.True(ParetoChart.Dominates(a, Point(1, 6)));
        Assert.True(ParetoChart.Dominates(a, Point(2, 6)));
        Assert.False(ParetoChart.Dominates(a, a));
        Assert.False(ParetoChart.Dominates(a, Point(0, 6)));
        Assert.False(ParetoChart.Dominates(a, Point(2, 4)));

        static ChartPoint Point(double x, double y) => new("", new(x, x, x), new(y, y, y));
    }

    [Fact]
    public void Labels_of_points_do_not_cover_each_other() => Gen
        .Select(Gen.Double[0.1, 0.9], Gen.Double[0.1, 0.9]).Array[2, 8]
        .Sample(places =>
        {
            var area = new PlotArea
            {
                Left = 50, Top = 30, Width = 450, Height = 320, Across = Axis.Of(0, 1, 6), Up = Axis.Of(0, 1, 6),
            };
            (double X, double Y)[] points = [.. places.Select(place => area.At(place.Item1, place.Item2))];
            var free = new FreePlaces(area, points, []);
            var labels = points.Select(point => free.Take(point, 14)).ToArray();

            for (var i = 0; i < labels.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    Assert.True(
                        Math.Abs(labels[i].X - labels[j].X) >= 14 || Math.Abs(labels[i].Y - labels[j].Y) >= 12,
                        $"{labels[i]} covers {labels[j]}");
                }
            }
        });

    [Fact]
    public void The_bar_that_matters_most_is_the_first_of_a_tornado()
    {
        var names = Parse(SampleCharts.Named("small", "large")["tornado"]).Descendants(Svg + "text")
            .Select(text => text.Value).ToArray();

        Assert.True(Array.IndexOf(names, "large") < Array.IndexOf(names, "small"));
    }

    [Theory]
    [InlineData("short", 200, "short")]
    [InlineData("a rather long name", 60, "a rather…")]
    [InlineData("🙂🙂🙂🙂🙂🙂", 50, "🙂…")]
    [InlineData("wide", 1, "…")]
    public void A_label_that_does_not_fit_is_cut_between_characters(string text, double width, string cut) =>
        Assert.Equal(cut, LabelText.Fit(text, width));

    [Theory]
    [InlineData(-0.04, "0")]
    [InlineData(1.25, "1.3")]
    [InlineData(1200, "1200")]
    [InlineData(-3.05, "-3.1")]
    public void Coordinates_have_one_decimal_at_most(double value, string text) =>
        Assert.Equal(text, XmlText.Of(value));

    private static string Small()
    {
        var svg = new SvgDrawing(100, 50, "A & B", "two points");
        svg.Path([(0, 0), (10.1234, 20), (100 / 3.0, -0.01)], Ink.Main, dashes: "7 3");
        svg.Point(10.1234, 20, Marker.Disc, Ink.Main, "tip");
        svg.Text(1, 12, "label", TextAnchor.End, Ink.Faint);
        return svg.ToString();
    }

    private static XElement Parse(string svg) => XDocument.Parse(svg).Root!;

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)?.Value ?? "NaN", CultureInfo.InvariantCulture);
}
