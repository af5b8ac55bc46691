using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Events;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Palettes;

/// <summary>The console's commands about single devices: their state, their events, commands to their people.</summary>
internal sealed class DevicePalette(LiveSimulation live)
{
    private const int LabelWidth = 15;

    private static readonly Table<DeviceRow> Lines = new(
        new("device", 14), new("platform", 17), new("model", 14), new("osVersion", 9), new("build", 11),
        new("state", 18),
        new("active", 10) { Empty = "-" }, new("incoming", 10) { Empty = "-" }, new("shares", 6), new("managed", 7));

    private static readonly ImmutableArray<string> EventNames =
        [.. DeviceEventForms.All.Select(form => form.Value.Name).Order(StringComparer.Ordinal)];

    public Palette Palette => new("device", "Single devices: their state, their events, commands to their people.",
    [
        new("list", "Lists devices.")
        {
            Switches =
            [
                new("platform", "Only devices of this platform.") { Brief = "p", OneOf = [.. PlatformNames.All] },
                new("state", "Only devices in this state.") { Brief = "s", OneOf = [.. Words.All<DeviceStanding>()] },
                FleetSwitches.ReleaseOrUpdate(live) with
                {
                    Description = "Only devices that have the response or software update, "
                        + "or to which it is on its way.",
                    IsRequired = false,
                },
                Named("os", "Only devices with this version of the base.", OsVersions()),
                Named("model", "Only devices of this product type.", Models()),
                Named("ring", "Only devices of this ring.", Rings()),
                Named("group", "Only devices of this group, or with this label.", Groups()),
                FleetSwitches.YesOrNo(
                    "protected", "Only devices with the fixes of the newest response, or only the others."),
                FleetSwitches.YesOrNo("shares", "Only devices that share analytics, or only the others."),
                FleetSwitches.YesOrNo("managed", "Only managed devices, or only the others."),
                new("from", "The lowest device number to list.") { Default = "0", Check = Switch.WholeNumber },
                CommandHandlers.AtMost("20", "How many devices at most."),
            ],
            Examples = FleetSwitches.Examples(
                live, "device list -s staged", "device list -p iphone -r {release} -n 100",
                "device list -managed yes -json"),
            View = typeof(DeviceRow),
            Handler = CommandHandlers.Guarded(List),
        },
        new("show", "Shows everything about a device.")
        {
            Switches = [FleetSwitches.Device(live)],
            Examples = FleetSwitches.Examples(live, "device show -d {device}", "device show -d {device} -json"),
            View = typeof(DeviceView),
            Handler = CommandHandlers.Guarded(Show),
        },
        new("history", "Lists the events of a device.")
        {
            Switches =
            [
                FleetSwitches.Device(live),
                CommandHandlers.AtMost("20", "How many of the last events; all without it.") with { Default = null },
            ],
            Examples = FleetSwitches.Examples(
                live, "device history -d {device}", "device history -d {device} -n 5 -json"),
            View = typeof(EventView),
            Handler = CommandHandlers.Guarded(History),
        },
        new("tail", "Shows the events of devices while they happen.")
        {
            IsStream = true,
            Switches =
            [
                FleetSwitches.Device(live) with
                {
                    Description = "Only this device.", IsRequired = false, IsRepeatable = true,
                },
                new("event", "Only events of this name.") { Brief = "e", IsRepeatable = true, OneOf = EventNames },
            ],
            Examples = FleetSwitches.Examples(
                live, "device tail -d {device}", "device tail -e ResponseActivated -e ResponsesRemoved -json"),
            Handler = CommandHandlers.Guarded(Follow),
        },
        new("apply", "Tells a device's person to install a response.")
        {
            Switches = [FleetSwitches.Device(live), FleetSwitches.Release(live)],
            Examples = FleetSwitches.Examples(live, "device apply -d {device} -r {release}"),
            View = typeof(AcceptedOrderView),
            Handler = CommandHandlers.Guarded(Apply),
        },
        new("remove-responses", "Tells a device's person to remove all responses.")
        {
            Switches = [FleetSwitches.Device(live)],
            Examples = FleetSwitches.Examples(live, "device remove-responses -d {device}"),
            View = typeof(AcceptedOrderView),
            Handler = CommandHandlers.Guarded(RemoveResponses),
        },
        new("share-analytics", "Tells a device's person to start or stop sharing analytics.")
        {
            Switches =
            [
                FleetSwitches.Device(live),
                FleetSwitches.YesOrNo("share", "Whether the device shares analytics from now on.") with
                {
                    IsRequired = true,
                },
            ],
            Examples = FleetSwitches.Examples(live, "device share-analytics -d {device} -share no"),
            View = typeof(AcceptedOrderView),
            Handler = CommandHandlers.Guarded(ShareAnalytics),
        },
        new("unplug", "Tells a device's person to take the device off its charger.")
        {
            Switches =
            [
                FleetSwitches.Device(live),
                FleetSwitches.Duration("for", "How long the device stays off its charger.") with { Default = "12h" },
            ],
            Examples = FleetSwitches.Examples(live, "device unplug -d {device}", "device unplug -d {device} -for 2d"),
            View = typeof(AcceptedOrderView),
            Handler = CommandHandlers.Guarded(Unplug),
        },
    ]);

