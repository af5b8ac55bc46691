
namespace RsrActors.Host.Views;

/// <summary>Everything about one device at a moment. Moments are text as 2023-07-10T17:00:45.250Z.</summary>
internal sealed record DeviceView
{
    /// <summary>Its name, as device-0000042.</summary>
    public required string Device { get; init; }

    /// <summary>The moment to which the answer applies.</summary>
    public required string At { get; init; }

    /// <summary>The product type, as iPhone14,5.</summary>
    public required string Model { get; init; }

    public required string Platform { get; init; }

    /// <summary>It has no battery.</summary>
    public required bool Desktop { get; init; }

    /// <summary>The ring to which it belongs; null in a fleet without rings.</summary>
    public required string? Ring { get; init; }

    /// <summary>The group of the scenario to which it belongs; null for none.</summary>
    public required string? Group { get; init; }

    /// <summary>Its label in the scenario, or its group in the inventory; null for none.</summary>
    public required string? Label { get; init; }

    /// <summary>The chip's number in hexadecimal digits, as 0x8110.</summary>
    public required string ChipId { get; init; }

    /// <summary>The device's own number of its chip, in hexadecimal digits.</summary>
    public required string Ecid { get; init; }

    /// <summary>The version of its base.</summary>
    public required string OsVersion { get; init; }

    public required string BaseBuild { get; init; }

    public required string RunningBuild { get; init; }

    /// <summary>The response that is active; null for none.</summary>
    public required string? Active { get; init; }

    /// <summary>Whether it has the fixes of the newest response.</summary>
    public required bool Protected { get; init; }

    /// <summary>Whether Safari has them.</summary>
    public required bool BrowserProtected { get; init; }

    public required IEnumerable<VulnerabilityView> Vulnerabilities { get; init; }

    /// <summary>What it is doing, in a word.</summary>
    public required string State { get; init; }

    /// <summary>What it is doing, in a sentence without its subject.</summary>
    public required string Doing { get; init; }

    /// <summary>When it continues; null when it waits for a message.</summary>
    public required string? NextDue { get; init; }

    public required IEnumerable<AppliedResponseView> Applied { get; init; }

    /// <summary>Responses that are kept on the device and not active.</summary>
    public required IEnumerable<KeptResponseView> Kept { get; init; }

    /// <summary>What was updated in the background.</summary>
    public required IEnumerable<BackgroundContentView> Background { get; init; }

    /// <summary>Releases that it does not take up.</summary>
    public required IEnumerable<BarredReleaseView> Barred { get; init; }

    /// <summary>How often the boot nonce was rolled.</summary>
    public required int NonceGeneration { get; init; }

    /// <summary>The boot nonce's digest, in hexadecimal digits.</summary>
    public required string Nonce { get; init; }

    public required bool AutomaticUpdates { get; init; }

    public required bool AutomaticSoftwareUpdates { get; init; }

    /// <summary>Its person looks for updates.</summary>
    public required bool Seeker { get; init; }

    /// <summary>How its person restarts it.</summary>
    public required string Restarts { get; init; }

    public required bool SharesAnalytics { get; init; }

    public required bool Managed { get; init; }

    /// <summary>Whether management allows to install responses; null without management.</summary>
    public required bool? AllowInstallation { get; init; }

    /// <summary>Whether management allows its person to remove responses; null without management.</summary>
    public required bool? AllowRemoval { get; init; }

    public required bool LockdownMode { get; init; }

    /// <summary>Its time of day, as 16:17.</summary>
    public required string LocalTime { get; init; }

    public required bool InUse { get; init; }

    /// <summary>0 to 100; null without a battery.</summary>
    public required int? BatteryPercent { get; init; }

    /// <summary>Null without a battery.</summary>
    public required bool? Charging { get; init; }

    /// <summary>Until when a command keeps it off its charger; null when none does.</summary>
    public required string? UnpluggedUntil { get; init; }

    /// <summary>Its storage, in bytes.</summary>
    public required StorageView Bytes { get; init; }

    /// <summary>The noted crashes, the oldest first.</summary>
    public required IEnumerable<NotedCrashView> Crashes { get; init; }

    /// <summary>The number of its events.</summary>
    public required int Events { get; init; }
}

/// <param name="Exposure">exposed, partly, or protected.</param>
internal sealed record VulnerabilityView(string Id, string Exposure);

/// <param name="NonceGeneration">The generation of the boot nonce to which its ticket belongs.</param>
internal sealed record AppliedResponseView(string Release, string ActivatedAt, int NonceGeneration);

/// <param name="Reusable">Whether its ticket is still valid.</param>
internal sealed record KeptResponseView(string Release, bool Reusable);

internal sealed record BackgroundContentView(string Mechanism, string Id);

/// <param name="ForGood">Its person removed it.</param>
/// <param name="Until">Null for good, and when it ends with a change of the catalogue.</param>
internal sealed record BarredReleaseView(string Release, string Since, bool ForGood, string? Until);

/// <summary>Sizes in bytes.</summary>
internal sealed record StorageView
{
    public required long Capacity { get; init; }

    public required long System { get; init; }

    public required long Data { get; init; }

    public required long Preboot { get; init; }

    public required long Free { get; init; }
}

/// <param name="Release">The response under which it crashed; null on the base.</param>
internal sealed record NotedCrashView(string Application, string At, string? Release);
