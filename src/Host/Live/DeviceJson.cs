using RsrActors.Actors.Devices;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;

namespace RsrActors.Host.Live;

/// <summary>The contents of <see cref="DeviceText"/> as JSON.</summary>
internal static class DeviceJson
{
    public static ReplyLine Of(DeviceFound found, VirtualTime at, LiveSimulation live)
    {
        var (device, traits, world) = (found.State, found.State.Traits, live.World);
        var life = world.LifeOf(traits);
        var protection = new Protection(world, found.Published.Catalogue.Responses);
        var volumes = DeviceVolumes.Of(device, at, world);
        (int Percent, bool Charging)? battery = traits.Desktop ? null : new DeviceMoments(world, device).Battery(at);
        return ReplyLine.Json(new
        {
            Device = device.Id.ToString(),
            At = live.Instant(at),
            Model = traits.Model.Name,
            Platform = device.Platform.Name,
            traits.Desktop,
            ChipId = $"0x{traits.Model.ChipId:X4}",
            Ecid = $"0x{traits.Ecid:X}",
            OsVersion = device.Os.Version,
            BaseBuild = device.Os.Build,
            RunningBuild = device.RunningBuild(world),
            Active = device.Active?.Release,
            Protected = device.IsProtected(protection),
            BrowserProtected = device.IsBrowserProtected(protection),
            Vulnerabilities = world.Scenario.Vulnerabilities
                .Where(flaw => flaw.Concerns(device.Platform))
                .Select(flaw => new { flaw.Id, Exposure = Words.Of(RunningContent.Of(device).To(flaw, world)) }),
            State = Words.Of(device.StandingAt(at, world)),
            Doing = DeviceStandingText.Of(device, at, live),
            NextDue = Instant(found.NextDue),
            Applied = device.Applied.Select(applied => new
            {
                applied.Release, ActivatedAt = live.Instant(applied.ActivatedAt), applied.NonceGeneration,
            }),
            Kept = device.Retained.Select(
                kept => new { kept.Release, Reusable = device.Reusable(kept.Release) is not null }),
            Background = world.Scenario.Background
                .Where((_, place) => device.Background.Contains(place))
                .Select(update => new { Mechanism = Words.Of(update.Mechanism), update.Id }),
            Barred = device.Blocked.Select(block => new
            {
                block.Release, Since = live.Instant(block.Since), ForGood = block.IsPermanent, Until = block.IsPermanent
                    ? null
                    : Instant(block.Until),
            }),
            device.NonceGeneration,
            Nonce = device.Nonce.ToString(),
            traits.AutomaticUpdates,
            traits.AutomaticSoftwareUpdates,
            traits.Seeker,
            Restarts = Words.Of(traits.Restarts),
            device.SharesAnalytics,
            Managed = device.Managed is not null,
            AllowInstallation = device.Managed?.AllowInstallation,
            AllowRemoval = device.Managed?.AllowRemoval,
            traits.LockdownMode,
            LocalTime = $"{life.TimeOfDay(at):hh\\:mm}",
            InUse = life.InUse(at),
            BatteryPercent = battery?.Percent,
            battery?.Charging,
            UnpluggedUntil = device.Unplugged is { } unplugged && unplugged.Holds(at)
                ? live.Instant(unplugged.Until)
                : null,
            Bytes = new { volumes.Capacity, volumes.System, volumes.Data, volumes.Preboot, volumes.Free },
            Crashes = device.Diary.Crashes.Select(
                crash => new { crash.Application, At = live.Instant(crash.At), crash.Release }),
            Events = device.Seq,
        });

        string? Instant(VirtualTime moment) => moment.IsNever ? null : live.Instant(moment);
    }
}
