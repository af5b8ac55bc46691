using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Decisions;

/// <summary>The rows of <c>runs.csv</c>, as far as decisions need them.</summary>
public sealed class StoredRuns
{
    private const string Cell = "cell";
    private const string Replication = "replication";
    private const string Status = "status";
    private const string Exposed = "exposed-hours";
    private const string Harmed = "devices-harmed";
    private const string FalseHalt = "false-halt";

    private readonly Dictionary<(string Cell, int Replication), RunAmounts> _amounts;

    private StoredRuns(Dictionary<(string Cell, int Replication), RunAmounts> amounts) => _amounts = amounts;

    /// <param name="prices">A measure without a price may be missing.</param>
    /// <param name="why">What is wrong, in one sentence, when the result is null.</param>
    public static StoredRuns? Read(TextReader text, LossPrices prices, out string why)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] rowColumns = [Cell, Replication, Status];
        (string Name, double Price)[] measures =
            [(Exposed, prices.Exposure), (Harmed, prices.Harm), (FalseHalt, prices.FalseHalt)];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var amounts = new Dictionary<(string Cell, int Replication), RunAmounts>();
        foreach (var (line, fields) in CsvFields.Rows(text).Index())
        {
            if (line == 0)
            {
                foreach (var (place, name) in fields.Index())
                    places.TryAdd(name, place);
                continue;
            }

            if (fields.Length != places.Count)
                return Refuse($"line {line + 1} has {fields.Length} fields, the heading has {places.Count}", out why);
            if (rowColumns.Concat(measures.Where(one => one.Price > 0).Select(one => one.Name))
                .FirstOrDefault(name => !places.ContainsKey(name)) is { } missing)
            {
                return Refuse($"it has no column {missing}", out why);
            }

            if (fields[places[Status]] != "finished")
                continue;
            var values = new double[measures.Length];
            foreach (var (i, (name, price)) in measures.Index())
            {
                var field = places.TryGetValue(name, out var place) ? fields[place] : "";
                if (field.Length == 0 && price > 0)
                    return Refuse($"line {line + 1} has no {name}, and it has a price", out why);
                if (field.Length > 0
                    && !double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
                {
                    return Refuse($"line {line + 1} has '{ValueText.Shorten(field)}' as {name}", out why);
                }
            }

            if (!int.TryParse(
                fields[places[Replication]], NumberStyles.None, CultureInfo.InvariantCulture, out var replication))
            {
                return Refuse(
                    $"line {line + 1} has '{ValueText.Shorten(fields[places[Replication]])}' as {Replication}",
                    out why);
            }

            amounts[(fields[places[Cell]], replication)] = new(values[0], values[1], values[2]);
        }

        why = "";
        return new(amounts);
    }

    /// <summary>
    /// For each cell its runs, of the replications that have ended in all cells; empty when there is no such one.
    /// </summary>
    public ImmutableArray<ImmutableArray<RunAmounts>> Common(IReadOnlyList<Designs.Cell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        int[] common =
        [
            .. _amounts.Keys.Select(key => key.Replication).Distinct().Order()
                .Where(replication => cells.All(cell => _amounts.ContainsKey((cell.Name, replication)))),
        ];
        return
        [
            .. cells.Select(cell => common
                .Select(replication => _amounts[(cell.Name, replication)]).ToImmutableArray()),
        ];
    }

    private static StoredRuns? Refuse(string message, out string why)
    {
        why = message;
        return null;
    }
}
