using System.Collections.Immutable;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>A system that was found to be worse than another one, by its place from 0.</summary>
/// <param name="Round">After how many replications.</param>
public sealed record Elimination(int System, int Round);

/// <summary>
/// The selection of the best system by <see cref="SelectionRule"/>, as a state machine: observations are added, and
/// <see cref="Needing"/> says which systems need more. A round is one replication of each candidate. After each round
/// candidates that are too far behind another one are eliminated; the selection ends when one is left.
/// </summary>
/// <remarks>
/// The observations of a system are added in the order of its replications. In which order those of different systems
/// come, and how far one is ahead, changes nothing: a round is judged when all candidates have it.
/// </remarks>
public sealed record SelectionState
{
    private readonly ImmutableArray<ImmutableList<double>> _observations;

    /// <summary>For each system the sum of its observations up to this round.</summary>
    private readonly ImmutableArray<double> _sums;

    /// <summary>
    /// S²_il, the variances of the differences of two systems over the first stage; empty before it ends.
    /// </summary>
    private readonly ImmutableArray<ImmutableArray<double>> _variances;

    private SelectionState(
        SelectionRule rule,
        ImmutableArray<ImmutableList<double>> observations,
        ImmutableArray<double> sums,
        ImmutableArray<ImmutableArray<double>> variances)
    {
        Rule = rule;
        _observations = observations;
        _sums = sums;
        _variances = variances;
    }

    public SelectionRule Rule { get; }

    /// <summary>How many replications are judged; 0 before the first stage ends.</summary>
    public int Round { get; private init; }

    /// <summary>The systems that may be the best, ascending.</summary>
    public ImmutableArray<int> Candidates { get; private init; }

    /// <summary>In the order in which the systems were eliminated.</summary>
    public ImmutableArray<Elimination> Eliminations { get; private init; } = [];

    public bool HasEnded => Candidates.Length == 1;

    /// <summary>How many replications each candidate needs for the next decision; 0 after the end.</summary>
    public int Target => HasEnded ? 0 : Round == 0 ? Rule.FirstStage : Round + 1;

    /// <summary>The candidates that have fewer observations than <see cref="Target"/>.</summary>
    public ImmutableArray<int> Needing => [.. Candidates.Where(system => CountOf(system) < Target)];

    /// <summary>
    /// The candidate with the best mean so far, the first of equal ones; after the end the selected system. Before the
    /// first stage ends there is no mean, and it is the first system.
    /// </summary>
    public int Leader => Candidates.MaxBy(system => _sums[system]);

    /// <summary>
    /// The largest N of two candidates, after which the best mean is selected; 0 before the first stage ends.
    /// </summary>
    public int LastRound => Round == 0 ? 0 : Candidates.Max(one => Candidates.Max(other => RoundsOf(one, other)));

    /// <summary>How many observations a system has, also those that are not judged yet.</summary>
    public int CountOf(int system) => _observations[system].Count;

    /// <summary>
    /// The mean of a system up to the round in which it was judged last; NaN before the first stage ends.
    /// </summary>
    public double MeanOf(int system)
    {
        var round = Eliminations.FirstOrDefault(one => one.System == system)?.Round ?? Round;
        return round == 0 ? double.NaN : Sign * _sums[system] / round;
    }

    /// <summary>S²_il, the variance of the difference of two systems over the first stage.</summary>
    public double VarianceOf(int one, int other) => _variances[one][other];

    /// <summary>
    /// N_il = ⌊h² S²_il / d²⌋: after so many rounds the two systems are told apart by their means alone.
    /// </summary>
    public int RoundsOf(int one, int other) => (int)Math.Min(int.MaxValue - 1, Math.Floor(Scaled(one, other)));

    /// <summary>
    /// W_il(r) = max(0, d / 2 c r (h² S²_il / d² - r)): how far the mean of a system may be behind that of another one
    /// without its elimination, in the unit of the values.
    /// </summary>
    public double AllowanceOf(int one, int other) =>
        Math.Max(0, Rule.IndifferenceZone / (2 * Round) * (Scaled(one, other) - Round));

    /// <summary>
    /// Adds the next observation of a system. After its elimination, or after the end, it changes nothing.
    /// </summary>
    /// <param name="observation">
    /// Finite. What may never happen has no mean; cut it off at the end of the run, or compare proportions.
    /// </param>
    public SelectionState Add(int system, double observation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(system);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(system, Rule.Systems);
        Arguments.ThrowIfNotFinite(observation);
        if (HasEnded || !Candidates.Contains(system))
            return this;
        var state = With(
            _observations.SetItem(system, _observations[system].Add(Sign * observation)), _sums, _variances);
        while (!state.HasEnded && state.Needing.IsEmpty)
            state = state.Judged();
        return state;
    }

    internal static SelectionState Of(SelectionRule rule) => new(
        rule, [.. Enumerable.Repeat(ImmutableList<double>.Empty, rule.Systems)], [.. new double[rule.Systems]], [])
    {
        Candidates = [.. Enumerable.Range(0, rule.Systems)],
    };

    /// <summary>Observations are kept so that the larger one is better.</summary>
    private int Sign => Rule.Better == Better.Larger ? 1 : -1;

    private double Scaled(int one, int other) =>
        Rule.SquaredH * _variances[one][other] / (Rule.IndifferenceZone * Rule.IndifferenceZone);

    private SelectionState With(
        ImmutableArray<ImmutableList<double>> observations,
        ImmutableArray<double> sums,
        ImmutableArray<ImmutableArray<double>> variances) =>
        new(Rule, observations, sums, variances)
        {
            Round = Round, Candidates = Candidates, Eliminations = Eliminations,
        };

    private SelectionState Judged()
    {
        var round = Target;
        var sums = _sums.ToBuilder();
        foreach (var system in Candidates)
        {
            for (var r = Round; r < round; r++)
                sums[system] += _observations[system][r];
        }

        var variances = Round == 0 ? Variances() : _variances;
        return (With(_observations, sums.MoveToImmutable(), variances) with { Round = round }).Screened();
    }

    private ImmutableArray<ImmutableArray<double>> Variances()
    {
        var first = Rule.FirstStage;
        return
        [
            .. _observations.Select(one => _observations
                .Select(other => SampleMoments.Of(one.Take(first).Zip(other.Take(first), (x, y) => x - y)).Variance)
                .ToImmutableArray()),
        ];
    }

    private SelectionState Screened()
    {
        var screened = Without(
            one => Candidates.Any(other => _sums[one] / Round < _sums[other] / Round - AllowanceOf(one, other)));

        // All allowances are 0 after the last round, so that only equal means are left together.
        return !screened.HasEnded && Round > screened.LastRound
            ? screened.Without(system => system != screened.Leader)
            : screened;
    }

    private SelectionState Without(Func<int, bool> isEliminated) => this with
    {
        Candidates = [.. Candidates.Where(system => !isEliminated(system))],
        Eliminations = Eliminations.AddRange(
            Candidates.Where(isEliminated).Select(system => new Elimination(system, Round))),
    };
}
