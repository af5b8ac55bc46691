using CsCheck;
using RsrActors.Model.Analytics;

namespace RsrActors.Model.Tests.Crashes;

public sealed class ReportBookTests
{
    [Fact]
    public void A_day_counts_once_however_often_and_late_it_is_reported() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[-1, 62]).Array[0, 300].Sample(reports =>
        {
            var book = new ReportBook(4, 0);
            var counted = reports.Where(report => book.Note(report.Item1, report.Item2)).ToList();
            Assert.Equal(reports.Distinct(), counted);
        });

    [Fact]
    public void A_report_that_is_too_old_counts_as_a_repetition()
    {
        var book = new ReportBook(1, 0);

        Assert.True(book.Note(0, 100));
        Assert.True(book.Note(0, 37));
        Assert.False(book.Note(0, 36));
        Assert.True(book.Note(0, 1000));
        Assert.False(book.Note(0, 100));
        Assert.True(book.Note(0, 999));
    }

    [Fact]
    public void A_first_report_of_a_device_is_first_only_once() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 99]).Array[0, 300].Sample(firsts =>
        {
            var book = new ReportBook(4, 100);
            Assert.Equal(firsts.Distinct(), firsts.Where(first => book.NoteFirst(first.Item1, first.Item2)));
        });

    [Fact]
    public void A_copy_has_the_same_reports_and_does_not_change()
    {
        var book = new ReportBook(2, 3);
        book.Note(1, 5);
        book.NoteFirst(1, 2);

        var copy = book.Copy();
        book.Note(1, 6);
        book.NoteFirst(1, 1);

        Assert.False(copy.Note(1, 5));
        Assert.False(copy.NoteFirst(1, 2));
        Assert.True(copy.Note(1, 6));
        Assert.True(copy.NoteFirst(1, 1));
    }
}
