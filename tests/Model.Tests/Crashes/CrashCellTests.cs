using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Crashes;

public sealed class CrashCellTests
{
    private static readonly Gen<ReportedLine> Lines =
        from crashes in Gen.Int[0, 3]
        from hours in Gen.Double[0, 5]
        from firsts in Gen.Select(Gen.Bool, Gen.Bool)
        select new ReportedLine(
            0, VirtualTime.Zero, 1, Platform.IPhone, ReportedUse.Of(crashes, hours), firsts.Item1, firsts.Item2);

    [Fact]
    public void A_cell_does_not_depend_on_the_order_of_reports() => Lines.Array[0, 100].Sample(lines =>
        Assert.Equal(Counted(lines), Counted([.. lines.Reverse()])));

    [Fact]
    public void Counts_are_the_sums_of_the_reports() => Lines.Array[0, 100].Sample(lines =>
        Assert.Equal(
            new CrashCell(
                lines.Aggregate(default(ReportedUse), (sum, line) => sum + line.Use),
                lines.Count(line => line.FirstUse), lines.Count(line => line.FirstCrash)),
            Counted(lines)));

    private static CrashCell Counted(ReportedLine[] lines) =>
        lines.Aggregate(CrashCell.Empty, (cell, line) => cell.With(line));
}
