using System.Globalization;

namespace RsrActors.Model.Platforms;

/// <summary>
/// Releases of a Linux kernel, <c>5.14.0-362.8.1.el9</c>: numbers and words, ordered number by number.
/// </summary>
public static class KernelRelease
{
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && char.IsAsciiDigit(text[0])
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
    }

    /// <summary>Negative when the left release is lower, 0 when both have the same numbers.</summary>
    public static int Compare(string left, string right)
    {
        var (lefts, rights) = (Numbers(left), Numbers(right));
        for (var i = 0; i < Math.Max(lefts.Length, rights.Length); i++)
        {
            var order = (i < lefts.Length ? lefts[i] : 0).CompareTo(i < rights.Length ? rights[i] : 0);
            if (order != 0)
                return order;
        }

        return 0;
    }

    private static long[] Numbers(string release) =>
    [
        .. release.Split('.', '-', '_')
            .Where(static part => part.Length is > 0 and <= 18 && part.All(char.IsAsciiDigit))
            .Select(static part => long.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture)),
    ];
}
