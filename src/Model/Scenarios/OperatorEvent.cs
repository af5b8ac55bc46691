using RsrActors.Model.Simulation;

namespace RsrActors.Model.Scenarios;

/// <summary>What the operator does.</summary>
public abstract record OperatorEvent : IEvent
{
    private OperatorEvent()
    {
    }

    /// <param name="IssuedBy">The script, or a client of the console.</param>
    public sealed record CommandAccepted(OperatorCommand Command, string IssuedBy) : OperatorEvent;
}
