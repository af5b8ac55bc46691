using System.Globalization;

namespace RsrActors.Reports.Layout;

/// <summary>
/// A chart made of characters over days of virtual time: a scale, columns that are filled from below, and the days
/// below them. It needs neither colours nor Unicode.
/// </summary>
public sealed class CharacterChart
{
    private static readonly decimal[] NiceDays = [0.25m, 0.5m, 1, 2, 5, 10, 20, 50, 100, 200, 500];
    private readonly int _scaleWidth;
    private readonly int _height;
    private readonly decimal _top;
    private readonly string _unit;
    private readonly decimal _days;

    /// <param name="width">The width of the whole chart, in characters.</param>
    /// <param name="scaleWidth">The part of it that is left of the plot: <c>" 25 % |"</c>.</param>
    /// <param name="height">The height of the plot, in lines.</param>
    /// <param name="top">The value at the plot's upper end.</param>
    public CharacterChart(int width, int scaleWidth, int height, decimal top, string unit, decimal days)
    {
        (_scaleWidth, _height, _top, _unit, _days) = (scaleWidth, height, top, unit, days);
        Columns = Math.Max(20, width - scaleWidth);
    }

    /// <summary>How many columns the plot has.</summary>
    public int Columns { get; }

    /// <summary>The plot from top to bottom: the scale with its axis, and the characters right of it.</summary>
    /// <param name="column">
    /// For each column its bands from below: a character, and the value up to which it goes.
    /// </param>
    public IEnumerable<(string Scale, string Characters)> Plot(
        Func<int, IEnumerable<(char Character, decimal UpTo)>> column)
    {
        var columns = Enumerable.Range(0, Columns).Select(i => Fill(column(i))).ToArray();
        for (var row = _height - 1; row >= 0; row--)
            yield return ($"{Label(row)} |", string.Concat(columns.Select(cells => cells[row])).TrimEnd());
    }

    /// <summary>The lines below the plot: the axis of time, its days, and a line with its marks.</summary>
    /// <param name="marks">
    /// The marked days in their order. An arrow points at the day; the character follows it.
    /// </param>
    public IEnumerable<string> TimeAxis(params IReadOnlyCollection<(decimal Day, char Character)> marks)
    {
        var left = new string(' ', _scaleWidth);
        yield return $"0 {_unit} +".PadLeft(_scaleWidth) + new string('-', Columns);
        yield return left + Days();
        if (marks.Count > 0)
            yield return left + Marks(marks);
    }

    private char[] Fill(IEnumerable<(char Character, decimal UpTo)> bands)
    {
        var cells = new char[_height];
        Array.Fill(cells, ' ');
        var row = 0;
        foreach (var (character, upTo) in bands)
        {
            var end = (int)Math.Round(upTo * _height / _top, MidpointRounding.AwayFromZero);
            for (; row < Math.Min(end, _height); row++)
                cells[row] = character;
        }

        return cells;
    }

    /// <summary>The top line, and every second line below it, show their value.</summary>
    private string Label(int row)
    {
        var value = _top * (row + 1) / _height;
        var label = (_height - 1 - row) % 2 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {_unit}")
            : "";
        return label.PadLeft(_scaleWidth - 2);
    }

    private string Days()
    {
        var step = NiceDays.FirstOrDefault(step => _days / step <= Columns / 8, NiceDays[^1]);
        var axis = new char[Columns];
        Array.Fill(axis, ' ');
        for (var day = 0m; day <= _days && _days > 0; day += step)
        {
            var text = day.ToString("0.##", CultureInfo.InvariantCulture);
            var at = ColumnOf(day);
            if (at + text.Length <= Columns)
                text.CopyTo(0, axis, at, text.Length);
        }

        return new string(axis).TrimEnd();
    }

    /// <summary>Characters that are too close to each other for an arrow each follow one arrow.</summary>
    private string Marks(IEnumerable<(decimal Day, char Character)> marks)
    {
        var line = "";
        foreach (var (day, character) in marks)
        {
            var at = ColumnOf(day);
            line = at >= line.Length ? $"{line.PadRight(at)}^{character}" : line + character;
        }

        return line.Length > Columns ? line[..Columns] : line;
    }

    private int ColumnOf(decimal day) => _days == 0 ? 0 : (int)(day / _days * (Columns - 1));
}
