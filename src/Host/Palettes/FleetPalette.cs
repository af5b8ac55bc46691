using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;

namespace RsrActors.Host.Palettes;

/// <summary>The fleet as a whole: its status, and management orders.</summary>
internal sealed class FleetPalette(LiveSimulation live)
{
    private static readonly Table<FleetFigureRow> Figures = new(
        new("figure", 18), new("devices", 9, IsRight: true), Percent);

    private static readonly Table<PlatformRow> Platforms = new(
        new("platform", 17), new("devices", 9, IsRight: true), new("protected", 9, IsRight: true), Percent,
        new("browserProtected", 16, IsRight: true), new("reverted", 9, IsRight: true), new("sharing", 9, IsRight: true),
        new("managed", 9, IsRight: true));

    private static readonly Table<StateRow> Standings = new(
        new("state", 18), new("devices", 9, IsRight: true), Percent, new("protected", 9, IsRight: true));

    private static readonly Table<ContentRow> Releases = new(
        new("release", 12) { Empty = "base" }, new("osVersion", 9), new("baseBuild", 9),
        new("devices", 9, IsRight: true), Percent, new("incoming", 9, IsRight: true));

    private static Column Percent => new("percent", 7, IsRight: true);

    public Palette Palette => new("fleet", "The fleet as a whole: its status, and orders to its managed devices.",
    [
        new("census", "Counts the devices: protected by the newest response or its fixes, sharing, managed.")
        {
            View = typeof(FleetFigureRow),
            Handler = CommandHandlers.Guarded(Census),
        },
        new("by-platform", "Counts the devices by platform.")
        {
            View = typeof(PlatformRow),
            Handler = CommandHandlers.Guarded(ByPlatform),
        },
        new("by-state", "Counts the devices by what they are doing.")
        {
            View = typeof(StateRow),
            Handler = CommandHandlers.Guarded(ByState),
        },
        new(
            "by-release",
            "Counts the devices by the response and base they run, and by the response they are installing.")
        {
            View = typeof(ContentRow),
            Handler = CommandHandlers.Guarded(ByRelease),
        },
        new("restrict", "Sets what people may do with responses on managed devices.")
        {
            Switches =
            [
                FleetSwitches.YesOrNo("allow-installation", "Whether responses may be installed.") with
                {
                    IsRequired = true,
                },
                FleetSwitches.YesOrNo("allow-removal", "Whether a person may remove them.") with { IsRequired = true },
            ],
            Examples = ["fleet restrict -allow-installation yes -allow-removal no"],
            View = typeof(AcceptedOrderView),
            Handler = CommandHandlers.Guarded(Restrict),
        },
        new("enforce", "Has managed devices install a response, and restart into it by a deadline.")
        {
            Switches =
            [
                FleetSwitches.Release(live),
                FleetSwitches.Duration("within", "From now to the deadline.") with { IsRequired = true },
            ],
            Examples = FleetSwitches.Examples(
                live, "fleet enforce -r {release} -within 3d", "fleet enforce -r {release} -within \"12 h\""),
            View = typeof(AcceptedOrderView),
            Handler = CommandHandlers.Guarded(Enforce),
        },
        new("enforce-by", "Has managed devices install a release by a date and time in their own time zones.")
        {
            Switches =
            [
                FleetSwitches.ReleaseOrUpdate(live),
                OperatorSwitches.LocalDeadline,
                FleetSwitches.YesOrNo(
                    "notifications", "Whether people are told before it; else only in the last hour.") with
                {
                    Default = "yes",
                },
            ],
            Examples = FleetSwitches.Examples(live, "fleet enforce-by -r {any} -local-deadline 2023-07-14T21:00"),
            View = typeof(AcceptedOrderView),
            Handler = CommandHandlers.Guarded(EnforceBy),
        },
        new("remove-responses", "Has managed devices remove all responses.")
        {
            View = typeof(AcceptedOrderView),
            Handler = CommandHandlers.Guarded(Remove),
        },
    ]);

    private async Task<Answer> Census(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, census) = await live.Census(cancelled);
        reply.IsOf(at);
        var total = census.Total;
        if (!reply.IsJson)
            await reply.Write($"At {live.Instant(at)} ({at})");
        await Figures.Header(reply);
        await Figure("devices", total.Devices);
        await Figure("protected", total.Protected);
        if (live.Scenario.Fleet.Platforms.Any(kind => kind.Platform.IsMac))
            await Figure("browser protected", total.BrowserProtected);
        await Figure("reverted", total.Reverted);
        await Figure("sharing analytics", total.Sharing);
        await Figure("managed", total.Managed);
        return Answer.Done;

