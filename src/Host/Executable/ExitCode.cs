namespace RsrActors.Host.Executable;

/// <summary>What the program's exit code says.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The run failed, an invariant was broken, or stored data do not verify.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or bad input; nothing was written.</summary>
    public const int Refused = 2;

    /// <summary>Interrupted; the run can be resumed.</summary>
    public const int Interrupted = 3;

    /// <summary>An experiment has ended, and a threshold of it is not met.</summary>
    public const int ThresholdNotMet = 4;

    /// <summary>A profile was read, and devices ignore a part of it.</summary>
    public const int Ignored = 4;
}
