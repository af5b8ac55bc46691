using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Laboratory.Measures;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Reports.Layout;

namespace RsrActors.Laboratory.Output;

/// <summary>The list of measures as lines.</summary>
public static class MeasureLines
{
    private const int Width = 100;
    private const int LabelWidth = 18;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Each measure: its unit and direction, its meaning, and where it applies.</summary>
    public static IEnumerable<string> Text(ImmutableArray<Measure> measures)
    {
        foreach (var measure in measures)
        {
            var needs = measure.Needs.Length > 0 ? $" Needs {measure.Needs}." : "";
            var never = measure.Kind == MeasureKind.Time ? ", or never" : "";
            var text = $"{measure.Unit}{never}; {MeasureText.Direction(measure)}. {measure.Meaning}{needs}";
            foreach (var line in TextLines.Labelled(measure.Name, text, Width, LabelWidth))
                yield return line;
        }
    }

    /// <summary>One list of objects.</summary>
    public static IEnumerable<string> Json(ImmutableArray<Measure> measures) =>
    [
        JsonSerializer.Serialize(
            measures.Select(measure => new
            {
                name = measure.Name,
                unit = measure.Unit,
                better = measure.Better == Better.Larger ? "higher" : "lower",
                kind = measure.Kind switch
                {
                    MeasureKind.Time => "time",
                    MeasureKind.YesNo => "yes-no",
                    _ => "amount",
                },
                meaning = measure.Meaning,
                needs = measure.Needs,
            }),
            Indented),
    ];
}
