using System.Collections.Immutable;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Laboratory.Validity;

/// <summary>Reads the published rows that come with the program, <c>hocon/validity/published.hocon</c>.</summary>
public static class PublishedReader
{
    /// <summary>The folder in the program's directory: the rows, and the scenarios of their populations.</summary>
    public static string Installed { get; } = Path.Combine(AppContext.BaseDirectory, "hocon", "validity");

    /// <exception cref="InvalidDataException">The text is not valid; one sentence says where and why.</exception>
    public static ImmutableArray<Population> Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var complaints = new Complaints(file);
        var tree = ScenarioDocument.Read(text, Path.GetDirectoryName(file) ?? "", complaints);
        var populations = tree is not null && complaints.First is null
            ? Section.ReadAll(
                tree, complaints, new(),
                static all => all.Inside("populations", static one => one.Named("POPULATION", ReadPopulation)))
            : [];
        return complaints.First is { } first ? throw new InvalidDataException(first) : populations;
    }

    private static Population ReadPopulation(string name, Section population) => new(
        name,
        population.Text("of", null),
        population.Choice("vendor", null, "apple", "other") == "apple",
        population.Text("source", null),
        population.Choice("measure", "adoption", "adoption", "restored", "affected") switch
        {
            "restored" => PublishedMeasure.Restored,
            "affected" => PublishedMeasure.Affected,
            _ => PublishedMeasure.Adoption,
        },
        population.Each("rows", ReadRow));

    private static PublishedRow ReadRow(Section row)
    {
        var release = row.Text("release", null);
        var isLimit = row.Has("below");
        var moment = row.Has("at") ? row.Duration("at", null) : (TimeSpan?)null;
        return new(
            row.Text("name", release),
            release,
            row.Optional<string?>("without", "none", () => row.Text("without", null), null),
            moment ?? row.Duration("from", null),
            moment ?? row.Duration("to", null),
            row.Duration("before", "0 s"),
            row.Share(isLimit ? "below" : "observed", null),
            isLimit,
            row.Choice("use", null, "fit", "test") == "fit" ? RowUse.Fit : RowUse.Test,
            row.Optional("why", "none", () => row.Text("why", null), ""));
    }
}
