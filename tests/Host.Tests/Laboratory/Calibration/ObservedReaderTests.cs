using System.Collections.Immutable;
using RsrActors.Laboratory.Calibration;
using RsrActors.Model.Platforms;

namespace RsrActors.Host.Tests.Laboratory.Calibration;

public sealed class ObservedReaderTests
{
    [Theory]
    [InlineData("hours,share\n36,0.124\n")]
    [InlineData("days,percent\n1.5,12.4\n")]
    [InlineData("time,share\n1.5 d,12.4 %\n")]
    [InlineData("time,adoption,note\n36,.124,\"first, of all\"\n")]
    [InlineData("\ufeffHours , Share\r\n36 h, 12.4 %\r\n\r\n")]
    public void Time_and_share_are_read_in_the_units_that_they_have(string text)
    {
        var point = Assert.Single(Points(text));

        Assert.Equal(TimeSpan.FromHours(36), point.After);
        Assert.Equal(0.124, point.Share, 12);
        Assert.Equal(0.001, point.Resolution, 12);
        Assert.Equal((2, 1.0), (point.Row, point.Weight));
    }

    [Fact]
    public void Release_platform_and_weight_are_optional()
    {
        var point = Assert.Single(Points("days,percent,build,platform,weight\n1,50,20G75,iphone,2.5\n"));

        Assert.Equal(("20G75", Platform.IPhone, 2.5), (point.Release, point.Platform!.Value, point.Weight));
    }

    [Theory]
    [InlineData("", "x.csv: found no row, allowed is CSV with a header and a row for each observed share.")]
    [InlineData("hours,share\n", "x.csv: found a header and no row, allowed is a row for each observed share.")]
    [InlineData("share\n0.1\n", "x.csv: row 1: found the columns share, allowed is one of hours, days and time.")]
    [InlineData("hours,days,share\n1,1,1\n", "x.csv: row 1: found the columns hours, days, share, allowed is one of")]
    [InlineData("hours,hour,share\n", "x.csv: row 1: found two columns for hours, allowed is one.")]
    [InlineData("hours,count\n1,1\n", "x.csv: row 1: found the columns hours, count, allowed is one of share and")]
    [InlineData("hours,share\n1,0.1\n2,12.4\n", "x.csv: row 3: found the share '12.4', allowed is a number from 0 to 1")]
    [InlineData("hours,percent\n1,101\n", "x.csv: row 2: found the share '101', allowed is a number from 0 to 100.")]
    [InlineData("hours,share\n-1,0.1\n", "x.csv: row 2: found the time '-1', allowed is a time since the publication")]
    [InlineData("hours,share\n2023-05-01,0.1\n", "x.csv: row 2: found the time '2023-05-01', allowed is")]
    [InlineData("hours,share\n1,\n", "x.csv: row 2: found the share '', allowed is")]
    [InlineData("hours,share\n1\n", "x.csv: row 2: found the share '', allowed is")]
    [InlineData("hours,share\n1,NaN\n", "x.csv: row 2: found the share 'NaN', allowed is")]
    [InlineData("hours,share\n1,0.1\n1,0.2\n", "x.csv: row 3: found the time of row 2 again, allowed is one row for it.")]
    [InlineData("hours,share,weight\n1,0.1,-1\n", "x.csv: row 2: found the weight '-1', allowed is a number from 0 on.")]
    [InlineData("hours,share,weight\n1,0.1,0\n", "x.csv: found no row with a weight above 0, allowed is one or more.")]
    [InlineData("hours,share,platform\n1,0.1,vax\n", "x.csv: row 2: found the platform 'vax', allowed is one of iphone,")]
    public void What_is_no_adoption_curve_is_refused_with_its_row(string text, string message) => Assert.StartsWith(
        message, Assert.IsType<ObservedReading.Refused>(ObservedReader.Read("x.csv", text)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void More_points_than_allowed_are_refused() => Assert.Contains(
        "found more than 1000 points",
        Assert.IsType<ObservedReading.Refused>(ObservedReader.Read(
            "x.csv",
            "hours,share\n" + string.Concat(Enumerable.Range(0, 1001).Select(i => $"{i},0.5\n")))).Message,
        StringComparison.Ordinal);

    private static ImmutableArray<ObservedPoint> Points(string text) =>
        Assert.IsType<ObservedReading.Accepted>(ObservedReader.Read("x.csv", text)).Points;
}
