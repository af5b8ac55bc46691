using RsrActors.Model.Scenarios;

namespace RsrActors.Reports.Events;

/// <summary>Fields that several commands of an operator have. A field is null for a command without it.</summary>
internal static class CommandFields
{
    public static int? Device(OperatorCommand command) => command switch
    {
        OperatorCommand.ShareAnalytics c => c.Device,
        OperatorCommand.RemoveResponses c => c.Device,
        OperatorCommand.Install c => c.Device,
        OperatorCommand.Unplug c => c.Device,
        _ => null,
    };

    public static string? Release(OperatorCommand command) => command switch
    {
        OperatorCommand.Publish c => c.Release,
        OperatorCommand.Ramp c => c.Release,
        OperatorCommand.Pause c => c.Release,
        OperatorCommand.Resume c => c.Release,
        OperatorCommand.Withdraw c => c.Release,
        OperatorCommand.Enforce c => c.Release,
        OperatorCommand.Install c => c.Release,
        _ => null,
    };

    public static string? Cause(OperatorCommand command) => command switch
    {
        OperatorCommand.Pause c => c.Cause,
        OperatorCommand.Resume c => c.Cause,
        OperatorCommand.Withdraw c => c.Cause,
        _ => null,
    };

    /// <summary>Null also when a publication leaves the percentage to the rollout rule.</summary>
    public static double? Percent(OperatorCommand command) => command switch
    {
        OperatorCommand.Publish c => c.Percent,
        OperatorCommand.Ramp c => c.Percent,
        _ => null,
    };
}
