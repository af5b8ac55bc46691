using System.Globalization;
using System.Text.RegularExpressions;

namespace RsrActors.Model.Platforms;

/// <summary>
/// A build of an operating system: <c>20F75</c>, a base; <c>20F770750b</c>, a response to it. A response's build
/// consists of the base's major and train, <c>77</c>, the base's number as three digits modulo 1000, <c>0</c>, and a
/// letter of its own, which is not the letter of the response's name. (The rule is derived from every public response,
/// 2022 to 2026; the seed builds of 2022 and 2023 keep four digits.)
/// </summary>
public sealed partial record BuildNumber
{
    private const int ResponseMark = 77;

    private BuildNumber(string text, int major, char train, int number, int ordering, char? letter) =>
        (Text, Major, Train, Number, Ordering, Letter) = (text, major, train, number, ordering, letter);

    /// <summary>A release of a Linux kernel, which has none of the parts of a build of Apple's.</summary>
    public static BuildNumber OfKernel(string release) => new(release, 0, ' ', 0, 0, null);

    public string Text { get; }

    /// <summary>20 in <c>20F75</c>.</summary>
    public int Major { get; }

    /// <summary>F in <c>20F75</c>.</summary>
    public char Train { get; }

    /// <summary>The base's number: 75 in <c>20F75</c> and in <c>20F770750b</c>.</summary>
    public int Number { get; }

    /// <summary>The base's number as in builds of responses and in restore versions: 133 for 23D8133.</summary>
    private int Ordering { get; }

    /// <summary>The response's own letter; null for a base. The letter of a base's seed build does not count.</summary>
    public char? Letter { get; }

    public bool IsResponse => Letter is not null;

    /// <summary>Reads a base build; null when the text is not one.</summary>
    public static BuildNumber? ParseBase(string text)
    {
        var match = BasePattern().Match(text);
        return match.Success
            ? new(text, Int(match, 1), match.Groups[2].ValueSpan[0], Int(match, 3), Int(match, 3) % 1000, null)
            : null;
    }

    /// <summary>Reads the build of a response to the given base; null when it does not follow the rule.</summary>
    public static BuildNumber? ParseResponse(string text, BuildNumber @base)
    {
        ArgumentNullException.ThrowIfNull(@base);
        foreach (var ordering in (int[])[@base.Number % 1000, @base.Number])
        {
            var stem = $"{@base.Major}{@base.Train}{ResponseMark}{ordering:D3}0";
            if (text.Length == stem.Length + 1 && text.StartsWith(stem, StringComparison.Ordinal)
                && char.IsAsciiLetterLower(text[^1]))
                return new(text, @base.Major, @base.Train, @base.Number, ordering, text[^1]);
        }

        return null;
    }

    /// <summary>
    /// The version by which the signing service and the catalogue order builds, <c>20.6.75.77.2,0</c>: major, train (A
    /// = 1), and the base's number as in the response's build; then 77 and the letter's number (a = 1) for a response,
    /// 0 and 0 for a base.
    /// </summary>
    public RestoreVersion RestoreVersion => Letter is { } letter
        ? new(Major, Train - 'A' + 1, Ordering, ResponseMark, letter - 'a' + 1)
        : new(Major, Train - 'A' + 1, Ordering, 0, 0);

    public override string ToString() => Text;

    private static int Int(Match match, int group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^([1-9][0-9])([A-Z])([1-9][0-9]{0,3})[a-z]?\\z")]
    private static partial Regex BasePattern();
}

/// <summary>
/// The order of builds, component by component. A response is above its base, and a later letter above an earlier one.
/// </summary>
public readonly record struct RestoreVersion(int Major, int Train, int Number, int Mark, int Letter)
    : IComparable<RestoreVersion>
{
    public int CompareTo(RestoreVersion other) =>
        (Major, Train, Number, Mark, Letter).CompareTo(
            (other.Major, other.Train, other.Number, other.Mark, other.Letter));

    public static bool operator <(RestoreVersion left, RestoreVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(RestoreVersion left, RestoreVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(RestoreVersion left, RestoreVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RestoreVersion left, RestoreVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Major}.{Train}.{Number}.{Mark}.{Letter},0";
}
