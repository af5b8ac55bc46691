using RsrActors.Model.Simulation;

namespace RsrActors.Model.Scenarios;

/// <summary>An event of the operator.</summary>
public abstract record OperatorEvent : IEvent
{
    private OperatorEvent()
    {
    }

    /// <param name="IssuedBy">The source of the command, such as <c>script</c> or <c>console</c>.</param>
    public sealed record CommandAccepted(OperatorCommand Command, string IssuedBy) : OperatorEvent;
}