        ValueTask Figure(string name, int devices) =>
            Figures.Row(reply, new(name, devices, PercentOf(devices, total.Devices)));
    }

    private async Task<Answer> ByPlatform(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, census) = await live.Census(cancelled);
        reply.IsOf(at);
        await Platforms.Header(reply);
        foreach (var (platform, count) in census.By(key => key.Platform))
        {
            await Platforms.Row(reply, new(
                platform.Name, count.Devices, count.Protected, PercentOf(count.Protected, count.Devices),
                count.BrowserProtected, count.Reverted, count.Sharing, count.Managed));
        }

        return Answer.Done;
    }

    private async Task<Answer> ByState(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, census) = await live.Census(cancelled);
        reply.IsOf(at);
        await Standings.Header(reply);
        foreach (var (standing, count) in census.By(key => key.Standing))
        {
            await Standings.Row(reply, new(
                Words.Of(standing), count.Devices, PercentOf(count.Devices, census.Total.Devices), count.Protected));
        }

        return Answer.Done;
    }

    /// <summary>Responses in the scenario's order, then the bases without one.</summary>
    private async Task<Answer> ByRelease(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, census) = await live.Census(cancelled);
        reply.IsOf(at);
        await Releases.Header(reply);
        var bases = census.By(key => (key.OsVersion, key.BaseBuild));
        string?[] contents = [.. live.Scenario.Releases.Select(release => release.Id), null];
        foreach (var release in contents)
        {
            foreach (var (on, _) in bases)
            {
                var runs = census.Sum(key => key.Active == release && (key.OsVersion, key.BaseBuild) == on).Devices;
                var incoming = release is null
                    ? 0
                    : census.Sum(key => key.Incoming == release && (key.OsVersion, key.BaseBuild) == on).Devices;
                if (runs + incoming > 0)
                {
                    await Releases.Row(reply, new(
                        release, on.OsVersion, on.BaseBuild, runs, PercentOf(runs, census.Total.Devices), incoming));
                }
            }
        }

        return Answer.Done;
    }

    private Task<Answer> Restrict(Call call, IReply reply, CancellationToken cancelled) => Order(
        new OperatorCommand.Restrict(call.IsYes("allow-installation"), call.IsYes("allow-removal")), call, reply,
        cancelled);

    private Task<Answer> Enforce(Call call, IReply reply, CancellationToken cancelled) =>
        Enforce(new OperatorCommand.Enforce(call.ReleaseId, call.Lasting("within")), call, reply, cancelled);

    private Task<Answer> EnforceBy(Call call, IReply reply, CancellationToken cancelled) => Enforce(
        new OperatorCommand.EnforceBy(
            call.ReleaseId, OperatorSwitches.LocalDeadlineOf(call), call.IsYes("notifications")),
        call, reply, cancelled);

    private async Task<Answer> Enforce(
        OperatorCommand order, Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, service) = await live.UpdateService(cancelled);
        var phase = service.State.Find(call.ReleaseId).Phase;
        return await Order(
            order, call, reply, cancelled,
            order is OperatorCommand.EnforceBy by && by.HasPassed(live.Scenario.Start + (at - VirtualTime.Zero))
                ? $"at {live.Instant(at)}, the deadline has passed in every time zone: devices ignore the order."
            : phase is ReleasePhase.Ramping
                ? null
                : $"at {live.Instant(at)}, {call.ReleaseId} is {ReleaseOptions.Standing(phase)}: "
                    + "no device can install it before it is published.");
    }

    private Task<Answer> Remove(Call call, IReply reply, CancellationToken cancelled) =>
        Order(new OperatorCommand.RemoveFromManaged(), call, reply, cancelled);

    private async Task<Answer> Order(
        OperatorCommand order, Call call, IReply reply, CancellationToken cancelled, string? doubt = null)
    {
        var (_, census) = await live.Census(cancelled);
        return census.Total.Managed == 0
            ? Answer.Refused("No device of this fleet is managed: no device would receive the order.")
            : await live.Submit(order, call, reply, cancelled, doubt);
    }

    private static decimal PercentOf(int part, int whole) => whole == 0 ? 0 : Math.Round(100m * part / whole, 1) + 0.0m;
}
