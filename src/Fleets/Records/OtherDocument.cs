using System.Text;
using System.Text.RegularExpressions;

namespace RsrActors.Fleets.Records;

/// <summary>
/// Recognises files that another command reads, so that a message can name the file and the command: configuration
/// profiles, declarations, feeds of what Apple publishes, scenarios and experiments.
/// </summary>
internal static partial class OtherDocument
{
    private static readonly char[] ByteOrderMarks = ['\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE'];

    /// <summary>What a file is, and the command that reads it; null when it is none of these.</summary>
    /// <param name="head">The first bytes, in UTF-8 or UTF-16, with or without a byte order mark.</param>
    public static string? NameOf(ReadOnlySpan<byte> head)
    {
        // A signed profile has the property list in a container of binary data.
        var text = Encoding.Latin1.GetString(head).Replace("\0", "", StringComparison.Ordinal)
            .TrimStart(ByteOrderMarks);
        if (text.StartsWith("bplist0", StringComparison.Ordinal) || text.Contains("<plist", StringComparison.Ordinal)
            || text.Contains("<!DOCTYPE plist", StringComparison.Ordinal))
            return "a configuration profile or another property list, which 'rsr profile check' reads";
        if (Declaration().IsMatch(text))
            return "a declaration of device management, which 'rsr profile check' reads";
        if (PublishedList().IsMatch(text))
            return "a list of what Apple publishes (pmv), which 'rsr catalogue import' reads";
        if (SofaFeed().IsMatch(text))
            return "a feed of SOFA, which 'rsr catalogue import' reads";
        if (Experiment().IsMatch(text))
            return "an experiment, which 'rsr experiment run' reads";
        return Scenario().IsMatch(text) ? "a scenario, which 'rsr run' reads" : null;
    }

    [GeneratedRegex("""^\W*[\[{][\s\S]*"Type"\s*:\s*"com\.apple\.(?:configuration|activation|asset|management)\.""")]
    private static partial Regex Declaration();

    [GeneratedRegex(
        """^\W*\{\s*"(?:Public)?(?:AssetSets|RapidSecurityResponses|BackgroundSecurityImprovements)"\s*:""")]
    private static partial Regex PublishedList();

    [GeneratedRegex("""^\W*\{[\s\S]*"OSVersions"\s*:\s*\[""")]
    private static partial Regex SofaFeed();

    // Keys within the devices of an inventory in JSON may have such names; the first key of all has not.
    [GeneratedRegex(
        """
        \A\W*\{\s*"?experiment"?\s*[.:={]|\A(?!\W*[\[{])[\s\S]*^[ \t]*experiment[ \t]*[.:={]
        """, RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Experiment();

    [GeneratedRegex(
        """
        \A\W*\{\s*"?(?:scenario|releases|rollout)"?\s*[.:={]
        |\A(?!\W*[\[{])[\s\S]*^[ \t]*
        (?:(?:scenario|fleet|releases|rollout|publications|updates|script)[ \t]*[.:={]|include[ \t]+["(])
        """, RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Scenario();
}
