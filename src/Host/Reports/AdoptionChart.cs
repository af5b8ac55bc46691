using System.Collections.Immutable;
using System.Globalization;

namespace RsrActors.Host.Reports;

/// <summary>
/// Adoption over virtual time as a picture of letters: each column is a moment, filled from below with the letter of
/// each release as high as the share of the fleet on which it is active. It needs neither colours nor Unicode.
/// </summary>
internal sealed class AdoptionChart
{
    /// <summary>What stands left of the plot: <c>" 25 % |"</c>.</summary>
    private const int AxisWidth = 7;

    private const long Day = 86_400_000;
    private const string SpareGlyphs = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly int[] NicePercents = [1, 2, 5, 10, 25, 50, 75, 100];
    private static readonly decimal[] NiceDays = [0.25m, 0.5m, 1, 2, 5, 10, 20, 50, 100, 200, 500];
    private readonly ImmutableArray<AdoptionHour> _hours;
    private readonly int _width;
    private readonly int _height;
    private readonly int _top;

    /// <param name="width">Of the whole picture, in characters.</param>
    /// <param name="height">Of the plot, in lines.</param>
    public AdoptionChart(Report report, int width, int height)
    {
        _hours = report.Adoption;
        _width = Math.Max(20, width - AxisWidth);
        _height = height;
        Glyphs = GlyphsOf(report.Releases);
        var highest = _hours.Select(hour => Percent(hour, hour.Active.Values.Sum())).DefaultIfEmpty(0).Max();
        _top = NicePercents.First(percent => percent >= highest || percent == 100);
    }

    /// <summary>The letter that stands for each release: its own where that is free.</summary>
    public ImmutableSortedDictionary<string, char> Glyphs { get; }

    /// <summary>The plot from top to bottom: the scale with its axis, and the letters right of it.</summary>
    public IEnumerable<(string Scale, string Letters)> Plot()
    {
        var columns = Enumerable.Range(0, _width).Select(Column).ToArray();
        for (var row = _height - 1; row >= 0; row--)
            yield return ($"{Label(row)} |", string.Concat(columns.Select(column => column[row])).TrimEnd());
    }

    /// <summary>What stands below the plot: the axis of time, and its days.</summary>
    public IEnumerable<string> TimeAxis() =>
        ["0 % +".PadLeft(AxisWidth) + new string('-', _width), new string(' ', AxisWidth) + Days()];

    /// <summary>The top line and every other one below it say how many percent they stand for.</summary>
    private string Label(int row)
    {
        var percent = (decimal)_top * (row + 1) / _height;
        var label = (_height - 1 - row) % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.#} %") : "";
        return label.PadLeft(AxisWidth - 2);
    }

    private char[] Column(int column)
    {
        var cells = new char[_height];
        Array.Fill(cells, ' ');
        if (_hours.IsEmpty)
            return cells;

        var hour = _hours[(int)Math.Round((double)column * (_hours.Length - 1) / (_width - 1))];
        var below = 0L;
        var row = 0;
        foreach (var (release, count) in hour.Active)
        {
            below += count;
            var end = (int)Math.Round(Percent(hour, below) * _height / _top, MidpointRounding.AwayFromZero);
            for (; row < Math.Min(end, _height); row++)
                cells[row] = Glyphs.GetValueOrDefault(release, '?');
        }

        return cells;
    }

    private string Days()
    {
        var days = (decimal)(_hours.IsEmpty ? 0 : _hours[^1].Ms) / Day;
        var step = NiceDays.FirstOrDefault(step => days / step <= _width / 8, NiceDays[^1]);
        var axis = new char[_width];
        Array.Fill(axis, ' ');
        for (var day = 0m; day <= days && days > 0; day += step)
        {
            var text = day.ToString("0.##", CultureInfo.InvariantCulture);
            var at = (int)(day / days * (_width - 1));
            if (at + text.Length <= _width)
                text.CopyTo(0, axis, at, text.Length);
        }

        return new string(axis).TrimEnd();
    }

    private static decimal Percent(AdoptionHour hour, long count)
    {
        var fleet = hour.Base + hour.Active.Values.Sum();
        return fleet == 0 ? 0 : 100m * count / fleet;
    }

    private static ImmutableSortedDictionary<string, char> GlyphsOf(ImmutableArray<ReleaseFigures> releases)
    {
        var glyphs = ImmutableSortedDictionary.CreateBuilder<string, char>(StringComparer.Ordinal);
        var free = SpareGlyphs.ToHashSet();
        foreach (var release in releases)
        {
            var own = char.ToLowerInvariant(release.Id[^1]);
            var glyph = free.Contains(own) ? own : SpareGlyphs.FirstOrDefault(free.Contains, '#');
            free.Remove(glyph);
            glyphs.Add(release.Id, glyph);
        }

        return glyphs.ToImmutable();
    }
}