    /// <summary>A page of the devices that a valid call of <c>list</c> selects.</summary>
    public async Task<DevicePage> Page(Call call, CancellationToken cancelled)
    {
        // One more than is listed: it tells whether a page follows.
        var found = await live.Devices(
            SelectionOf(call), (int)Math.Min(int.MaxValue, call.Number("from")), call.Most() + 1, cancelled);
        var listed = found.Lines[..Math.Min(call.Most(), found.Lines.Length)];
        return new([.. listed.Select(RowOf)], found.Matching)
        {
            Next = found.Lines.Length > listed.Length ? found.Lines[^1].Number : null,
        };
    }

    private async Task<Answer> List(Call call, IReply reply, CancellationToken cancelled)
    {
        var page = await Page(call, cancelled);
        await Lines.Header(reply);
        foreach (var row in page.Rows)
            await Lines.Row(reply, row);
        await reply.Write(
            $"{HumanText.Count(page.Matching)} of {HumanText.Count(live.Scenario.Fleet.Devices, "device")} "
            + $"{(page.Matching == 1 ? "matches" : "match")}, {HumanText.Count(page.Rows.Length)} listed"
            + (page.Next is { } next
                ? string.Create(CultureInfo.InvariantCulture, $"; more may follow with -from {next}")
                : ""));
        return Answer.Done;
    }

    private static DeviceRow RowOf(DeviceLine line) => new()
    {
        Device = EntityId.Device(line.Number).ToString(),
        Platform = line.Platform.Name,
        Model = line.Model,
        OsVersion = line.OsVersion,
        Build = line.Build,
        State = Words.Of(line.Standing),
        Active = line.Active,
        Incoming = line.Incoming,
        Shares = line.SharesAnalytics,
        Managed = line.IsManaged,
    };

    private async Task<Answer> Show(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, found) = await live.Device(call.DeviceNumber, cancelled);
        if (reply.IsJson)
        {
            await reply.Write(ReplyLine.Json(DeviceViews.Of(found, at, live)));
            return Answer.Done;
        }

