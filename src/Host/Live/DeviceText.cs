using System.Globalization;
using RsrActors.Actors.Devices;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Live;

/// <summary>Everything about one device at a moment, as lines with a name and a value.</summary>
internal static class DeviceText
{
    public static IEnumerable<(string What, string How)> Of(DeviceFound found, VirtualTime at, LiveSimulation live)
    {
        var (device, traits, world) = (found.State, found.State.Traits, live.World);
        var life = world.LifeOf(traits);
        var protection = new Protection(world, found.Published.Catalogue.Responses);
        yield return ("device", $"{device.Id}");
        yield return ("at", $"{live.Instant(at)} ({at})");
        yield return ("model", $"{traits.Model.Name}, {device.Platform.Name}{(traits.Desktop ? ", desktop" : "")}");
        if (world.RingOf(traits) is { } ring)
            yield return ("ring", ring.Name);
        if (traits.Group is { } group)
            yield return ("group", group.Name);
        if (traits.Kind.Label is { Length: > 0 } label && label != traits.Group?.Name)
            yield return ("label", label);
        yield return (
            "chip, ECID",
            string.Create(CultureInfo.InvariantCulture, $"0x{traits.Model.ChipId:X4}, 0x{traits.Ecid:X}"));
        yield return ("base", $"{device.Os.Version} ({device.Os.Build})");
        yield return ("runs", $"{device.RunningBuild(world)}, {device.Active?.Release ?? "its base"}");
        yield return (
            "protected",
            device.IsProtected(protection) ? "yes" : device.IsBrowserProtected(protection) ? "in Safari only" : "no");
        foreach (var flaw in world.Scenario.Vulnerabilities.Where(flaw => flaw.Concerns(device.Platform)))
            yield return ("vulnerability", $"{flaw.Id} in {Words.Of(flaw.Component)}: {Exposed(device, flaw, world)}");
        yield return ("state", $"{Words.Of(device.StandingAt(at, world))}: {DeviceStandingText.Of(device, at, live)}");
        yield return (
            "next due", found.NextDue.IsNever ? "nothing, unless a message arrives" : live.Instant(found.NextDue));
        foreach (var applied in device.Applied)
        {
            yield return (
                "applied",
                $"{applied.Release}, active since {live.Instant(applied.ActivatedAt)}, "
                + $"nonce generation {applied.NonceGeneration}");
        }

        foreach (var kept in device.Retained)
        {
            yield return (
                "kept",
                $"{kept.Release}, its ticket is "
                + (device.Reusable(kept.Release) is null ? "no longer valid" : "still valid"));
        }
        foreach (var (update, place) in world.Scenario.Background.Select((update, place) => (update, place)))
        {
            if (device.Background.Contains(place))
                yield return ("background", $"{Words.Of(update.Mechanism)} {update.Id}");
        }

        foreach (var block in device.Blocked)
            yield return ("barred", BlockText(block, live));
        yield return ("nonce", $"generation {device.NonceGeneration}, {device.Nonce}");
        yield return (
            "updates",
            $"{HowUpdated(traits)}{(traits.Seeker ? ", looks for them" : "")}");
        yield return ("restarts", Words.Of(traits.Restarts));
        yield return ("analytics", device.SharesAnalytics ? "shared" : "not shared");
        yield return ("management", Management(device.Managed));
        yield return ("Lockdown Mode", traits.LockdownMode ? "on" : "off");
        yield return ("local time", $"{life.TimeOfDay(at):hh\\:mm}, {(life.InUse(at) ? "in use" : "not in use")}");
        yield return ("battery", Battery(device, at, live));
        var volumes = DeviceVolumes.Of(device, at, world);
        yield return (
            "storage",
            $"{HumanText.Bytes(volumes.Free)} free of {HumanText.Bytes(volumes.Capacity)}; system "
            + $"{HumanText.Bytes(volumes.System)}, Data {HumanText.Bytes(volumes.Data)}, "
            + $"Preboot {HumanText.Bytes(volumes.Preboot)}");
        yield return ("last crash", LastCrash(device.Diary, live));
        yield return ("events", device.Seq.ToString(CultureInfo.InvariantCulture));
    }

    private static string Exposed(DeviceState device, Vulnerability flaw, World world) =>
        RunningContent.Of(device).To(flaw, world) switch
        {
            ExposureLevel.Exposed => "exposed",
            ExposureLevel.Partly => "partly exposed, only Safari runs the fix",
            ExposureLevel.Protected => "protected",
            var other =>
                throw new ArgumentOutOfRangeException(nameof(flaw), other, "A new level needs its words here."),
        };

    private static string BlockText(ReleaseBlock block, LiveSimulation live) =>
        $"{block.Release} since {live.Instant(block.Since)}, "
        + (block.IsPermanent ? "for good: its person removed it"
            : block.Until.IsNever ? "until the catalogue changes"
            : $"until {live.Instant(block.Until)}");

    private static string Management(Management? managed) => managed is { } rules
        ? $"managed: installation {Allowed(rules.AllowInstallation)}, removal {Allowed(rules.AllowRemoval)}"
        : "none";

    private static string HowUpdated(Traits traits) => traits switch
    {
        { AutomaticUpdates: false } => "by hand",
        { AutomaticSoftwareUpdates: false } => "responses automatic, software updates by hand",
        _ => "automatic",
    };

    private static string Allowed(bool allowed) => allowed ? "allowed" : "forbidden";

    private static string Battery(DeviceState device, VirtualTime at, LiveSimulation live)
    {
        if (device.Traits.Desktop)
            return "none, on mains";
        var (percent, charging) = new DeviceMoments(live.World, device).Battery(at);
        var off = device.Unplugged is { } unplugged && unplugged.Holds(at)
            ? $", off its charger until {live.Instant(unplugged.Until)}"
            : "";
        return $"{percent} %{(charging ? ", charging" : "")}{off}";
    }

    private static string LastCrash(CrashDiary diary, LiveSimulation live) => diary.Crashes is [.., var last]
        ? $"{last.Application} at {live.Instant(last.At)}, on {last.Release ?? "the base"}; "
            + $"{diary.Crashes.Length} in all"
        : "none noted";
}
