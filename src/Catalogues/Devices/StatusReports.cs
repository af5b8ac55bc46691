using System.Text.Json;
using RsrActors.Catalogues.Tables;
using RsrActors.Catalogues.Writing;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Catalogues.Devices;

/// <summary>
/// Status reports of simulated devices as declarative management receives them: one JSON object a line, with the keys
/// of Apple's published schema of 2024. The letter of a response is in parentheses, as in real reports. In place of a
/// serial number a report has the device's name in the simulation.
/// </summary>
public static class StatusReports
{
    private const string Enforcement = "rsr.enforce.";

    /// <summary>A device's full report at a moment; null when it sends none: not enrolled, or a Linux server.</summary>
    public static byte[]? Write(DeviceState state, World world, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        if (!state.Platform.IsApple || state.Phase is DevicePhase.Unenrolled)
            return null;
        return JsonText.Write(
            json =>
            {
                json.WriteStartObject();
                json.Object("StatusItems", () =>
                {
                    json.Object("device", () => WriteDevice(json, state, world));
                    json.Object("softwareupdate", () => WriteUpdate(json, state, world, at));
                });
                json.WriteStartArray("Errors");
                json.WriteEndArray();
                json.WriteBoolean("FullReport", true);
                json.WriteEndObject();
            },
            JsonText.OneLine);
    }

    /// <summary>The value of <c>softwareupdate.install-state</c> for what a device is doing.</summary>
    public static string StateOf(DeviceStanding standing) => standing switch
    {
        DeviceStanding.Unenrolled or DeviceStanding.Idle or DeviceStanding.Offered or DeviceStanding.Removing
            or DeviceStanding.UpdateOffered => "none",
        DeviceStanding.Downloading or DeviceStanding.AwaitingTicket or DeviceStanding.Preparing
            or DeviceStanding.DownloadingUpdate => "downloading",
        DeviceStanding.Staged or DeviceStanding.UpdateReady => "prepared",
        DeviceStanding.Restarting or DeviceStanding.Updating => "installing",

        // A device that does not boot sends nothing; what its server knows last is that the installation failed.
        DeviceStanding.Retrying or DeviceStanding.AwaitingHands or DeviceStanding.BootLooping => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "A new standing needs its state here."),
    };

    private static void WriteDevice(Utf8JsonWriter json, DeviceState state, World world)
    {
        var (model, family) = (state.Traits.Model.Name, FamilyOf(state.Platform));
        json.Object("model", () =>
        {
            json.WriteString("identifier", model);
            json.WriteString("family", ModelFamilyOf(state.Platform));
            json.WriteString("marketing-name", KnownModels.NameOf(model));
        });
        json.Object("identifier", () => json.WriteString("serial-number", state.Id.ToString()));
        json.Object("operating-system", () =>
        {
            json.WriteString("family", family);
            json.WriteString("version", state.Os.Version);
            json.WriteString("build-version", state.Os.Build);
            json.WriteString("marketing-name", $"{family} {state.Os.Version}");
            if (state.Active is { } active)
            {
                json.Object("supplemental", () =>
                {
                    json.WriteString("extra-version", $"({world.Release(active.Release).Letter})");
                    json.WriteString("build-version", state.RunningBuild(world));
                });
            }
        });
    }

    private static void WriteUpdate(Utf8JsonWriter json, DeviceState state, World world, VirtualTime at)
    {
        var installState = StateOf(state.StandingAt(at, world));
        var pending = installState == "none" ? null : PendingOf(state, world);
        json.WriteString("install-state", installState);
        json.Object("pending-version", () =>
        {
            json.WriteString("os-version", pending?.Version ?? "");
            json.WriteString("build-version", pending?.Build ?? "");
        });
        json.Object("install-reason", () =>
        {
            json.Strings("reason", pending is { } one ? [ReasonOf(one.Source)] : []);
            if (pending is { Source: OfferSource.Management } ordered)
                json.WriteString("declaration-id", Enforcement + ordered.Release);
        });
        json.Object("failure-reason", () => json.WriteNumber("count", pending?.Failures ?? 0));
        json.WriteString(
            "device-id",
            state.Platform.IsMac ? KnownBoards.BoardOf(state.Traits.Model.Name) : state.Traits.Model.Name);
    }

    private static Pending? PendingOf(DeviceState state, World world)
    {
        if (state.Job is { } job)
        {
            var release = world.Release(job.Release);
            var target = release.TargetFor(state.Platform, state.Os.Build);
            return new(
                job.Release, $"{target?.Version ?? state.Os.Version} ({release.Letter})", target?.Build.Text ?? "",
                job.Source, job.Attempt - 1 + job.GateTries);
        }

        return UpdateOf(state.Phase) is { } update
            ? new(update.Version, update.Version, update.OsBuild, update.Source, update.Attempt - 1 + update.GateTries)
            : null;
    }

    private static UpdateJob? UpdateOf(DevicePhase phase) => phase switch
    {
        DevicePhase.FetchingUpdate p => p.Job,
        DevicePhase.UpdateReady p => p.Job,
        DevicePhase.AwaitingBootTicket p => p.Job,
        DevicePhase.Updating p => p.Job,
        DevicePhase.FallingBack p => p.Job,
        DevicePhase.BootLooping p => p.Job,
        DevicePhase.AwaitingHands p => UpdateOf(p.Restart),
        _ => null,
    };

    private static string ReasonOf(OfferSource source) => source switch
    {
        OfferSource.Management => "declaration",
        OfferSource.Automatic => "auto-update",
        _ => "system-settings",
    };

    private static string FamilyOf(Platform platform) => platform switch
    {
        Platform.IPhone => "iOS",
        Platform.IPad => "iPadOS",
        _ => "macOS",
    };

    private static string ModelFamilyOf(Platform platform) => platform switch
    {
        Platform.IPhone => "iPhone",
        Platform.IPad => "iPad",
        _ => "Mac",
    };

    private sealed record Pending(string Release, string Version, string Build, OfferSource Source, int Failures);
}
