using RsrActors.Model.Simulation;

namespace RsrActors.Model.Scenarios;

/// <summary>What the operator does.</summary>
public abstract record OperatorEvent : IEvent
{
    private OperatorEvent()
    {
    }

    public sealed record CommandAccepted(string Command, string IssuedBy) : OperatorEvent;
}
