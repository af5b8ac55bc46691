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
    /// <param name="Deadline">
    /// The same moment for all devices; when <paramref name="IsLocal"/>, the moment at which a clock in UTC shows the
    /// date and time that each device keeps in its own time zone.
    /// </param>
    /// <param name="Notifies">
    /// False leaves only the notifications of the last hour's beginning and of the countdown. Only an enforcement by
    /// local time notifies.
    /// </param>
    public sealed record Enforce(
        VirtualTime At, string Release, VirtualTime Deadline, bool IsLocal = false, bool Notifies = false)
        : ManagementOrder(At)
    {
        /// <summary>The deadline for devices of a time zone.</summary>
        /// <param name="offset">From UTC.</param>
        public VirtualTime DeadlineIn(TimeSpan offset) => IsLocal ? Deadline - offset : Deadline;
    }

    /// <summary>All responses must be removed.</summary>
    public sealed record Remove(VirtualTime At) : ManagementOrder(At);

    /// <summary>
    /// Added to the lookahead, so that an order has arrived everywhere before it takes effect, together with earlier
    /// orders of the same moment.
    /// </summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The order that a command gives; null when the command is not for managed devices, or when they ignore it: its
    /// deadline has passed in every time zone.
    /// </summary>
    /// <param name="given">When the command is given.</param>
    public static ManagementOrder? Of(OperatorCommand command, VirtualTime given, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var at = given + scenario.Kernel.Lookahead + OnItsWay;
        return command switch
        {
            OperatorCommand.Restrict c => new Restrict(at, new(c.AllowInstallation, c.AllowRemoval)),
            OperatorCommand.Enforce c => new Enforce(at, c.Release, at + c.Within),
            OperatorCommand.EnforceBy c when c.HasPassed(scenario.Start + (at - VirtualTime.Zero)) => null,
            OperatorCommand.EnforceBy c => new Enforce(
                at, c.Release, VirtualTime.Zero + (c.LocalDeadline - scenario.Start.UtcDateTime), IsLocal: true,
                c.Notifies),
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
