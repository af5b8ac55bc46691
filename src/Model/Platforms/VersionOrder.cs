using System.Globalization;
using System.Text.RegularExpressions;

namespace RsrActors.Model.Platforms;

/// <summary>
/// Versions of an operating system, <c>16.5.1</c>: two to four numbers, ordered number by number. A number that is left
/// out counts as 0.
/// </summary>
public static partial class VersionOrder
{
    public static bool IsVersion(string text) => Pattern().IsMatch(text);

    /// <summary>Negative when the left version is lower, 0 when both are the same version.</summary>
    public static int Compare(string left, string right)
    {
        var (lefts, rights) = (Numbers(left), Numbers(right));
        return Enumerable.Range(0, lefts.Length)
            .Select(i => lefts[i].CompareTo(rights[i]))
            .FirstOrDefault(order => order != 0);
    }

    /// <summary>The first number of a version.</summary>
    public static int MajorOf(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var major = 0;
        for (var i = 0; i < version.Length && char.IsAsciiDigit(version[i]); i++)
            major = 10 * major + (version[i] - '0');
        return major;
    }

    private static int[] Numbers(string version)
    {
        var numbers = new int[4];
        var parts = version.Split('.');
        for (var i = 0; i < parts.Length; i++)
            numbers[i] = int.Parse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture);
        return numbers;
    }

    [GeneratedRegex(@"^[0-9]{1,4}(\.[0-9]{1,4}){1,3}\z")]
    private static partial Regex Pattern();
}
