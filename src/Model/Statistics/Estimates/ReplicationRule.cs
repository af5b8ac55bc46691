namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// When a cell of an experiment has enough replications: when the precision was met at <see cref="AtLeast"/>
/// replications or later, and the replications that followed confirmed it, each one. A half-width that is small by luck
/// grows again when there are more replications, so the rule does not stop there: Hoad, Robinson and Davies,
/// Automated selection of the number of replications for a discrete-event simulation, Journal of the Operational
/// Research Society 61 (2010) 1632-1644, algorithm with kLimit.
/// </summary>
/// <param name="Precision">How exactly the mean is to be known.</param>
/// <param name="AtLeast">The fewest replications whose precision counts, 2 or more; 10 is usual.</param>
/// <param name="AtMost">The replications after which the cell ends without the precision.</param>
/// <param name="Confidence">Of the interval whose width is compared.</param>
/// <param name="Confirmations">
/// How many more replications have to confirm that the precision is met; above 100 replications, this per cent of them.
/// The paper's kLimit. With 0 the rule is Law's sequential procedure.
/// </param>
public sealed record ReplicationRule(
    Precision Precision, int AtLeast, int AtMost, double Confidence = 0.95, int Confirmations = 5)
{
    public int AtLeast { get; } = AtLeast >= 2
        ? AtLeast
        : throw new ArgumentOutOfRangeException(nameof(AtLeast), AtLeast, "One replication has no spread.");

    public int AtMost { get; } = AtMost >= AtLeast
        ? AtMost
        : throw new ArgumentOutOfRangeException(nameof(AtMost), AtMost, "It must be AtLeast or more.");

    public int Confirmations { get; } = Confirmations >= 0
        ? Confirmations
        : throw new ArgumentOutOfRangeException(nameof(Confirmations), Confirmations, "It must be 0 or more.");

    /// <summary>No replication yet.</summary>
    public ReplicationState Start => new(this, default, 0);

    /// <summary>How many replications have to confirm that the precision is met since the given one.</summary>
    internal int ConfirmationsAfter(int count) =>
        count <= 100 ? Confirmations : (int)((long)Confirmations * count / 100);
}

/// <summary>Whether a cell of an experiment needs more replications.</summary>
public abstract record ReplicationVerdict
{
    private ReplicationVerdict()
    {
    }

    /// <summary>More are needed.</summary>
    /// <param name="Need">
    /// How many there are predicted to be in all, with the confirmations: more than there are, and at most
    /// <see cref="ReplicationRule.AtMost"/>.
    /// </param>
    public sealed record Continue(int Need) : ReplicationVerdict;

    /// <summary>The precision is met and confirmed.</summary>
    public sealed record Enough : ReplicationVerdict;

    /// <summary>There are <see cref="ReplicationRule.AtMost"/> replications.</summary>
    /// <param name="IsMet">True when the precision is met, though not confirmed as often as the rule asks.</param>
    public sealed record MostReached(bool IsMet) : ReplicationVerdict;
}
