using RsrActors.Fleets.Records;

namespace RsrActors.Fleets.Importing;

/// <summary>What the first number of a date such as <c>12/07/2023</c> is.</summary>
public enum DateOrder
{
    MonthFirst,
    DayFirst,
}

/// <summary>Why the dates of a column are read in an order.</summary>
public enum DateGrounds
{
    /// <summary>The user says it.</summary>
    Told,

    /// <summary>A row has a date that fits this order alone.</summary>
    Shown,

    /// <summary>Both orders fit every row; another file of the same import shows this one.</summary>
    OtherFile,

    /// <summary>Both orders fit every row; with this one the devices checked in later.</summary>
    Assumed,
}

/// <summary>How the dates of a file are read.</summary>
/// <param name="Row">The row that shows it; 0 when none does.</param>
public sealed record DateReading(DateOrder Order, DateGrounds Grounds, long Row);

/// <summary>A day in both orders. A date that is written with the year first is the same day in both.</summary>
/// <param name="MonthFirst">From 0001-01-01; <see cref="No"/> when it is none with the month first.</param>
internal readonly record struct DayReading(int MonthFirst, int DayFirst)
{
    public const int No = -1;

    public int In(DateOrder order) => order == DateOrder.DayFirst ? DayFirst : MonthFirst;
}

/// <summary>
/// The dates of one column. They have one order: a single date with a first number above 12 makes the whole column day
/// first. It may be in the last row, so days are kept in both orders until then.
/// </summary>
internal sealed class DateColumn(DateOrder? told)
{
    private long _dayFirst;
    private long _monthFirst;
    private bool _hasOrder;

    /// <summary>The order that a row shows, with the row; null when both orders fit every row.</summary>
    public (DateOrder Order, long Row)? Shown => this switch
    {
        { _dayFirst: > 0 } => (DateOrder.DayFirst, _dayFirst),
        { _monthFirst: > 0 } => (DateOrder.MonthFirst, _monthFirst),
        _ => null,
    };

    /// <summary>Whether a date is another day in the other order.</summary>
    public bool HasOrder => _hasOrder;

    public DateOrder? Told => told;

    /// <summary>The day of a row in the order that is told, or in both.</summary>
    /// <returns>Null when the day does not have the order that is told.</returns>
    /// <exception cref="InventoryFault">Rows of the column show both orders.</exception>
    public DayReading? Of(DayReading day, long row)
    {
        if (day.MonthFirst == day.DayFirst)
            return day;
        _hasOrder = true;
        if (told is { } order)
            return day.In(order) is not DayReading.No and var known ? new DayReading(known, known) : null;
        if (day.MonthFirst == DayReading.No && _dayFirst == 0)
            _dayFirst = row;
        if (day.DayFirst == DayReading.No && _monthFirst == 0)
            _monthFirst = row;
        return _dayFirst == 0 || _monthFirst == 0 ? day : throw new InventoryFault(
            $"row {row}: last-seen: row {_dayFirst} has a date with the day first, and row {_monthFirst} one with the "
            + "month first; allowed is one order; 'rsr fleet import' with --dates day-first or --dates month-first "
            + "names it, and rows that have the other one are not understood");
    }
}
