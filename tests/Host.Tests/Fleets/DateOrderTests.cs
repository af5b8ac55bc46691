using RsrActors.Fleets;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>Dates such as 12/07/2023 have one order in a whole column, wherever the row is that shows it.</summary>
public sealed class DateOrderTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("12/07/2023 14:00", "11/07/2023 09:30", "30/06/2023", DateOrder.DayFirst, 4)]
    [InlineData("30/06/2023", "12/07/2023 at 2:15 PM", "11/07/2023", DateOrder.DayFirst, 2)]
    [InlineData("07/12/2023", "07/11/2023", "06/30/2023 at 2:15 PM", DateOrder.MonthFirst, 4)]
    public void One_date_with_a_number_above_12_tells_the_order_of_the_whole_column(
        string one, string two, string three, DateOrder order, long row)
    {
        var report = Exports.Accepted(Column(one, two, three));

        Assert.Equal(new DateReading(order, DateGrounds.Shown, row), report.Files[0].Dates);
        Assert.Equal(new DateOnly(2023, 7, 12), report.Day);
        Assert.Equal([0, 1, 10], report.Kinds.Select(kind => kind.DaysSilent).Order());
    }

    [Theory]
    [InlineData("10/07/2023", "11/07/2023", "12/07/2023", DateOrder.DayFirst)]
    [InlineData("07/10/2023", "07/11/2023", "07/12/2023", DateOrder.MonthFirst)]
    public void When_both_orders_fit_every_row_the_one_with_less_silence_is_taken_and_told(
        string one, string two, string three, DateOrder order)
    {
        var report = Exports.Accepted(Column(one, two, three));

        Assert.Equal(new DateReading(order, DateGrounds.Assumed, 0), report.Files[0].Dates);
        Assert.Equal([0, 1, 2], report.Kinds.Select(kind => kind.DaysSilent).Order());
    }

    [Theory]
    [InlineData("01.07.2023", "11.07.2023 14:05", "12.7.2023")]
    [InlineData("01.07.2023, 14:05", "11.07.2023 14:05:30", "2023-07-12")]
    [InlineData("01.07.2023", "11/07/2023", "2023-07-12T10:00:00Z")]
    public void Dates_with_dots_have_the_day_first(string one, string two, string three)
    {
        var report = Exports.Accepted(Column([.. new[] { one, two, three }.Select(date => $"\"{date}\"")]));

        Assert.Equal(new DateOnly(2023, 7, 12), report.Day);
        Assert.Equal([0, 1, 10], report.Kinds.Select(kind => kind.DaysSilent).Order());
    }

    [Theory]
    [InlineData("07.31.2023")]
    [InlineData("31.07.23")]
    [InlineData("31.07.")]
    [InlineData("1690000000.5")]
    public void A_date_with_dots_and_without_a_day_a_month_and_a_year_is_not_understood(string date) =>
        Assert.Contains($"row 2: last-seen: found '{date}'", Exports.Refused(Column(date)), StringComparison.Ordinal);

    [Fact]
    public async Task A_run_of_an_export_says_which_order_was_taken_and_how_to_take_the_other()
    {
        using var place = new Workplace();
        Task<Outcome> Run(string file, string name) => Workplace.RsrInProcess(
            "run", "tiny", "--fleet", file, "--days", "0.1", "--out", place[name]);

        Assert.Contains(
            "\ndates such as 12/07/2023 are read with the day first: both orders fit every row, and with this one "
            + "devices are silent for less time; 'rsr fleet import' with --dates month-first reads the other\n",
            (await Run(Column("10/07/2023", "11/07/2023"), "assumed")).Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains(
            "\ndates such as 12/07/2023 are read with the day first, as row 2 shows\n",
            (await Run(Column("30/06/2023"), "shown")).Succeeds().Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "dates such as", (await Run(Column("2023-07-10"), "plain")).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_says_which_order_was_taken_and_how_to_take_the_other()
    {
        var file = Column("10/07/2023", "11/07/2023");

        Assert.Contains(
            "read with the day first: both orders fit every row, and with this one devices are silent for less time; "
            + "--dates month-first reads the other", (await Import(file)).Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains(
            "read with the month first, as --dates says", (await Import(file, "--dates", "month-first")).Succeeds().Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "allowed is day-first or month-first", (await Import(file, "--dates", "middle")).IsRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_with_both_orders_is_refused_with_both_rows_also_when_rows_may_be_left_out()
    {
        var file = Column("30/06/2023", "07/04/2023", "07/14/2023");
        var reading = Exports.Read(file, rejected: static _ => { });

        Assert.Contains(
            "row 4: last-seen: row 2 has a date with the day first, and row 4 one with the month first; allowed is one order",
            Assert.IsType<InventoryReading.Refused>(reading).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_order_told_a_date_of_the_other_order_is_a_row_that_is_not_understood()
    {
        var rejected = new List<Rejection>();
        var reading = InventoryFile.Read(
            [Column("30/06/2023", "04/07/2023", "07/14/2023")], null, ColumnChoice.None, DateOrder.DayFirst, rejected.Add);

        Assert.Equal(2, Assert.IsType<InventoryReading.Accepted>(reading).Report.Devices);
        Assert.Equal(
            "row 4: last-seen: found '07/14/2023', allowed is a day such as 2024-07-23T14:11:37Z or 23/07/2024, as --dates says",
            Assert.Single(rejected).Message);
    }

    [Fact]
    public void A_date_that_has_13_in_both_places_is_not_understood() => Assert.Contains(
        "row 2: last-seen: found '13/13/2023'", Exports.Refused(Column("13/13/2023", "01/07/2023")), StringComparison.Ordinal);

    private static Task<Outcome> Import(string file, params string[] options) =>
        Workplace.RsrInProcess(["fleet", "import", file, .. options]);

    private string Column(params string[] dates) => _folder.Write(
        $"model,version,last seen\n{string.Concat(dates.Select(date => $"\"Mac14,2\",13.4.1,{date}\n"))}");
}
