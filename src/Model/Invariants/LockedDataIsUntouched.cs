using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Invariants;

/// <summary>
/// A locked Data volume is neither read nor written: no crash is noted, no totals are sent, no list is stored, nothing
/// is installed on it, no files are removed, and no person removes a response, between a restart and the unlock.
/// </summary>
public sealed class LockedDataIsUntouched : DeviceInvariant
{
    public override string Rule => "A locked Data volume is neither read nor written.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world)
    {
        if (WhatIsTouched(happened.Event, world) is not { } what || (before.UpAt is null && !before.Down))
            return null;
        var traits = world.TraitsOf(happened.Entity.Number);
        return traits.LocksData && !before.DataUnlocked && IsLocked(before, traits, happened.At, world)
            ? $"{what} at {happened.At}, and the Data volume was locked."
            : null;
    }

    /// <summary>Where unlocks are no events, the moment follows from the person's day.</summary>
    private static bool IsLocked(DeviceFacts before, Traits traits, VirtualTime at, World world) =>
        before.Down || before.UpAt is not { } up || Records(world)
        || at < world.LifeOf(traits).WhenUnlocked(up.Next());

    /// <summary>Whether unlocks are events.</summary>
    private static bool Records(World world) =>
        world.Fleet.FileVault > 0 || world.Faults.Boot.DataUnlockFailed > 0;

    private static string? WhatIsTouched(IEvent happened, World world) => happened switch
    {
        ApplicationCrashed => "A crash was noted",
        CrashTotalsReported => "Totals were read",
        RemovalRecommended => "The crash diary was read",
        AffectedApplicationsFetched => "A list was stored",
        RemovalStarted { Cause: RemovalCause.User } when Records(world) => "A person opened Settings",
        PersonalFilesRemoved => "Files were removed",
        SecurityDataInstalled => "Security data was installed",
        SafariPackageInstalled => "A Safari package was installed",
        _ => null,
    };
}
