using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace RsrActors.Fleets.Records;

/// <summary>
/// The columns by which a device or a person is known: serial numbers, device names, users, e-mail, UDIDs, addresses,
/// and what else tools have (Fleet, Jamf Pro, Kandji, osquery, status reports). An inventory keeps none of them.
/// </summary>
internal static class PersonalColumns
{
    private static readonly string[] Parts = ["serial", "email", "udid", "uuid", "username", "address", "phonenumber"];

    // A column "user group" is a group, a column "primary user" is a person.
    private static readonly string[] Ends = ["user", "computername", "devicename", "hostname", "fullname"];

    private static readonly FrozenSet<string> Known = new[]
    {
        "computer name", "device name", "display name", "general.name", "hostname", "host name", "local hostname",
        "name", "seriennummer", "gerätename", "device_id", "asset tag", "imei", "meid", "bar code", "user", "user.name",
        "full name", "real name", "realname", "userAndLocation.realname", "assigned user", "owner", "benutzer",
        "mail", "adresse", "managed apple id", "apple id", "phone", "userAndLocation.phone",
        "primary_ip", "primary_mac", "public_ip", "last ip", "last reported ip", "general.lastReportedIp",
        "device_mapping", "display_text",
    }.Select(Synonyms.Key).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a column is known to name a device or a person.</summary>
    public static bool Has(string column)
    {
        var key = Synonyms.Key(column);
        return Known.Contains(key) || Parts.Any(part => key.Contains(part, StringComparison.Ordinal))
            || Ends.Any(end => key.EndsWith(end, StringComparison.Ordinal));
    }

    /// <summary>Whether a column may be given a meaning; the values of serial and name are never kept.</summary>
    public static bool Allows(string column, Meaning? meaning) =>
        meaning is null or Meaning.Serial or Meaning.Name
        || (meaning is Meaning.Platform && Synonyms.Key(column) == "name") // osquery: that of the operating system.
        || !Has(column);
}

/// <summary>How a message shows a value of a file: one that may name a device or a person is not repeated.</summary>
internal static partial class ShownText
{
    private const int Longest = 40;

    /// <summary>The value in quotes, or what it is.</summary>
    public static string Of(ReadOnlySpan<char> text) =>
        Hidden(text) ?? (text.Length > Longest ? $"'{text[..Longest]}…'" : $"'{text}'");

    /// <summary>What stands in the place of a value that must not be repeated; null for another one.</summary>
    public static string? Hidden(ReadOnlySpan<char> text) =>
        HasAt(text) ? "a value with @" : PersonalForm().IsMatch(text) ? Personal : null;

    public const string Personal = "a value that may name a person";

    /// <summary>Whether a text has the character of an address, also in its forms of other scripts.</summary>
    public static bool HasAt(ReadOnlySpan<char> text) => text.ContainsAny('@', '\uFF20', '\uFE6B');

    /// <summary>Serial numbers, UDIDs, UUIDs, IMEIs, telephone numbers, addresses of IP and of interfaces.</summary>
    [GeneratedRegex(
        @"^(?:(?=.*[A-Z])(?=.*\d)[A-Z0-9]{8,14}|[A-Z]{10,12}|[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{16,27}|[0-9A-Fa-f]{40}"
        + @"|\d{9,16}|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2})\z")]
    private static partial Regex PersonalForm();
}
