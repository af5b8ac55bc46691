using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>What an organisation has ordered for the devices it manages (declarations of device management).</summary>
/// <param name="At">The moment from which on the order reaches devices.</param>
public abstract record ManagementOrder(VirtualTime At)
{
    /// <summary>What people may do (Apple: <c>allowRapidSecurityResponseInstallation</c>, <c>…Removal</c>).</summary>
    public sealed record Restrict(VirtualTime At, Management Settings) : ManagementOrder(At);

    /// <summary>
    /// A response must be installed by a deadline (Apple: <c>softwareupdate.enforcement.specific</c>).
    /// </summary>
    public sealed record Enforce(VirtualTime At, string Release, VirtualTime Deadline) : ManagementOrder(At);

    /// <summary>All responses must be removed.</summary>
    public sealed record Remove(VirtualTime At) : ManagementOrder(At);

    /// <summary>
    /// Added to the lookahead, so that an order has arrived everywhere before it takes effect, together with earlier
    /// orders of the same moment.
    /// </summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(1);

    /// <summary>The order that a command gives; null when the command is not for managed devices.</summary>
    /// <param name="given">When the command is given.</param>
    public static ManagementOrder? Of(OperatorCommand command, VirtualTime given, KernelSettings kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var at = given + kernel.Lookahead + OnItsWay;
        return command switch
        {
            OperatorCommand.Restrict c => new Restrict(at, new(c.AllowInstallation, c.AllowRemoval)),
            OperatorCommand.Enforce c => new Enforce(at, c.Release, at + c.Within),
            OperatorCommand.RemoveFromManaged => new Remove(at),
            _ => null,
        };
    }
}

/// <summary>All orders so far. The whole list is sent each time an order is added.</summary>
public sealed record ManagementOrders(ImmutableArray<ManagementOrder> Orders)
{
    public static readonly ManagementOrders None = new([]);

    /// <summary>
    /// The latest enforcement of a release; null when there is none, or when a later order removes all responses.
    /// </summary>
    public ManagementOrder.Enforce? EnforcementOf(string release)
    {
        for (var i = Orders.Length - 1; i >= 0; i--)
        {
            if (Orders[i] is ManagementOrder.Remove)
                return null;

            if (Orders[i] is ManagementOrder.Enforce enforce && enforce.Release == release)
                return enforce;
        }

        return null;
    }
}
