using System.CommandLine;
using System.Globalization;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr diff</c>: how two runs differ, in settings, figures and events.</summary>
internal static class DiffCommand
{
    /// <summary>The largest width of a column, in characters; a longer value moves the rest of its line.</summary>
    private const int Widest = 100;

    private const string None = "-";

    public static Command Create()
    {
        var left = new Argument<string>("left") { Description = "A run directory." };
        var right = new Argument<string>("right") { Description = "The run directory to compare with it." };
        var all = new Option<bool>("--all") { Description = "Print equal settings and figures, too." };
        var connection = StorageOptions.Connection();
        var command = new Command(
            "diff", "Compares two runs: settings, figures of their reports, and the first event that differs.")
        {
            left, right, all, connection,
        };
        command.SetAction(parsed =>
        {
            var one = RunDirectory.Open(parsed.GetValue(left)!, parsed.GetValue(connection));
            var other = RunDirectory.Open(parsed.GetValue(right)!, parsed.GetValue(connection));
            // Everything is read before anything is written, so that bad input leaves no partial output.
            string[] lines =
            [
                .. Settings(one, other, parsed.GetValue(all)), "",
                .. Figures(one, other, parsed.GetValue(all)), "",
                .. Events(one, other),
            ];
            foreach (var line in lines)
                parsed.InvocationConfiguration.Output.WriteLine(line);
            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<string> Settings(RunDirectory left, RunDirectory right, bool all)
    {
        var one = ScenarioSettings.Of(left.ResolvedScenario());
        var other = ScenarioSettings.Of(right.ResolvedScenario());
        var (ones, others) = (one.ToDictionary(), other.ToDictionary());
        return Section(
            "Settings", "setting", ["key", "left", "right"],
            Merged([.. one.Select(setting => setting.Path)], [.. other.Select(setting => setting.Path)]), all,
            path => [path, ones.GetValueOrDefault(path, None), others.GetValueOrDefault(path, None)]);
    }

    private static IEnumerable<string> Figures(RunDirectory left, RunDirectory right, bool all)
    {
        using var one = ReportFile.FindDocument(left);
        using var other = ReportFile.FindDocument(right);
        if (one is null || other is null)
        {
            var without = (one is null ? [left.Path] : Array.Empty<string>()).Concat(other is null ? [right.Path] : []);
            return [$"Figures: not compared; no report yet in {string.Join(" and ", without)}."];
        }

        var (ones, others) = (new ReportFigures(one.RootElement), new ReportFigures(other.RootElement));
        return Section(
            "Figures", "figure", ["name", "left", "right", "difference"], Merged(ones.Paths, others.Paths), all,
            path =>
            {
                var (from, to) = (ones.Find(path), others.Find(path));
                return [path, from ?? None, to ?? None, Signed(ReportFigures.Difference(from, to))];
            });
    }

    private static IEnumerable<string> Events(RunDirectory left, RunDirectory right)
    {
        if (HistoryComparison.Of(left, right) is not HistoryComparison.Differs found)
        {
            var part = HistoryComparison.PartOf(left);
            return [$"Events: the histories are equal: {HumanText.Count(part.Events, "event")}, hash {part.Sum}."];
        }

        return
        [
            $"Events: the first that differs is number {HumanText.Count(found.Number)}.",
            $"  left   {found.Left ?? End(left)}",
            $"  right  {found.Right ?? End(right)}",
        ];

        static string End(RunDirectory directory)
        {
            var part = HistoryComparison.PartOf(directory);
            return $"no event: {HumanText.Count(part.Events, "event")}, stored until "
                + $"{HumanText.Instant(directory.Scenario.Start.AddMilliseconds(part.Until.Milliseconds))}";
        }
    }

    /// <param name="row">Makes the row of a path: the path, the left value, the right value, and more.</param>
    private static IEnumerable<string> Section(
        string title, string noun, string[] headings, IEnumerable<string> paths, bool all, Func<string, string[]> row)
    {
        var rows = paths.Select(row).ToArray();
        var different = rows.Where(one => one[1] != one[2]).ToArray();
        var equal = rows.Length - different.Length;
        var shown = all ? rows : different;
        var sentence = different.Length == 0
            ? $"{title}: all {HumanText.Count(rows.Length, noun)} are equal."
            : $"{title}: {HumanText.Count(different.Length, noun)} {(different.Length == 1 ? "differs" : "differ")}, "
                + $"{HumanText.Count(equal)} {(equal == 1 ? "is" : "are")} equal.";
        return shown.Length == 0
            ? [sentence]
            : TextTable.Whole(headings, [.. headings.Select((_, i) => noun == "figure" && i > 0)], Widest, shown)
                .Select(line => $"  {line}").Prepend(sentence);
    }

    /// <summary>
    /// All paths, each once: the left ones in order; a path that only the right has follows the path before it there.
    /// </summary>
    private static List<string> Merged(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var (paths, known) = (left.ToList(), left.ToHashSet());
        var place = 0;
        foreach (var path in right)
        {
            if (known.Contains(path))
                place = paths.IndexOf(path) + 1;
            else
                paths.Insert(place++, path);
        }

        return paths;
    }

    private static string Signed(decimal? difference) => difference switch
    {
        null => None,
        > 0 => $"+{difference.Value.ToString(CultureInfo.InvariantCulture)}",
        _ => difference.Value.ToString(CultureInfo.InvariantCulture),
    };
}
