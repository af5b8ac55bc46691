using System.Collections.Immutable;

namespace RsrActors.Laboratory.Designs;

/// <summary>Which cells an experiment has.</summary>
public abstract record ExperimentDesign
{
    private ExperimentDesign()
    {
    }

    /// <summary>In the order of the experiment. Those of a condition are compared with its first one.</summary>
    public abstract ImmutableArray<Cell> Cells { get; }

    /// <summary>The names of the factors; empty when the cells are listed.</summary>
    public abstract ImmutableArray<string> FactorNames { get; }

    /// <summary>How many cells there are, found without making them.</summary>
    public abstract long Count { get; }

    /// <summary>Every level of each factor with every level of the others; the last factor changes fastest.</summary>
    public sealed record Full(ImmutableArray<Factor> Factors) : ExperimentDesign
    {
        public override ImmutableArray<string> FactorNames => [.. Factors.Select(factor => factor.Name)];

        public override long Count =>
            Factors.Aggregate(1L, (count, factor) => Math.Min(int.MaxValue, count * factor.Levels.Length));

        public override ImmutableArray<Cell> Cells =>
        [
            .. Factors
                .Aggregate(
                    (IEnumerable<ImmutableArray<Level>>)[[]],
                    (all, factor) => all.SelectMany(_ => factor.Levels, (levels, level) => levels.Add(level)))
                .Select(levels => new Cell(
                    NameOf(levels),
                    [.. levels.Select(level => level.Name)],
                    [.. levels.SelectMany(level => level.Settings)],
                    NameOf(levels.Where((_, place) => Factors[place].Role == FactorRole.Condition)))),
        ];

        private static string NameOf(IEnumerable<Level> levels) =>
            string.Join(" / ", levels.Select(level => level.Name));
    }

    /// <summary>Cells that are listed one by one.</summary>
    public sealed record Listed(ImmutableArray<Level> Levels) : ExperimentDesign
    {
        public override ImmutableArray<string> FactorNames => [];

        public override long Count => Levels.Length;

        public override ImmutableArray<Cell> Cells =>
            [.. Levels.Select(level => new Cell(level.Name, [], level.Settings, ""))];
    }
}
