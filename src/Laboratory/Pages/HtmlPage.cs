using System.Text;
using RsrActors.Charts.Drawing;

namespace RsrActors.Laboratory.Pages;

/// <summary>
/// Writes one page of HTML that needs nothing else: no script, no network, no font, no clock. Every text is quoted
/// here; only charts are taken as they are. The page is well-formed XML, too.
/// </summary>
internal sealed class HtmlPage
{
    /// <summary>A browser loads nothing for the page, also if a text slipped through as an element.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    private readonly StringBuilder _html = new();

    public HtmlPage(string title) => _html
        .Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"/>\n")
        .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .Append($"<title>{XmlText.Of(title)}</title>\n<style>\n{PageStyle.Css}</style>\n</head>\n<body>\n<main>\n")
        .Append($"<h1>{XmlText.Of(title)}</h1>\n");

    public void Heading(string text, string? id = null) =>
        _html.Append($"<h2{(id is null ? "" : $" id=\"{id}\"")}>{XmlText.Of(text)}</h2>\n");

    public void Subheading(string text) => _html.Append($"<h3>{XmlText.Of(text)}</h3>\n");

    public void Minor(string text) => _html.Append($"<h4>{XmlText.Of(text)}</h4>\n");

    public void Paragraph(string text) => Element("p", text);

    public void Note(string text) => _html.Append($"<p class=\"note\">{XmlText.Of(text)}</p>\n");

    /// <summary>Nothing for no item.</summary>
    public void List(IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (all.Length == 0)
            return;
        _html.Append("<ul>\n");
        foreach (var item in all)
            Element("li", item);
        _html.Append("</ul>\n");
    }

    /// <summary>Lines as they are, in a font of equal widths: a command, or a printed report.</summary>
    public void Lines(string text) => _html.Append($"<pre>{XmlText.Of(text)}</pre>\n");

    /// <summary>Terms with their meanings.</summary>
    public void Definitions(IEnumerable<(string Term, string Meaning)> terms)
    {
        _html.Append("<dl>\n");
        foreach (var (term, meaning) in terms)
        {
            Element("dt", term);
            Element("dd", meaning);
        }

        _html.Append("</dl>\n");
    }

    /// <summary>Links to headings of this page.</summary>
    public void Contents(IEnumerable<(string Id, string Text)> headings) => _html
        .Append("<nav aria-label=\"Contents\">")
        .AppendJoin(" · ", headings.Select(one => $"<a href=\"#{one.Id}\">{XmlText.Of(one.Text)}</a>"))
        .Append("</nav>\n");

    /// <summary>A table whose rows stand in groups with a heading each; an empty heading is left out.</summary>
    /// <param name="caption">What it lists.</param>
    public void Table(string caption, IReadOnlyList<HtmlColumn> columns, IEnumerable<HtmlRows> groups)
    {
        _html.Append($"<div class=\"wide\"><table><caption>{XmlText.Of(caption)}</caption>\n<thead><tr>");
        foreach (var column in columns)
            _html.Append($"<th scope=\"col\"{ClassOf(column)}>{XmlText.Of(column.Heading)}</th>");
        _html.Append("</tr></thead>\n");
        foreach (var group in groups)
        {
            _html.Append("<tbody>\n");
            if (group.Heading.Length > 0)
            {
                _html.Append($"<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{columns.Count}\">")
                    .Append($"{XmlText.Of(group.Heading)}</th></tr>\n");
            }

            foreach (var row in group.Rows)
                Row(columns, row);
            _html.Append("</tbody>\n");
        }

        _html.Append("</table></div>\n");
    }

    /// <summary>Charts side by side, as many as there is room for, with one sentence below them.</summary>
    /// <param name="charts">SVG elements.</param>
    public void Figure(string caption, params IEnumerable<string> charts)
    {
        _html.Append("<figure><div class=\"charts\">\n").AppendJoin("", charts)
            .Append($"</div><figcaption>{XmlText.Of(caption)}</figcaption></figure>\n");
    }

    /// <summary>What most readers skip: closed at first.</summary>
    public void Folded(string summary, Action content)
    {
        _html.Append($"<details><summary>{XmlText.Of(summary)}</summary>\n");
        content();
        _html.Append("</details>\n");
    }

    public override string ToString() => _html + "</main>\n</body>\n</html>\n";

    private void Row(IReadOnlyList<HtmlColumn> columns, IReadOnlyList<string> row)
    {
        _html.Append("<tr>");
        for (var i = 0; i < columns.Count; i++)
        {
            var text = XmlText.Of(row[i]);
            _html.Append(i == 0 ? $"<th scope=\"row\">{text}</th>"
                : columns[i].Kind == HtmlColumnKind.Mark && text.Length > 0
                ? $"<td><span class=\"mark {text.Replace(' ', '-')}\">{text}</span></td>"
                : columns[i].Kind == HtmlColumnKind.Code && text.Length > 0
                ? $"<td><code>{text}</code></td>"
                : $"<td{ClassOf(columns[i])}>{text}</td>");
        }

        _html.Append("</tr>\n");
    }

    private void Element(string name, string text) => _html.Append($"<{name}>{XmlText.Of(text)}</{name}>\n");

    private static string ClassOf(HtmlColumn column) => column.Kind switch
    {
        HtmlColumnKind.Number => " class=\"number\"",
        HtmlColumnKind.Short => " class=\"short\"",
        _ => "",
    };
}

/// <summary>What a column of a table has.</summary>
internal enum HtmlColumnKind
{
    Text,

    /// <summary>Aligned to the right.</summary>
    Number,

    /// <summary>A name that is not broken into lines.</summary>
    Short,

    /// <summary>A verdict: best, not worse or worse.</summary>
    Mark,

    /// <summary>Settings, in a font of equal widths.</summary>
    Code,
}

internal sealed record HtmlColumn(string Heading, HtmlColumnKind Kind = HtmlColumnKind.Text);

/// <summary>Rows of a table that belong together.</summary>
internal sealed record HtmlRows(string Heading, IEnumerable<IReadOnlyList<string>> Rows);
