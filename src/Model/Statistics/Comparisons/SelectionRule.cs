using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The parameters of the selection of the best system, KN: Kim and Nelson, A fully sequential procedure for
/// indifference-zone selection in simulation, ACM Transactions on Modeling and Computer Simulation 11 (2001) 251-273,
/// with c = 1. It is valid with common random numbers.
/// </summary>
public sealed record SelectionRule
{
    /// <summary>k, how many systems there are.</summary>
    public required int Systems
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "There must be a system.");
    }

    /// <summary>
    /// d, the smallest difference that matters, in the unit of the values. If the best system is better than the others
    /// by it, it is selected with the confidence.
    /// </summary>
    public required double IndifferenceZone
    {
        get;
        init => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be above 0.");
    }

    /// <summary>n0, the replications of each system before the first decision.</summary>
    public int FirstStage
    {
        get;
        init => field = value >= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "One replication has no spread.");
    } = 10;

    /// <summary>
    /// 1 - α, the chance that the best system is selected; above 1 / k, which is that of a blind choice.
    /// </summary>
    public double Confidence { get; init; } = 0.95;

    public Better Better { get; init; } = Better.Larger;

    /// <summary>η = ((2 α / (k - 1)) to the -2 / (n0 - 1), minus 1) / 2; 0 for one system.</summary>
    public double Eta => Systems == 1
        ? 0
        : (PortableMath.Exp(-2.0 / (FirstStage - 1) * PortableMath.Log(2 * (1 - Confidence) / (Systems - 1))) - 1) / 2;

    /// <summary>h² = 2 c η (n0 - 1).</summary>
    public double SquaredH => 2 * Eta * (FirstStage - 1);

    /// <summary>No observation yet; with one system the selection has ended.</summary>
    public SelectionState Start
    {
        get
        {
            Arguments.ThrowIfNotBetweenZeroAndOne(Confidence);
            if (Confidence * Systems <= 1 && Systems > 1)
                throw new InvalidOperationException("The confidence must be above 1 / k.");
            return SelectionState.Of(this);
        }
    }
}
