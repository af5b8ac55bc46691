using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Execution;

/// <summary>What crosses the mailbox of an experiment from outside.</summary>
public static class ExperimentProtocol
{
    /// <summary>Begins no further run. The runs that go on end early, and give no row.</summary>
    public sealed record Stop;

    /// <summary>A run has an outcome.</summary>
    public sealed record RunEnded(RunOutcome Outcome);

    /// <summary>A run that several cells share has an outcome for each of them.</summary>
    public sealed record SharedRunEnded(SharedOutcome Outcome);

    /// <summary>A run was stopped before its end.</summary>
    public sealed record RunStopped;
}

/// <summary>How an experiment ended.</summary>
public enum ExperimentEnd
{
    /// <summary>Every run has a row.</summary>
    Finished,

    /// <summary>It was stopped. The rows that it has are the first ones.</summary>
    Stopped,
}
