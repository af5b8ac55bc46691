using System.Collections.Immutable;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;

namespace RsrActors.Reports.Printed;

/// <summary>
/// Adoption over virtual time as a chart made of characters. Each column is a moment. It is filled from below with the
/// letter of each release, as high as the share of the fleet on which the release is active.
/// </summary>
internal sealed class AdoptionChart
{
    private const int ScaleWidth = 7;
    private const decimal Day = 86_400_000;
    private const decimal SecondsPerDay = 86_400;
    private const string SpareGlyphs = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly int[] NicePercents = [1, 2, 5, 10, 25, 50, 75, 100];
    private readonly ImmutableArray<AdoptionHour> _hours;
    private readonly CharacterChart _chart;
    private readonly ImmutableArray<(decimal Day, char Character)> _publications;

    /// <param name="width">The width of the whole chart, in characters.</param>
    /// <param name="height">The height of the plot, in lines.</param>
    public AdoptionChart(Report report, int width, int height)
    {
        _hours = report.Adoption;
        Glyphs = GlyphsOf(report.Releases);
        _publications =
        [
            .. report.Releases
                .Where(release => release.PublishedSeconds is not null)
                .Select(release => (release.PublishedSeconds!.Value / SecondsPerDay, Glyphs[release.Id]))
                .OrderBy(mark => mark.Item1),
        ];
        var highest = _hours.Select(hour => Percent(hour, hour.Active.Values.Sum())).DefaultIfEmpty(0).Max();
        var top = NicePercents.First(percent => percent >= highest || percent == 100);
        _chart = new(width, ScaleWidth, height, top, "%", _hours.IsEmpty ? 0 : _hours[^1].Ms / Day);
    }

    /// <summary>The letter that stands for each release: its own letter if that is free.</summary>
    public ImmutableSortedDictionary<string, char> Glyphs { get; }

    /// <summary>The plot from top to bottom: the scale with its axis, and the characters right of it.</summary>
    public IEnumerable<(string Scale, string Characters)> Plot() => _chart.Plot(Column);

    /// <summary>The lines below the plot: the axis of time, its days, and the publications.</summary>
    public IEnumerable<string> TimeAxis() => _chart.TimeAxis(_publications);

    private IEnumerable<(char Character, decimal UpTo)> Column(int column)
    {
        if (_hours.IsEmpty)
            yield break;

        var hour = _hours[(int)Math.Round((double)column * (_hours.Length - 1) / (_chart.Columns - 1))];
        var below = 0L;
        foreach (var (release, count) in hour.Active)
        {
            below += count;
            yield return (Glyphs.GetValueOrDefault(release, '?'), Percent(hour, below));
        }
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
