using System.Collections.Immutable;

namespace RsrActors.Profiles.Reading;

/// <summary>Why a device ignores a part of a profile.</summary>
public enum FindingKind
{
    /// <summary>The key is not one of its payload type.</summary>
    UnknownKey,

    /// <summary>The key belongs to another payload type.</summary>
    OtherPayload,

    /// <summary>The value is not one that the key may have.</summary>
    WrongValue,

    /// <summary>A key that the payload needs is missing.</summary>
    Missing,

    /// <summary>The key is there twice; the last value holds.</summary>
    Repeated,

    /// <summary>The value is right, and another key that gives it effect is missing.</summary>
    WithoutEffect,

    /// <summary>The deadline has passed.</summary>
    Expired,

    /// <summary>The target is not offered to a device.</summary>
    NotOffered,

    /// <summary>The systems that the target is for do not know the declaration.</summary>
    TooOld,

    /// <summary>The signature does not fit, so a device refuses the whole profile.</summary>
    Signature,
}

/// <summary>One part of a profile that a device ignores.</summary>
/// <param name="Where">The line, where the format has lines, and the key.</param>
/// <param name="Why">What was found, and what is allowed.</param>
public sealed record ProfileFinding(FindingKind Kind, string Where, string Why)
{
    public override string ToString() => $"{Where}: {Why}";
}

/// <summary>A version that devices have to install (Apple: <c>softwareupdate.enforcement.specific</c>).</summary>
/// <param name="Version">Without the letter of a response: <c>26.3.1</c>.</param>
/// <param name="Letter">As in <c>26.3.1 (a)</c>; null without one.</param>
/// <param name="Build">Empty when the declaration has none.</param>
/// <param name="LocalDeadline">By the clock of each device; its <see cref="DateTime.Kind"/> is unspecified.</param>
/// <param name="Where">The key of the declaration, for messages.</param>
public sealed record EnforcedVersion(string Version, char? Letter, string Build, DateTime LocalDeadline, string Where)
{
    /// <summary>The deadline as orders have it: within a minute it is the end of that minute.</summary>
    public DateTime DeadlineToTheMinute =>
        LocalDeadline.Second == 0 ? LocalDeadline : LocalDeadline.AddSeconds(60 - LocalDeadline.Second);

    /// <summary>As people write it: <c>26.3.1 (a), build 25D771280a</c>.</summary>
    public string Name => (Letter is { } letter ? $"{Version} ({letter})" : Version)
        + (Build.Length > 0 ? $", build {Build}" : "");
}

/// <summary>What a device follows, and what the simulator does not model.</summary>
/// <param name="Value">As the file has it.</param>
/// <param name="Beyond">What would be simulated for it.</param>
public sealed record OtherSetting(string Where, string Value, string Beyond);

/// <summary>What configuration profiles or declarations say about responses and updates.</summary>
public sealed record ManagementProfile
{
    /// <summary>What files that say nothing would say.</summary>
    public static readonly ManagementProfile Empty = new();

    /// <summary>Whether responses may be installed; null when nothing is said.</summary>
    public bool? AllowsInstallation { get; init; }

    /// <summary>Whether a person may remove them; null when nothing is said.</summary>
    public bool? AllowsRemoval { get; init; }

    /// <summary>Whether people get all notifications of an enforcement; null when nothing is said.</summary>
    public bool? Notifies { get; init; }

    /// <summary>For how long software updates are not offered.</summary>
    public DeferredDays Deferrals { get; init; } = DeferredDays.None;

    public ImmutableArray<EnforcedVersion> Enforcements { get; init; } = [];

    /// <summary>What a device follows, and the simulator does not model.</summary>
    public ImmutableArray<OtherSetting> Others { get; init; } = [];

    /// <summary>Types of payloads that do not concern updates.</summary>
    public ImmutableArray<string> OtherTypes { get; init; } = [];

    /// <summary>What a device ignores.</summary>
    public ImmutableArray<ProfileFinding> Findings { get; init; } = [];

    /// <summary>Whose certificate signs the file; null when it is not signed.</summary>
    public string? Signer { get; init; }

    /// <summary>
    /// Why this machine does not trust the signer; empty when it does, and for a file that is not signed. A device has
    /// roots of its own.
    /// </summary>
    public string SignerDoubt { get; init; } = "";

    /// <summary>
    /// What a device does that has both: it allows only what both allow, and follows all enforcements. (Apple's rules
    /// for several declarations of a type.)
    /// </summary>
    public ManagementProfile And(ManagementProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            AllowsInstallation = Both(AllowsInstallation, other.AllowsInstallation),
            AllowsRemoval = Both(AllowsRemoval, other.AllowsRemoval),
            Notifies = Both(Notifies, other.Notifies),
            Deferrals = Deferrals.And(other.Deferrals),
            Enforcements = [.. Enforcements, .. other.Enforcements],
            Others = [.. Others, .. other.Others],
            OtherTypes = [.. OtherTypes.Union(other.OtherTypes)],
            Findings = [.. Findings, .. other.Findings],
            Signer = Signer ?? other.Signer,
            SignerDoubt = Signer is null ? other.SignerDoubt : SignerDoubt,
        };
    }

    private static bool? Both(bool? one, bool? other) =>
        one is null ? other : other is null ? one : one.Value && other.Value;
}
