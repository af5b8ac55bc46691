using System.Collections.Immutable;

namespace RsrActors.Fleets.Records;

/// <summary>
/// The names that tools give their columns and keys, the best first. They are compared without case, blanks, dots and
/// underscores, so that <c>Operating System Version</c>, <c>operatingSystem.version</c> and
/// <c>operating_system_version</c> are one name. (Fleet: its host report and REST API. Jamf Pro: display fields and
/// API. Kandji: devices API. osquery: the tables os_version and system_info. Apple: device management status reports.)
/// </summary>
internal static class Synonyms
{
    private static readonly ImmutableArray<(Meaning Meaning, string[] Names)> Common =
    [
        (Meaning.Platform, ["platform", "device_platform", "device type", "family", "device.operating-system.family"]),
        (Meaning.Model,
        [
            "hardware_model", "model identifier", "device.model.identifier", "model_identifier", "modelIdentifier",
            "product type", "ProductType", "hardware.modelIdentifier", "general.model", "model", "hardware.model",
            "model name", "marketing name", "modelName",
        ]),
        (Meaning.Architecture,
        [
            "arch", "cpu_type", "architecture type", "processor architecture", "hardware.processorArchitecture",
        ]),
        (Meaning.Version,
        [
            "os_version", "operating system version", "os version", "operatingSystemVersion", "ProductVersion",
            "osVersion", "device.operating-system.version", "product version", "version", "os",
        ]),
        (Meaning.Letter,
        [
            "extra", "rapid_security_response", "os rapid security response", "operatingSystemRapidSecurityResponse",
            "operatingSystem.rapidSecurityResponse", "operating system rapid security response",
            "osRapidSecurityResponse", "supplemental_os_version_extra", "ProductVersionExtra",
            "SupplementalOSVersionExtra", "device.operating-system.supplemental.extra-version", "rsr_version", "letter",
        ]),
        (Meaning.Build,
        [
            "operatingSystemBuild", "operating system build", "operatingSystem.build", "os build", "osBuild",
            "BuildVersion", "device.operating-system.build-version", "build", "supplemental_build_version",
        ]),
        (Meaning.LastSeen,
        [
            "seen_time", "last check-in", "last_check_in", "last inventory update", "general.lastContactTime",
            "lastContactTime", "lastReportDate", "last contact", "last seen", "last_seen", "lastInventoryUpdateDate",
        ]),
        (Meaning.Group,
        [
            "group", "team_name", "blueprint_name", "department", "site", "userAndLocation.department",
            "general.site.name",
        ]),
        (Meaning.Ring, ["ring", "update ring", "patch ring"]),
        (Meaning.Serial,
        [
            "hardware_serial", "serial number", "serial_number", "serialNumber", "hardware.serialNumber",
            "device.identifier.serial-number", "serial",
        ]),
        (Meaning.Name,
        [
            "computer name", "device_name", "display name", "computer_name", "displayName", "general.name", "hostname",
            "name",
        ]),
        (Meaning.Removed, ["is_removed"]),
        (Meaning.Devices, ["devices", "count", "number of devices"]),
        (Meaning.DaysSilent, ["days-silent"]),
        (Meaning.Chip, ["chip"]),
        (Meaning.Form, ["form"]),
    ];

    /// <summary>In osquery's table os_version, <c>name</c> is that of the operating system.</summary>
    private static readonly ImmutableArray<(Meaning Meaning, string[] Names)> OfOsquery =
    [
        .. Common.Select(one => one.Meaning == Meaning.Name
            ? (Meaning.Name, [.. one.Names.Where(name => name != "name")])
            : one.Meaning == Meaning.Platform ? (Meaning.Platform, ["platform", "platform_like", "name"]) : one),
    ];

    public static ImmutableArray<(Meaning Meaning, string[] Names)> Of(InventorySource source) =>
        source == InventorySource.Osquery ? OfOsquery : Common;

    /// <summary>A name without what tools spell differently.</summary>
    public static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Which tool uses such columns or keys.</summary>
    public static InventorySource Detect(IEnumerable<string> columns)
    {
        var keys = columns.Select(Key).ToHashSet(StringComparer.Ordinal);
        if (Has("platform", "model", "version", "devices") || Has("platform", "model", "version", "count"))
            return InventorySource.Own;
        if (Has("blueprintname") || Has("supplementalosversionextra") || Has("deviceid", "lastcheckin", "osversion"))
            return InventorySource.Kandji;
        if (Has("osqueryversion") || Has("hardwareserial", "osversion") || Has("teamname", "osversion"))
            return InventorySource.Fleet;
        if (Has("operatingsystemversion") || Has("jssmobiledeviceid") || Has("jsscomputerid")
            || Has("osrapidsecurityresponse") || Has("lastinventoryupdate"))
            return InventorySource.Jamf;
        return Has("platformlike") || Has("codename", "version") || (Has("name", "version", "build"))
            ? InventorySource.Osquery
            : InventorySource.Csv;

        bool Has(params string[] names) => names.All(keys.Contains);
    }
}
