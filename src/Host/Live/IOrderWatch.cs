using RsrActors.Actors.Kernel;
using RsrActors.Model.Scenarios;

namespace RsrActors.Host.Live;

/// <summary>Follows orders from the request to their effect. It changes nothing, and must not block.</summary>
internal interface IOrderWatch
{
    /// <summary>A live command is given to the simulation.</summary>
    /// <returns>What to tell about it.</returns>
    IOrderTrace Begin(OperatorCommand command, string issuedBy);

    /// <summary>A client has repeated an order by its key; it gets the answer that is stored.</summary>
    void Repeated(OperatorCommand command, string issuedBy);
}

/// <summary>One order; either of its methods is called once.</summary>
internal interface IOrderTrace
{
    /// <summary>The command is stored.</summary>
    void Stored(LiveProtocol.Accepted accepted);

    /// <summary>The simulation rejects the command.</summary>
    void Rejected(string why);
}

/// <summary>Follows no order.</summary>
internal sealed class NoOrderWatch : IOrderWatch, IOrderTrace
{
    public static readonly NoOrderWatch Instance = new();

    private NoOrderWatch()
    {
    }

    public IOrderTrace Begin(OperatorCommand command, string issuedBy) => this;

    public void Repeated(OperatorCommand command, string issuedBy)
    {
    }

    public void Stored(LiveProtocol.Accepted accepted)
    {
    }

    public void Rejected(string why)
    {
    }
}