        foreach (var (what, how) in DeviceText.Of(found, at, live))
            await reply.Write($"{what.PadRight(LabelWidth)}{how}");
        return Answer.Done;
    }

    private async Task<Answer> History(Call call, IReply reply, CancellationToken cancelled)
    {
        var history = await live.History(EntityId.Device(call.DeviceNumber), cancelled);
        foreach (var happened in call.Has("number") ? history[^Math.Min(call.Most(), history.Length)..] : history)
            await reply.Write(EventLine.Of(happened, live.Scenario.Start, reply.IsJson));
        return Answer.Done;
    }

    private Task<Answer> Follow(Call call, IReply reply, CancellationToken cancelled)
    {
        var names = call.All("event");
        return Tail.Run(
            live,
            new()
            {
                Devices = [.. call.DeviceNumbers],
                Events = [.. EventNames.Where(name => names.Contains(name, StringComparer.OrdinalIgnoreCase))],
            },
            reply,
            cancelled);
    }

    private Task<Answer> Apply(Call call, IReply reply, CancellationToken cancelled) =>
        Tell(call, new OperatorCommand.Install(call.DeviceNumber, call.ReleaseId), reply, cancelled);

    private Task<Answer> RemoveResponses(Call call, IReply reply, CancellationToken cancelled) =>
        Tell(call, new OperatorCommand.RemoveResponses(call.DeviceNumber), reply, cancelled);

    private Task<Answer> ShareAnalytics(Call call, IReply reply, CancellationToken cancelled) =>
        Tell(
            call, new OperatorCommand.ShareAnalytics(call.DeviceNumber, call.IsYes("share")), reply, cancelled);

    private Task<Answer> Unplug(Call call, IReply reply, CancellationToken cancelled) =>
        Tell(call, new OperatorCommand.Unplug(call.DeviceNumber, call.Lasting("for")), reply, cancelled);

    /// <summary>
    /// Queries the device first. A command that the device can never carry out is refused. A command that would change
    /// nothing at present is accepted with a note.
    /// </summary>
    private async Task<Answer> Tell(Call call, OperatorCommand command, IReply reply, CancellationToken cancelled)
    {
        var (at, found) = await live.Device(call.DeviceNumber, cancelled);
        var obstacle = Obstacles.To(command, new(found.State, at, live.World, found.Published));
        var why = obstacle is { } one
            ? ObstacleText.Of(one, found.State, at, live, (command as OperatorCommand.Install)?.Release)
            : null;
        return obstacle is Obstacle.NoBattery
            ? Answer.Refused(why!)
            : await live.Submit(command, call, reply, cancelled, why);
    }

    private static DeviceSelection SelectionOf(Call call)
    {
        return new()
        {
            Platform = PlatformNames.TryParse(Lower("platform"), out var platform) ? platform : null,
            Standing = Words.TryParse<DeviceStanding>(Lower("state"), out var standing) ? standing : null,
            Release = call.FindReleaseId,
            OsVersion = call.Find("os"),
            Model = call.Find("model"),
            Ring = call.Find("ring"),
            Group = call.Find("group"),
            Protected = call.FindYes("protected"),
            SharesAnalytics = call.FindYes("shares"),
            Managed = call.FindYes("managed"),
        };

        string Lower(string name) => call.Find(name)?.ToLowerInvariant() ?? "";
    }

    private static Switch Named(string name, string description, ImmutableArray<string> names) => new(name, description)
    {
        Check = value => names.Contains(value) ? null : $"the scenario has {ScenarioWords.OrNone(names)}",
        Completion = (_, _) => ValueTask.FromResult(names),
    };

    private ImmutableArray<string> OsVersions() =>
    [
        .. live.Scenario.Fleet.Platforms.Select(kind => kind.OsVersion)
            .Concat(live.Scenario.Updates.SelectMany(update => update.Targets).Select(target => target.Version))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private ImmutableArray<string> Models() =>
    [
        .. live.Scenario.Fleet.Platforms.SelectMany(kind => kind.Models).Select(model => model.Name)
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private ImmutableArray<string> Rings() => [.. live.Scenario.Fleet.Rings.Select(ring => ring.Name)];

    private ImmutableArray<string> Groups() =>
    [
        .. live.Scenario.Fleet.Platforms.Select(kind => kind.Label).Where(label => label.Length > 0)
            .Concat(live.Scenario.Fleet.Groups.Select(group => group.Name))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
