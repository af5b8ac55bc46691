using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Reports.Exposure;

/// <summary>One device at a moment, as <c>rsr devices</c> writes it.</summary>
public sealed record DeviceRow
{
    /// <summary>The columns of CSV and the keys of JSON, in their order.</summary>
    public static readonly FieldsOf<DeviceRow> Fields = new(static form => form
        .Text("device", static row => row.State.Id.ToString())
        .Text("platform", static row => row.State.Platform.Name)
        .Text("model", static row => row.State.Traits.Model.Name)
        .TextOrNull("ring", static row => row.Ring)
        .Text("osVersion", static row => row.State.Os.Version)
        .Text("osBuild", static row => row.State.Os.Build)
        .Text("runningBuild", static row => row.RunningBuild)
        .Word("state", static row => row.Standing)
        .TextOrNull("active", static row => row.State.Active?.Release)
        .Instant("activatedAt", static row => row.State.Active?.ActivatedAt)
        .TextOrNull("staged", static row => row.Staged)
        .TextOrNull("incoming", static row => row.State.Incoming)
        .TextOrNull("newest", static row => row.Protection.Newest)
        .Flag("protected", static row => row.IsProtected)
        .TextOrNull("protectedBy", static row => row.ProtectedBy)
        .TextOrNull("exposedBy", static row => row.ExposedBy)
        .Flag("browserProtected", static row => row.IsProtected || row.Protection.InSafari)
        .Flag("managed", static row => row.State.Managed is not null)
        .FlagOrNull("allowInstallation", static row => row.State.Managed?.AllowInstallation)
        .FlagOrNull("allowRemoval", static row => row.State.Managed?.AllowRemoval)
        .Flag("sharesAnalytics", static row => row.State.SharesAnalytics)
        .Flag("automaticUpdates", static row => row.State.Traits.AutomaticUpdates)
        .Flag("lockdownMode", static row => row.State.Traits.LockdownMode)
        .Instant("enrolledAt", static row => row.EnrolledAt)
        .Instant("lastEventAt", static row => row.LastEventAt)
        .Number("events", static row => row.State.Seq));

    public required DeviceState State { get; init; }

    /// <summary>Null in a fleet without rings.</summary>
    public required string? Ring { get; init; }

    public required DeviceStanding Standing { get; init; }

    public required string RunningBuild { get; init; }

    public required DeviceProtection Protection { get; init; }

    /// <summary>Null before it is enrolled.</summary>
    public required VirtualTime? EnrolledAt { get; init; }

    public required VirtualTime? LastEventAt { get; init; }

    public bool IsProtected => Protection.By is not null;

    public string? ProtectedBy => Protection.By is { } source ? Model.Words.Of(source) : null;

    public string? ExposedBy => Protection.Why is { } reason ? Model.Words.Of(reason) : null;

    /// <summary>The response that waits for the restart.</summary>
    public string? Staged => State.Phase is DevicePhase.Staged staged ? staged.Job.Release : null;
}
