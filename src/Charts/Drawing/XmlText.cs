using System.Globalization;
using System.Text;
using System.Xml;

namespace RsrActors.Charts.Drawing;

/// <summary>Texts and numbers in SVG and HTML.</summary>
public static class XmlText
{
    /// <summary>
    /// A text, quoted for the content of an element and for an attribute. A character that XML does not allow, such as
    /// a control character, becomes U+FFFD.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                quoted.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => quoted.Append("&amp;"),
                '<' => quoted.Append("&lt;"),
                '>' => quoted.Append("&gt;"),
                '"' => quoted.Append("&quot;"),
                '\'' => quoted.Append("&#39;"),
                _ => quoted.Append(XmlConvert.IsXmlChar(c) ? c : '\uFFFD'),
            };
        }

        return quoted.ToString();
    }

    /// <summary>A coordinate with one decimal at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no finite number.</exception>
    public static string Of(double coordinate)
    {
        if (!double.IsFinite(coordinate))
            throw new ArgumentOutOfRangeException(nameof(coordinate), coordinate, "A coordinate is a finite number.");
        var text = coordinate.ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
