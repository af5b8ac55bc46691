using System.Globalization;

namespace RsrActors.Charts.Drawing;

/// <summary>
/// How wide a text is. No font is read: widths are those of a wide one, so that a label is never cut.
/// </summary>
internal static class LabelText
{
    /// <summary>The height of all text, in pixels.</summary>
    public const int Size = 12;

    private const double Narrow = 0.36;
    private const double Usual = 0.62;
    private const double Wide = 0.92;

    /// <summary>In pixels, at most.</summary>
    public static double Width(string text) => Size * text.Sum(c => c switch
    {
        'i' or 'j' or 'l' or 't' or 'f' or 'r' or '.' or ',' or ':' or ' ' or '|' or '(' or ')' or '-' or '/' => Narrow,
        'm' or 'w' or 'M' or 'W' or '%' or '@' => Wide,
        > '\u02ff' => Wide,
        _ => Usual,
    });

    /// <summary>As much of a text as fits, with an ellipsis where it is cut.</summary>
    public static string Fit(string text, double width)
    {
        if (Width(text) <= width)
            return text;
        var whole = StringInfo.ParseCombiningCharacters(text);
        for (var count = whole.Length - 1; count > 0; count--)
        {
            var cut = text[..whole[count]].TrimEnd() + "…";
            if (Width(cut) <= width)
                return cut;
        }

        return "…";
    }
}
