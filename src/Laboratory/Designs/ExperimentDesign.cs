using System.Collections.Immutable;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Designs;

/// <summary>Which cells an experiment has.</summary>
public abstract record ExperimentDesign
{
    private ExperimentDesign()
    {
    }

    /// <summary>Empty when the cells are listed.</summary>
    public abstract ImmutableArray<Factor> Factors { get; }

    /// <summary>The names of the factors; empty when the cells are listed.</summary>
    public ImmutableArray<string> FactorNames => [.. Factors.Select(factor => factor.Name)];

    /// <summary>How many cells there are, found without making them.</summary>
    public abstract long Count { get; }

    /// <summary>Why there are no such cells, in one sentence; null when there are.</summary>
    public virtual string? Objection => null;

    /// <summary>
    /// In the order of the experiment. Those of a condition are compared with its first one. The design must have no
    /// objection.
    /// </summary>
    /// <param name="seed">Of the experiment; random designs follow from it.</param>
    public abstract ImmutableArray<Cell> CellsFor(ulong seed);

    /// <summary>Every level of each factor with every level of the others; the last factor changes fastest.</summary>
    public sealed record Full : ExperimentDesign
    {
        public Full(ImmutableArray<Factor> factors) => Factors = factors;

        public override ImmutableArray<Factor> Factors { get; }

        public override long Count => ProductOf(Factors);

        public override string? Objection => WithoutSteps(Factors, "full");

        public override ImmutableArray<Cell> CellsFor(ulong seed) =>
            [.. Combinations(Factors).Select(levels => CellOf(Factors, levels, NameOf(levels)))];
    }

    /// <summary>The first levels of all factors together, then the second ones, and so on.</summary>
    public sealed record Paired : ExperimentDesign
    {
        public Paired(ImmutableArray<Factor> factors) => Factors = factors;

        public override ImmutableArray<Factor> Factors { get; }

        public override long Count => Factors.IsEmpty ? 0 : Factors[0].Levels.Length;

        public override string? Objection => WithoutSteps(Factors, "paired")
            ?? (Factors.FirstOrDefault(factor => factor.Levels.Length != Count) is { } other
                ? $"found {Count} values of {Factors[0].Name} and {other.Levels.Length} of {other.Name}; in a paired "
                    + "design all factors have equally many"
                : null);

        public override ImmutableArray<Cell> CellsFor(ulong seed) =>
        [
            .. Enumerable.Range(0, (int)Count)
                .Select(place => Factors.Select(factor => factor.Levels[place]).ToImmutableArray())
                .Select(levels => CellOf(Factors, levels, NameOf(levels))),
        ];
    }

    /// <summary>
    /// Points of the cube of all factors that are a choice, each with every combination of the conditions.
    /// </summary>
    public sealed record Sampled : ExperimentDesign
    {
        /// <param name="count">Of points; of sets for Saltelli, of trajectories for Morris.</param>
        public Sampled(ImmutableArray<Factor> factors, SamplingMethod method, int count) =>
            (Factors, Method, Number) = (factors, method, count);

        public override ImmutableArray<Factor> Factors { get; }

        public SamplingMethod Method { get; }

        /// <summary>Of points; of sets for Saltelli, of trajectories for Morris.</summary>
        public int Number { get; }

        /// <summary>The factors that are axes of the cube; one with a single level is not.</summary>
        public ImmutableArray<Factor> Sampling => [.. Factors.Where(IsAxis)];

        private ImmutableArray<Factor> Conditions =>
            [.. Factors.Where(factor => factor.Role == FactorRole.Condition)];

        public override long Count => Math.Min(
            int.MaxValue, SamplePoints.CountOf(Method, Number, Sampling.Length) * ProductOf(Conditions));

        public override string? Objection =>
            Sampling.IsEmpty ? "found no range and no choice of several levels; a sampled design needs one"
            : Sampling.Length > SamplePoints.MostFactors(Method)
                ? $"found {Sampling.Length} factors, allowed are {SamplePoints.MostFactors(Method)} at most"
            : Method == SamplingMethod.Saltelli && Number < 2 ? "found one set, allowed are two or more"
            : WithoutSteps(Conditions, "sampled");

        private static bool IsAxis(Factor factor) =>
            factor.Role == FactorRole.Choice && (factor.Range is not null || factor.Levels.Length > 1);

        public override ImmutableArray<Cell> CellsFor(ulong seed)
        {
            var combinations = Combinations(Conditions).ToArray();
            return
            [
                .. SamplePoints.Of(Method, Number, Sampling.Length, seed).SelectMany(
                    (point, place) => combinations.Select(conditions => CellOf(
                        Factors, LevelsAt(point, conditions), $"point {place + 1}", conditions))),
            ];
        }

        private ImmutableArray<Level> LevelsAt(ImmutableArray<double> point, ImmutableArray<Level> conditions)
        {
            var (axis, condition) = (0, 0);
            return
            [
                .. Factors.Select(factor => factor.Role == FactorRole.Condition
                    ? conditions[condition++]
                    : IsAxis(factor) ? factor.At(point[axis++]) : factor.Levels[0]),
            ];
        }

        private static Cell CellOf(
            ImmutableArray<Factor> factors, ImmutableArray<Level> levels, string point,
            ImmutableArray<Level> conditions) =>
            ExperimentDesign.CellOf(
                factors, levels, conditions.IsEmpty ? point : $"{point} / {NameOf(conditions)}") with
            {
                Choice = point,
            };
    }

    /// <summary>Cells that are listed one by one.</summary>
    public sealed record Listed(ImmutableArray<Level> Levels) : ExperimentDesign
    {
        public override ImmutableArray<Factor> Factors => [];

        public override long Count => Levels.Length;

        public override ImmutableArray<Cell> CellsFor(ulong seed) =>
            [.. Levels.Select(level => new Cell(level.Name, [], level.Settings, ""))];
    }

    private static Cell CellOf(ImmutableArray<Factor> factors, ImmutableArray<Level> levels, string name) => new(
        name,
        [.. levels.Select(level => level.Name)],
        [.. levels.SelectMany(level => level.Settings)],
        NameOf(levels.Where((_, place) => factors[place].Role == FactorRole.Condition)))
    {
        Choice = NameOf(levels.Where((_, place) => factors[place].Role == FactorRole.Choice)),
    };

    private static IEnumerable<ImmutableArray<Level>> Combinations(ImmutableArray<Factor> factors) => factors.Aggregate(
        (IEnumerable<ImmutableArray<Level>>)[[]],
        (all, factor) => all.SelectMany(_ => factor.Levels, (levels, level) => levels.Add(level)));

    private static long ProductOf(ImmutableArray<Factor> factors) =>
        factors.Aggregate(1L, (count, factor) => Math.Min(int.MaxValue, count * factor.Levels.Length));

    private static string NameOf(IEnumerable<Level> levels) => string.Join(" / ", levels.Select(level => level.Name));

    private static string? WithoutSteps(ImmutableArray<Factor> factors, string design) =>
        factors.FirstOrDefault(factor => factor.Range is { Steps: null }) is { } factor
            ? $"the factor {ValueText.Shorten(factor.Name)} is a range without steps; a {design} design needs them"
            : null;
}
