using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
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
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ImmutableArray<ManagementOrder> _orders;
    private readonly Roster<ReleaseProjection> _releases;
    private readonly DeviceProjections _devices;
    private readonly World _world;
    private readonly Contact? _contact;
    private readonly Func<int, string> _build;
    private readonly ImmutableArray<Enforcement> _all;
    private VirtualTime _next;

    /// <param name="orders">In the order in which they take effect.</param>
    /// <param name="contact">Which devices were in contact at the start; null where no device was away.</param>
    /// <param name="build">The text of a base build, by its number in a <see cref="DeviceProjection"/>.</param>
    public EnforcementProjection(
        ImmutableArray<ManagementOrder> orders, Roster<ReleaseProjection> releases, DeviceProjections devices,
        World world, Contact? contact, Func<int, string> build)
    {
        (_orders, _releases, _devices, _world, _build) = (orders, releases, devices, world, build);
        _contact = contact;
        _all = [.. orders.Select((order, place) => (order as ManagementOrder.Enforce, place))
            .Where(pair => pair.Item1 is not null)
            .Select(pair => new Enforcement(pair.Item1!, EndOf(pair.place), PartsOf(pair.Item1!)))];
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
            .Select(one => ManagementOrder.Of(one.Command, one.At, scenario))
            .OfType<ManagementOrder>()
            .OrderBy(order => order.At),
    ];

    /// <summary>
    /// Whether a moment is the deadline of an enforcement. Devices that have not polled before poll for the response
    /// then.
    /// </summary>
    public bool IsDeadline(int device, VirtualTime at) => _all.Any(one => DeadlineOn(device, one.Order) == at);

    /// <summary>
    /// A device has installed something: it may be what was enforced, and may keep a deadline by local time.
    /// </summary>
    /// <param name="down">When the device went down for it.</param>
    public void Install(int device, VirtualTime down)
    {
        foreach (var one in _all)
        {
            if (!one.Order.IsLocal || !one.Devices.Has(device) || !Has(_devices[device], one.Order.Release)
                || !one.Installed.Add(device))
                continue;
            var ticket = _world.Scenario.FindUpdate(one.Order.Release) is null ? TimeSpan.Zero : Minute;
            if (down < DeadlineOn(device, one.Order) + Minute + ticket)
                one.Kept++;
            else
                one.Late++;
        }
    }

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
            foreach (var part in one.Parts)
            {
                if (!part.IsCounted && at >= part.Deadline)
                    CountAtDeadline(one, part);
                if (part.HourAfter is null && at > part.Deadline + Hour)
                    part.HourAfter = CountAmong(one, part);
            }
        }

        _next = Next();
    }

    /// <summary>As of a moment at or after the last event.</summary>
    public ImmutableArray<EnforcementFigures> ToFigures(VirtualTime end)
    {
        AdvanceTo(end);
        return [.. _all.Select(one => FiguresOf(one, end))];
    }

    private EnforcementFigures FiguresOf(Enforcement one, VirtualTime end)
    {
        var figures = new EnforcementFigures
        {
            Release = one.Order.Release,
            OrderedSeconds = FixedDecimals.Seconds(one.Order.At.Milliseconds),
            DeadlineSeconds = FixedDecimals.Seconds(one.Order.Deadline.Milliseconds),
            EndedBy = one.EndedBy,
            Devices = null,
            Before = null,
            HourAfter = null,
        };
        if (!one.Parts.All(part => part.IsCounted))
            return figures;
        var devices = EnforcedCount.Total(one.Parts.Select(part => part.Devices));
        var before = EnforcedCount.Total(one.Parts.Select(part => part.Before));
        var after = one.Parts.All(part => end >= part.Deadline + Hour)
            ? EnforcedCount.Total(one.Parts.Select(part => part.HourAfter ?? CountAmong(one, part)))
            : null;
        return figures with
        {
            Devices = devices.Sum.All,
            Before = before.Sum.All,
            HourAfter = after?.Sum.All,
            Local = one.Order.IsLocal ? new(one.Kept, one.Late, devices.Sum.All - one.Kept - one.Late) : null,
            InContact = _contact is null
                ? null
                : new(devices.Sum.InContact, before.Sum.InContact, after?.Sum.InContact),
            Platforms = _world.Fleet.Roster is null
                ? null
                : [.. Enum.GetValues<Platform>().Where(platform => devices.On(platform).All > 0).Select(RowOf)],
        };

        EnforcedPlatformFigures RowOf(Platform platform) => new(
            platform.Name, new(devices.On(platform).All, before.On(platform).All, after?.On(platform).All))
        {
            InContact = _contact is null
                ? null
                : new(
                    devices.On(platform).InContact, before.On(platform).InContact, after?.On(platform).InContact),
        };
    }

    private VirtualTime Next() => _all
        .SelectMany(one => one.Parts)
        .Select(part => !part.IsCounted ? part.Deadline
            : part.HourAfter is null ? (part.Deadline + Hour).Next()
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

    /// <summary>One for all devices; for a deadline by local time one for each time zone.</summary>
    private ImmutableArray<Part> PartsOf(ManagementOrder.Enforce order) => order.IsLocal
        ?
        [
            .. _world.Fleet.TimeZones.Select(zone => zone.Offset).Distinct()
                .Select(offset => new Part(order.DeadlineIn(offset), offset)),
        ]
        : [new(order.Deadline, null)];

    private VirtualTime DeadlineOn(int device, ManagementOrder.Enforce order) =>
        order.IsLocal ? order.DeadlineIn(_world.TraitsOf(device).TimeZone) : order.Deadline;

    private void CountAtDeadline(Enforcement one, Part part)
    {
        part.IsCounted = true;
        var all = _devices.All;
        for (var device = 0; device < all.Length; device++)
        {
            ref readonly var trace = ref all[device];
            if (!trace.IsManaged || !IsFor(one.Order.Release, trace) || !IsIn(part, device)
                || !one.Devices.Add(device))
                continue;
            part.Devices.Add(trace.Platform, _contact.IsInContact(device));
            if (!Has(trace, one.Order.Release))
                continue;
            part.Before.Add(trace.Platform, _contact.IsInContact(device));
            if (one.Order.IsLocal && one.Installed.Add(device))
                one.Kept++;
        }
    }

    private EnforcedCount CountAmong(Enforcement one, Part part)
    {
        var all = _devices.All;
        var count = new EnforcedCount();
        for (var device = 0; device < all.Length; device++)
        {
            ref readonly var trace = ref all[device];
            if (one.Devices.Has(device) && IsIn(part, device) && Has(trace, one.Order.Release))
                count.Add(trace.Platform, _contact.IsInContact(device));
        }

        return count;
    }

    private bool IsIn(Part part, int device) =>
        part.Zone is not { } zone || _world.TraitsOf(device).TimeZone == zone;

    /// <summary>Whether a release is for a device: a software update also where it is installed.</summary>
    private bool IsFor(string release, in DeviceProjection trace)
    {
        if (_world.Scenario.FindUpdate(release) is not { } update)
            return _releases.Of(release).IsFor(trace.Platform, trace.Build);
        var (platform, build) = (trace.Platform, trace.IsEnrolled ? _build(trace.Build) : "");
        return update.Targets.Any(
            target => target.Platform == platform && (target.FromBuild == build || target.Build == build));
    }

    private bool Has(in DeviceProjection trace, string release)
    {
        if (_world.Scenario.FindUpdate(release) is { } update)
        {
            var (platform, build) = (trace.Platform, _build(trace.Build));
            return update.Targets.Any(target => target.Platform == platform && target.Build == build);
        }

        var active = trace.Active == 0 ? null : _releases[trace.Active - 1].Id;
        return Protection.SourceOf(_world, release, trace.Platform, _build(trace.Build), active) is not null;
    }

    private sealed class Enforcement(
        ManagementOrder.Enforce order, string? endedBy, ImmutableArray<Part> parts)
    {
        public ManagementOrder.Enforce Order => order;

        public string? EndedBy => endedBy;

        public ImmutableArray<Part> Parts => parts;

        /// <summary>Managed devices that are eligible at the deadline, with the release or without it.</summary>
        public DeviceSet Devices { get; } = new();

        /// <summary>Those of them that have it, for a deadline by local time.</summary>
        public DeviceSet Installed { get; } = new();

        public long Kept { get; set; }

        public long Late { get; set; }
    }

    /// <summary>The devices of an enforcement with one deadline.</summary>
    private sealed class Part(VirtualTime deadline, TimeSpan? zone)
    {
        public VirtualTime Deadline => deadline;

        /// <summary>From UTC; null for all zones.</summary>
        public TimeSpan? Zone => zone;

        public bool IsCounted { get; set; }

        /// <summary>The devices at the deadline.</summary>
        public EnforcedCount Devices { get; } = new();

        /// <summary>Those of them that had it then.</summary>
        public EnforcedCount Before { get; } = new();

        public EnforcedCount? HourAfter { get; set; }
    }
}
