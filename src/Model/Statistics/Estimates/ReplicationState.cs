namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// The replications of a cell under a rule, in the order of their numbers. How many run at the same time changes no
/// verdict: after the last one that counts, <see cref="Add"/> leaves the state as it is.
/// </summary>
public sealed record ReplicationState
{
    internal ReplicationState(ReplicationRule rule, SampleMoments sample, int metInARow)
    {
        Rule = rule;
        Sample = sample;
        MetInARow = metInARow;
    }

    public ReplicationRule Rule { get; }

    /// <summary>The replications that count.</summary>
    public SampleMoments Sample { get; }

    /// <summary>At how many of the latest replications the precision was met.</summary>
    public int MetInARow { get; }

    /// <summary>True when no more replications count.</summary>
    public bool HasEnded => IsEnough || Sample.Count == Rule.AtMost;

    public ReplicationVerdict Verdict =>
        IsEnough ? new ReplicationVerdict.Enough()
        : HasEnded ? new ReplicationVerdict.MostReached(MetInARow > 0)
        : new ReplicationVerdict.Continue(Need());

    /// <summary>The first of the latest replications at which the precision was met.</summary>
    private int MetSince => Sample.Count - MetInARow + 1;

    private bool IsEnough => MetInARow > 0 && MetInARow > Rule.ConfirmationsAfter(MetSince);

    /// <param name="value">What the next replication measured; +infinity for what never happened.</param>
    public ReplicationState Add(double value)
    {
        if (HasEnded)
            return this;
        var sample = Sample.Add(value);
        var isMet = sample.Count >= Rule.AtLeast && Rule.Precision.IsMetBy(MeanEstimate.Of(sample, Rule.Confidence));
        return new(Rule, sample, isMet ? MetInARow + 1 : 0);
    }

    private int Need()
    {
        var first = MetInARow > 0 ? MetSince
            : Sample.Count < Rule.AtLeast ? Rule.AtLeast
            : Rule.Precision.NeedAfter(MeanEstimate.Of(Sample, Rule.Confidence), Rule.AtMost) ?? Rule.AtMost;
        return (int)Math.Min(Rule.AtMost, (long)first + Rule.ConfirmationsAfter(first));
    }
}
