using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Booting;

/// <summary>The step at which chance lets a boot fail.</summary>
/// <param name="Damage">Determines the bit that was flipped in the bytes that the step reads.</param>
/// <param name="Stored">The damaged file, when a stored file of the response is; else null.</param>
public sealed record BootTrouble(BootStep Step, ulong Damage, StoredFile? Stored);

/// <summary>
/// One boot of a device: when each step ends, and which one fails. The steps up to user space take equal parts of the
/// restart's duration, which is assumed. They have moments of their own, and no wake: the device is woken when a step
/// fails, and when all are done.
/// </summary>
public readonly struct BootCourse(World world, DeviceState state, DevicePhase.Restarting phase)
{
    /// <summary>The steps that take time: all but the unlock.</summary>
    private const int Parts = 7;

    /// <summary>The response that runs after the boot, when no step fails; null for none.</summary>
    public string? Response => phase switch
    {
        DevicePhase.Starting p => p.Job.Release,
        DevicePhase.Returning p => EarlierOf(state, p.Releases),
        DevicePhase.FallingBack => state.Active?.Release,
        _ => null,
    };

    public BootedContent Content => phase switch
    {
        DevicePhase.Updating => BootedContent.Update,
        DevicePhase.Starting => BootedContent.Response,
        DevicePhase.Returning when Response is not null => BootedContent.Response,
        _ => BootedContent.Base,
    };

    /// <summary>When the boot goes on with a wake: at the step that fails, or when all are done.</summary>
    public VirtualTime Due => world.Faults.Boot.IsNone || phase is DevicePhase.Updating || Trouble is not { } trouble
        ? phase.Up
        : EndOf(trouble.Step);

    /// <summary>The first step that chance lets fail; null when none fails in this way.</summary>
    public BootTrouble? Trouble
    {
        get
        {
            var faults = world.Faults.Boot;
            if (faults.IsNone)
                return null;
            var steps = BootSteps.Of(state.Platform, state.Traits.FileVault);
            var from = phase.Repaired is { } repaired ? steps.IndexOf(repaired) + 1 : 0;
            var dice = state.Traits.Dice;
            for (var i = from; i < steps.Length; i++)
            {
                if (!Takes(steps[i]))
                    continue;
                if (DamagedFile is { } file && StepThatReads(file) == steps[i])
                    return new(steps[i], Damage(steps[i]), file);
                var (chance, purpose) = BootSteps.ChanceOf(steps[i], faults);
                if (chance > 0 && dice.Chance(chance, purpose, Draw))
                    return new(steps[i], Damage(steps[i]), null);
            }

            return null;
        }
    }

    /// <summary>When a step ends. User space is up at the end of the restart.</summary>
    public VirtualTime EndOf(BootStep step)
    {
        var place = BootSteps.Of(state.Platform, state.Traits.FileVault).IndexOf(step);
        if (phase.UnlockedAt is not { } unlocked)
            return phase.Begun + Part(phase.Up - phase.Begun, place + 1, Parts);

        // Before the unlock there is one step; the unlock itself takes no time of the device.
        return place < 1
            ? phase.Begun + Part(Duration, 1, Parts)
            : unlocked + Part(phase.Up - unlocked, place - 1, Parts - 1);
    }

    /// <summary>
    /// The boot with the moment at which its person unlocks the Data volume, where that comes before the kernel: the
    /// rest of the boot waits for it.
    /// </summary>
    /// <remarks>
    /// A software update is started by a person who enters the password, or by macOS with a key that it keeps for one
    /// restart; so it does not wait.
    /// </remarks>
    internal DevicePhase.Restarting Waiting(DailyLife life)
    {
        if (!BootSteps.UnlocksBeforeKernel(state.Platform, state.Traits.FileVault))
            return phase;
        var first = Part(Duration, 1, Parts);
        var asked = phase.Begun + first;
        var unlocked = phase is DevicePhase.Updating || phase.Repaired == BootStep.DataUnlock
            ? asked
            : life.WhenUnlocked(asked);
        return phase with { UnlockedAt = unlocked, Up = unlocked + (Duration - first) };
    }

    /// <summary>What the steps take together, without waiting for a person.</summary>
    internal TimeSpan Duration => phase.UnlockedAt is { } unlocked
        ? Part(phase.Up - unlocked, Parts, Parts - 1)
        : phase.Up - phase.Begun;

    /// <summary>The earlier response that runs when releases are removed; null when the base does.</summary>
    internal static string? EarlierOf(DeviceState state, ImmutableArray<string> removed)
    {
        for (var i = state.Applied.Length - 1; i >= 0; i--)
        {
            if (!removed.Contains(state.Applied[i].Release))
                return state.Applied[i].Release;
        }

        return null;
    }

    /// <summary>The second in which the boot began: it tells the boots of a device apart.</summary>
    private int Draw => DrawAt(phase.Begun);

    internal static int DrawAt(VirtualTime at) => unchecked((int)(at.Milliseconds / 1000));

    /// <summary>The file of the response that is damaged on the storage; null for none.</summary>
    private StoredFile? DamagedFile => Content == BootedContent.Response
        && world.Faults.Boot.StoredFileDamaged is > 0 and var chance
        && state.Traits.Dice.Chance(chance, Purpose.StoredFileDamaged, unchecked(Draw << 3))
            ? state.Traits.Dice.Chance(0.5, Purpose.StoredFile, unchecked(Draw << 3))
                ? StoredFile.Image
                : StoredFile.Ticket
            : null;

    private static BootStep StepThatReads(StoredFile file) =>
        file == StoredFile.Ticket ? BootStep.CryptexTicket : BootStep.CryptexGraft;

    /// <summary>Whether the step is part of this boot's restart.</summary>
    private bool Takes(BootStep step) => step switch
    {
        BootStep.CryptexTicket => Response is not null,
        BootStep.CryptexGraft => state.Platform.HasCryptexes(Version),
        BootStep.DataUnlock => phase.UnlockedAt is not null && phase is not DevicePhase.Updating,
        _ => true,
    };

    private string Version => phase is DevicePhase.Updating p
        ? world.BootOf(state.Platform, p.Job.OsBuild).OsVersion
        : state.Os.Version;

    private ulong Damage(BootStep step) =>
        state.Traits.Dice.Bits(Purpose.DamagedBit, unchecked(Draw * 16 + (int)step)).Low;

    private static TimeSpan Part(TimeSpan whole, int parts, int of) =>
        TimeSpan.FromMilliseconds((long)whole.TotalMilliseconds * parts / of);
}
