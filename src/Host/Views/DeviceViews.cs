using RsrActors.Actors.Devices;
using RsrActors.Host.Live;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Views;

/// <summary>The contents of <see cref="DeviceText"/> as a view.</summary>
internal static class DeviceViews
{
    public static DeviceView Of(DeviceFound found, VirtualTime at, LiveSimulation live)
    {
        var (device, traits, world) = (found.State, found.State.Traits, live.World);
        var life = world.LifeOf(traits);
        var protection = new Protection(world, found.Published.Catalogue.Responses);
        var volumes = DeviceVolumes.Of(device, at, world);
        (int Percent, bool Charging)? battery = traits.Desktop ? null : new DeviceMoments(world, device).Battery(at);
        return new()
        {
            Device = device.Id.ToString(),
            At = live.Instant(at),
            Model = traits.Model.Name,
            Platform = device.Platform.Name,
            Desktop = traits.Desktop,
            Ring = world.RingOf(traits)?.Name,
            Group = traits.Group?.Name,
            Label = traits.Kind.Label is { Length: > 0 } label ? label : null,
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
                .Select(flaw => new VulnerabilityView(flaw.Id, Words.Of(RunningContent.Of(device).To(flaw, world)))),
            State = Words.Of(device.StandingAt(at, world)),
            Doing = DeviceStandingText.Of(device, at, live),
            NextDue = Instant(found.NextDue),
            Applied = device.Applied.Select(applied => new AppliedResponseView(
                applied.Release, live.Instant(applied.ActivatedAt), applied.NonceGeneration)),
            Kept = device.Retained.Select(
                kept => new KeptResponseView(kept.Release, device.Reusable(kept.Release) is not null)),
            Background = world.Scenario.Background
                .Where((_, place) => device.Background.Contains(place))
                .Select(update => new BackgroundContentView(Words.Of(update.Mechanism), update.Id)),
            Barred = device.Blocked.Select(block => new BarredReleaseView(
                block.Release, live.Instant(block.Since), block.IsPermanent,
                block.IsPermanent ? null : Instant(block.Until))),
            NonceGeneration = device.NonceGeneration,
            Nonce = device.Nonce.ToString(),
            AutomaticUpdates = traits.AutomaticUpdates,
            AutomaticSoftwareUpdates = traits.AutomaticSoftwareUpdates,
            Seeker = traits.Seeker,
            Restarts = Words.Of(traits.Restarts),
            SharesAnalytics = device.SharesAnalytics,
            Managed = device.Managed is not null,
            AllowInstallation = device.Managed?.AllowInstallation,
            AllowRemoval = device.Managed?.AllowRemoval,
            LockdownMode = traits.LockdownMode,
            LocalTime = $"{life.TimeOfDay(at):hh\\:mm}",
            InUse = life.InUse(at),
            BatteryPercent = battery?.Percent,
            Charging = battery?.Charging,
            UnpluggedUntil = device.Unplugged is { } unplugged && unplugged.Holds(at)
                ? live.Instant(unplugged.Until)
                : null,
            Bytes = new()
            {
                Capacity = volumes.Capacity,
                System = volumes.System,
                Data = volumes.Data,
                Preboot = volumes.Preboot,
                Free = volumes.Free,
            },
            Crashes = device.Diary.Crashes.Select(
                crash => new NotedCrashView(crash.Application, live.Instant(crash.At), crash.Release)),
            Events = device.Seq,
        };

        string? Instant(VirtualTime moment) => moment.IsNever ? null : live.Instant(moment);
    }
}
