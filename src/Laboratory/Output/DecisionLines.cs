using System.Collections.Immutable;
using RsrActors.Laboratory.Decisions;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Output;

/// <summary>A decision as lines for people.</summary>
public static class DecisionLines
{
    private const int Widest = 40;
    private const int TextWidth = 100;
    private const int MostBreakEvens = 20;

    public static IEnumerable<string> Of(string experiment, LossPrices prices, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        yield return $"{experiment}: {HumanText.Count(decision.Replications, "replication")}; prices: "
            + $"{Number(prices.Exposure)} a device-hour exposed, {Number(prices.Harm)} a device harmed, "
            + $"{Number(prices.FalseHalt)} a false halt";
        foreach (var (condition, ranking) in decision.Rankings)
        {
            yield return "";
            if (condition.Length > 0)
                yield return condition;
            foreach (var line in Ranking(ranking).Concat(BreakEvens(prices, ranking)))
                yield return line;
        }

        if (prices.FalseHalt > 0
            && decision.Rankings.All(one => one.Ranking.Ranking.All(choice => choice.Mean.FalseHalts == 0)))
        {
            yield return "";
            foreach (var line in TextLines.Of(
                "No run has a false halt, so its price changes nothing. Where every release does harm there can be "
                + "none: an experiment with a harmless condition beside the harmful one shows how often each rule "
                + "halts it.",
                TextWidth, "", ""))
            {
                yield return line;
            }
        }

        yield return "";
        foreach (var line in TextLines.Of(
            "The loss is the mean over the replications. Differences to the best are between runs with the same "
            + "seed; one whose interval contains 0 may be none. On the front: no other is as good in exposure, harm "
            + "and false halts, and better in one of them; it may still be the best at no ratio. A break-even ratio "
            + "is the price of a harmed device in device-hours of exposure at which two change places; within its "
            + "interval (Fieller) the runs do not tell which is better.",
            TextWidth, "", ""))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Ranking(LossRanking ranking)
    {
        string[] headings =
        [
            "choice", "loss", "95 % interval", "more than the best", "95 % interval", "exposed-hours",
            "devices-harmed", "false-halt", "front",
        ];
        return TextTable.Whole(
            headings, [.. headings.Select(heading => heading is not ("choice" or "front"))], Widest,
            [
                .. ranking.Ranking.Select(one => (string[])
                [
                    one.Name,
                    Number(one.Loss.Mean),
                    Between(Math.Max(0, one.Loss.Interval.Low), one.Loss.Interval.High), // No price is negative.
                    one.MoreThanBest is { } more ? $"+{Number(more.Difference)}" : "-",
                    one.MoreThanBest is { } paired ? Between(paired.Interval.Low, paired.Interval.High) : "-",
                    Number(one.Mean.ExposedHours), Number(one.Mean.DevicesHarmed), Number(one.Mean.FalseHalts),
                    one.IsOnFront ? "yes" : "",
                ]),
            ]).Select(line => $"  {line}");
    }

    private static IEnumerable<string> BreakEvens(LossPrices prices, LossRanking ranking)
    {
        if (ranking.Ranking.Length < 2)
            yield break;
        var all = ranking.BreakEvens;
        var shown = all.Length > MostBreakEvens ? [.. all.Where(one => one.ChangesBest)] : all;
        if (prices.Exposure <= 0)
        {
            yield return "  Without a price of exposure there is no break-even ratio.";
            yield break;
        }

        yield return "  Price of a harmed device divided by that of a device-hour exposed: "
            + $"{Number(prices.Harm / prices.Exposure)}. "
            + (all.IsEmpty ? "The order is the same at every ratio."
                : shown.Length < all.Length ? "The best changes at these ratios:"
                : "The order changes at these ratios:");
        if (shown.IsEmpty)
            yield break;
        foreach (var line in Table(shown))
            yield return $"  {line}";
    }

    private static IEnumerable<string> Table(ImmutableArray<BreakEven> shown)
    {
        string[] headings = ["ratio", "95 % interval", "better below", "better above", "best changes"];
        return TextTable.Whole(
            headings, [true, true, false, false, false], Widest,
            [
                .. shown.Select(one => (string[])
                [
                    Number(one.Ratio.Ratio), Between(one.Ratio.Low, one.Ratio.High), one.Below, one.Above,
                    one.ChangesBest ? "yes" : "",
                ]),
            ]);
    }

    private static string Between(double low, double high) =>
        double.IsInfinity(low) && double.IsInfinity(high) ? "-" : $"{Number(low)} to {Number(high)}";

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "∞"
        : double.IsNegativeInfinity(value) ? "-∞"
        : double.IsNaN(value) ? "-"
        : Math.Abs(value) > 1e20 ? MeasureText.Exact(value)
        : ShortNumber.Of((decimal)MeasureText.Rounded(value));
}
