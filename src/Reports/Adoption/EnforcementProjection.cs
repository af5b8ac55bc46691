using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Adoption;

/// <summary>
/// The enforcements that were ordered for managed devices, and what their deadlines changed. The orders come from
/// script and live commands, because events contain a command only as text.
/// </summary>
internal sealed class EnforcementProjection
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ImmutableArray<ManagementOrder> _orders;
    private readonly Roster<ReleaseProjection> _releases;
    private readonly DeviceProjections _devices;
    private readonly World _world;
    private readonly Func<int, string> _build;
    private readonly ImmutableArray<Enforcement> _all;
    private VirtualTime _next;

    /// <param name="orders">In the order in which they take effect.</param>
    /// <param name="build">The text of a base build, by its number in a <see cref="DeviceProjection"/>.</param>
    public EnforcementProjection(
        ImmutableArray<ManagementOrder> orders, Roster<ReleaseProjection> releases, DeviceProjections devices,
        World world, Func<int, string> build)
    {
        (_orders, _releases, _devices, _world, _build) = (orders, releases, devices, world, build);
        _all = [.. orders.Select((order, place) => (order as ManagementOrder.Enforce, place))
            .Where(pair => pair.Item1 is not null)
            .Select(pair => new Enforcement(pair.Item1!, EndOf(pair.place)))];
        _next = Next();
    }

    /// <summary>All orders to managed devices, in the order in which they take effect.</summary>
    /// <param name="commands">The run's live commands.</param>
    public static ImmutableArray<ManagementOrder> OrdersOf(
        Scenario scenario, ImmutableArray<ScriptedCommand> commands) =>
    [
        .. scenario.Script.Select(one => (one.At, one.Command))
            .Concat(commands.Select(one => (one.At, one.Command)))
            .Where(one => one.At <= scenario.End)
            .Select(one => ManagementOrder.Of(one.Command, one.At, scenario.Kernel))
            .OfType<ManagementOrder>()
            .OrderBy(order => order.At),
    ];

    /// <summary>
    /// Whether a moment is the deadline of an enforcement. Devices that have not polled before poll for the response
    /// then.
    /// </summary>
    public bool IsDeadline(VirtualTime at) => _all.Any(one => one.Order.Deadline == at);

    /// <summary>Whether managed devices have to install a release at a moment.</summary>
    public bool Holds(string release, VirtualTime at) =>
        new ManagementOrders([.. _orders.TakeWhile(order => order.At <= at)]).EnforcementOf(release) is not null;

    /// <summary>Called before each event: takes the counts that are due at deadlines, and an hour after them.</summary>
    public void AdvanceTo(VirtualTime at)
    {
        if (at < _next)
            return;
        foreach (var one in _all)
        {
            if (one.Before is null && at >= one.Order.Deadline)
                CountAtDeadline(one);
            if (one.HourAfter is null && at > one.Order.Deadline + Hour)
                one.HourAfter = CountAmong(one);
        }

        _next = Next();
    }

    /// <summary>As of a moment at or after the last event.</summary>
    public ImmutableArray<EnforcementFigures> ToFigures(VirtualTime end)
    {
        AdvanceTo(end);
        return
        [
            .. _all.Select(one => new EnforcementFigures
            {
                Release = one.Order.Release,
                OrderedSeconds = FixedDecimals.Seconds(one.Order.At.Milliseconds),
                DeadlineSeconds = FixedDecimals.Seconds(one.Order.Deadline.Milliseconds),
                EndedBy = one.EndedBy,
                Devices = one.Before is null ? null : one.Count,
                Before = one.Before,
                HourAfter = one.HourAfter ?? (end >= one.Order.Deadline + Hour ? CountAmong(one) : null),
            }),
        ];
    }

    private VirtualTime Next() => _all
        .Select(one => one.Before is null ? one.Order.Deadline
            : one.HourAfter is null ? (one.Order.Deadline + Hour).Next()
            : VirtualTime.Never)
        .DefaultIfEmpty(VirtualTime.Never)
        .Min();

    /// <summary>What ended an order by its deadline: a removal, or a later enforcement; null for nothing.</summary>
    private string? EndOf(int place)
    {
        var order = (ManagementOrder.Enforce)_orders[place];
        foreach (var later in _orders.Skip(place + 1).TakeWhile(later => later.At <= order.Deadline))
        {
            if (later is ManagementOrder.Remove)
                return "removal";
            if (later is ManagementOrder.Enforce enforce && enforce.Release == order.Release)
                return "later-enforcement";
        }

        return null;
    }

    private void CountAtDeadline(Enforcement one)
    {
        var release = _releases.Of(one.Order.Release);
        var all = _devices.All;
        for (var device = 0; device < all.Length; device++)
        {
            ref readonly var trace = ref all[device];
            if (trace.IsManaged && release.IsFor(trace.Platform, trace.Build))
                one.Count += one.Devices.Add(device) ? 1 : 0;
        }

        one.Before = CountAmong(one);
    }

    private long CountAmong(Enforcement one)
    {
        var all = _devices.All;
        var count = 0L;
        for (var device = 0; device < all.Length; device++)
        {
            ref readonly var trace = ref all[device];
            if (one.Devices.Has(device) && Has(trace, one.Order.Release))
                count++;
        }

        return count;
    }

    private bool Has(in DeviceProjection trace, string release)
    {
        var active = trace.Active == 0 ? null : _releases[trace.Active - 1].Id;
        return Protection.SourceOf(_world, release, trace.Platform, _build(trace.Build), active) is not null;
    }

    private sealed class Enforcement(ManagementOrder.Enforce order, string? endedBy)
    {
        public ManagementOrder.Enforce Order => order;

        public string? EndedBy => endedBy;

        /// <summary>Managed devices that could have the response at the deadline.</summary>
        public DeviceSet Devices { get; } = new();

        public long Count { get; set; }

        public long? Before { get; set; }

        public long? HourAfter { get; set; }
    }
}
