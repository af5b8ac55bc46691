using System.Collections.Immutable;
using System.Globalization;

namespace RsrActors.Charts.Drawing;

/// <summary>Where an axis ends.</summary>
internal enum AxisEnds
{
    /// <summary>At the first tick at or beyond the data.</summary>
    AtTicks,

    /// <summary>With the data, for time: what comes after them was not simulated.</summary>
    WithData,
}

/// <summary>
/// The ticks of an axis: multiples of 1, 2 or 5 times a power of ten, of which the first is at or below the data and
/// the last is at or above it (Heckbert, Nice numbers for graph labels, Graphics Gems, 1990).
/// </summary>
internal sealed class Axis
{
    private static readonly ImmutableArray<int> Steps = [1, 2, 5];

    private const double Largest = 1e15;
    private const double Smallest = 1e-100;
    private const double Resolution = 1e-9;

    private readonly long _first;
    private readonly long _last;
    private readonly int _step;
    private readonly int _exponent;

    private Axis(long first, long last, int step, int exponent)
    {
        (_first, _last, _step, _exponent) = (first, last, step, exponent);
        (Low, High) = (ValueOf(first), ValueOf(last));
    }

    public double Low { get; private init; }

    public double High { get; private init; }

    /// <summary>In rising order, at least two.</summary>
    public ImmutableArray<double> Ticks => [.. Places.Select(ValueOf)];

    /// <summary>The text of each tick; all have the same decimals.</summary>
    public ImmutableArray<string> Labels => [.. Places.Select(LabelOf)];

    /// <summary>What the labels count, when they are large: empty, <c>millions</c> or <c>billions</c>, …</summary>
    public string Scale => Factor switch
    {
        0 => "",
        6 => "millions",
        9 => "billions",
        _ => "trillions",
    };

    /// <param name="low">The lowest value of the data.</param>
    /// <param name="high">The highest value of the data.</param>
    /// <param name="most">How many ticks there may be, at least 3: zero may be between the data.</param>
    /// <param name="isWhole">The data are whole numbers, so that there is no tick between two of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, or above 1e15 in magnitude.</exception>
    public static Axis Of(double low, double high, int most, bool isWhole = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 3);
        ThrowIfTooLarge(low);
        ThrowIfTooLarge(high);
        if (low > high)
            throw new ArgumentOutOfRangeException(nameof(low), low, $"The lowest value is above the highest, {high}.");
        (low, high) = Widened(low, high);
        for (var exponent = isWhole ? 0 : ExponentBelow((high - low) / most); ; exponent++)
        {
            foreach (var step in Steps)
            {
                var axis = Covering(low, high, step, exponent);
                if (axis._last - axis._first < most)
                    return axis;
            }
        }
    }

    /// <summary>The same axis, cut to its data; unchanged where that would leave fewer than two ticks.</summary>
    public Axis CutTo(double low, double high)
    {
        long[] within = [.. Places.Where(place => ValueOf(place) >= low && ValueOf(place) <= high)];
        return within.Length > 1 ? new(within[0], within[^1], _step, _exponent) { Low = low, High = high } : this;
    }

    private IEnumerable<long> Places
    {
        get
        {
            for (var place = _first; place <= _last; place++)
                yield return place;
        }
    }

    /// <summary>The power of ten by which labels are divided.</summary>
    private int Factor
    {
        get
        {
            var largest = Math.Max(Math.Abs(Low), Math.Abs(High));
            return largest >= 1e12 ? 12 : largest >= 1e9 ? 9 : largest >= 1e6 ? 6 : 0;
        }
    }

    private double ValueOf(long place) =>
        _exponent < 0 ? place * _step / PowerOfTen(-_exponent) : place * _step * PowerOfTen(_exponent);

    private string LabelOf(long place)
    {
        var decimals = Math.Max(0, Factor - _exponent);
        var value = ValueOf(place) / PowerOfTen(Factor);
        return (value + 0.0).ToString($"N{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>Where all data are equal, or nearly so, the axis has zero, so that it shows their size.</summary>
    private static (double Low, double High) Widened(double low, double high)
    {
        var largest = Math.Max(Math.Abs(low), Math.Abs(high));
        return largest < Smallest ? (Math.Min(low, 0), 1)
            : high - low < Resolution * largest ? (Math.Min(low, 0), Math.Max(high, 0))
            : (low, high);
    }

    private static Axis Covering(double low, double high, int step, int exponent)
    {
        var unit = new Axis(0, 1, step, exponent);
        var width = unit.High;
        var (first, last) = ((long)Math.Floor(low / width), (long)Math.Ceiling(high / width));

        // A quotient is rounded, and may be on the wrong side of a whole number.
        while (unit.ValueOf(first) > low)
            first--;
        while (unit.ValueOf(last) < high)
            last++;
        return new(first, Math.Max(last, first + 1), step, exponent);
    }

    /// <summary>The exponent of the largest power of ten that is not above a positive number, or one less.</summary>
    private static int ExponentBelow(double value)
    {
        var text = value.ToString("E0", CultureInfo.InvariantCulture);
        return int.Parse(text[(text.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture) - 1;
    }

    /// <summary>Parsed, because a computed power may differ in its last digit.</summary>
    private static double PowerOfTen(int exponent) =>
        double.Parse($"1E{exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);

    private static void ThrowIfTooLarge(double value)
    {
        if (!(Math.Abs(value) <= Largest))
            throw new ArgumentOutOfRangeException(nameof(value), value, "An axis has finite values up to 1e15.");
    }
}
