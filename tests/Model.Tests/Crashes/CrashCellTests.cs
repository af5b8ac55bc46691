using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Crashes;

public sealed class CrashCellTests
{
    private static readonly Gen<ReportedLine> Lines =
        from day in Gen.Int[-1, 60]
        from model in Gen.OneOf(["iPhone14,5", "iPhone15,2", "iPhone12,1"])
        from crashes in Gen.Int[0, 3]
        from hours in Gen.Double[0, 5]
        from firsts in Gen.Select(Gen.Bool, Gen.Bool)
        select new ReportedLine(
            0, VirtualTime.Zero, 1, Platform.IPhone, model, day, ReportedUse.Of(crashes, hours), firsts.Item1,
            firsts.Item2);

    [Fact]
    public void A_cell_does_not_depend_on_the_order_of_reports() => Lines.Array[0, 100].Sample(lines =>
    {
        var forwards = Counted(lines);
        var backwards = Counted([.. lines.Reverse()]);
        Assert.Equal(InFull(forwards), InFull(backwards));
    });

    [Fact]
    public void Counts_are_the_sums_of_the_reports() => Lines.Array[0, 100].Sample(lines =>
    {
        var cell = Counted(lines);

        Assert.Equal(lines.Aggregate(default(ReportedUse), (sum, line) => sum + line.Use), cell.Total);
        Assert.All(cell.Days, day => Assert.Equal(
            day.Total, day.Models.Aggregate(default(ReportedUse), (sum, model) => sum + model.Use)));
        Assert.Equal(
            lines.Select(line => line.Day).Distinct().OrderDescending().Take(CrashCell.MostDays).Order(),
            cell.Days.Select(day => day.Day));
        Assert.All(cell.Days, day => Assert.Equal(
            lines.Where(line => line.Day == day.Day).Aggregate(default(ReportedUse), (sum, line) => sum + line.Use),
            day.Total));
    });

    [Fact]
    public void Changes_bring_an_earlier_state_up_to_date() =>
        Gen.Select(Lines.Array[0, 60], Lines.Array[0, 20]).Sample((before, after) =>
        {
            var earlier = Counted(before);
            var later = after.Aggregate(earlier, (cell, line) => cell.With(line));

            var news = later.NewsSince(earlier);

            Assert.True(news.Days.Length <= after.Length);
            Assert.Equal(InFull(later), InFull(earlier.Updated(news)));
        });

    [Fact]
    public void A_view_has_all_days_up_to_its_own()
    {
        var cell = Counted(
            [Line(2, crashes: 1, hours: 10), Line(4, crashes: 2, hours: 30), Line(6, crashes: 9, hours: 1)]);

        var view = cell.ViewOn(5, expectedPerHour: 0.1, devices: 40, newKind: false);

        Assert.Equal([new(1, 1, 1, 1), default, new(2, 3, 1, 1), default], view.Epochs.AsEnumerable());
        Assert.Empty(view.Models);
        Assert.Equal(new CrashGroup(40, 0, 0), view.Group);
        Assert.Equal(
            [("iPhone15,2", new CrashTally(2, 3, 1, 1))],
            cell.ViewOn(4, 0.1, 40, newKind: false).Models.AsEnumerable());
        Assert.Equal(1, cell.ViewOn(4, 0.1, 40, newKind: true).Latest.NewKinds);
    }

    private static ReportedLine Line(int day, int crashes, double hours) => new(
        0, VirtualTime.Zero, 1, Platform.IPhone, "iPhone15,2", day, ReportedUse.Of(crashes, hours), false, false);

    private static CrashCell Counted(ReportedLine[] lines) =>
        lines.Aggregate(CrashCell.Empty, (cell, line) => cell.With(line));

    private static string InFull(CrashCell cell) => $"{cell.Total} {cell.Devices} {cell.CrashedDevices} "
        + string.Join("; ", cell.Days.Select(day => $"{day.Day} {day.Total} {string.Join(", ", day.Models)}"));
}
