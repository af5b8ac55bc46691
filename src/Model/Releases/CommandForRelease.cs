using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Releases;

/// <summary>A command, and the release that it is for.</summary>
public sealed record CommandForRelease(string Release, ReleaseCommand Command)
{
    /// <summary>What an operator's command asks of a release; null when the command is not for a release.</summary>
    public static CommandForRelease? Of(OperatorCommand command) => command switch
    {
        OperatorCommand.Publish c => new(c.Release, new ReleaseCommand.Publish(c.Percent)),
        OperatorCommand.Ramp c => new(c.Release, new ReleaseCommand.Ramp(c.Percent)),
        OperatorCommand.Pause c => new(c.Release, new ReleaseCommand.Pause(c.Cause)),
        OperatorCommand.Resume c => new(c.Release, new ReleaseCommand.Resume(c.Cause)),
        OperatorCommand.Withdraw c => new(c.Release, new ReleaseCommand.Withdraw(c.Cause, c.RemoveFromDevices)),
        OperatorCommand.Promote c => new(c.Release, new ReleaseCommand.Promote(c.Ring)),
        OperatorCommand.HoldRing c => new(c.Release, new ReleaseCommand.HoldRing(c.Ring, c.Cause)),
        _ => null,
    };
}
