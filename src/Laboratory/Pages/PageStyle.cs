using RsrActors.Charts.Drawing;

namespace RsrActors.Laboratory.Pages;

/// <summary>
/// How pages look: in the font of the reader, dark where the reader prefers it, black on white on paper, and also on a
/// narrow screen.
/// </summary>
internal static class PageStyle
{
    private const string Light = """
        :root { color-scheme: light dark; --ground: #fff; --text: #222; --faint: #444; --line: #e2e2e2; --link: #0060a8;
          --rule: #222; --code: #f5f5f5; --edge: #767676; --muted: #595959; --strong: #0060a8; --on-strong: #fff; }
        body { margin: 0; background: var(--ground); color: var(--text);
          font: 16px/1.5 system-ui, "Segoe UI", Arial, sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 1.5rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.35rem; margin: 2.5rem 0 .6rem; padding-top: .6rem; border-top: 2px solid var(--rule); }
        h3 { font-size: 1.1rem; margin: 1.8rem 0 .3rem; }
        h4 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
        p, ul, dl { max-width: 46rem; margin: .5rem 0; overflow-wrap: anywhere; }
        nav { margin: 1rem 0; line-height: 1.9; }
        a { color: var(--link); }
        .note, figcaption { color: var(--faint); font-size: .9rem; max-width: 46rem; }
        .wide { overflow-x: auto; margin: .6rem 0; }
        table { border-collapse: collapse; font-size: .9rem; min-width: min(100%, 38rem); }
        caption { text-align: left; color: var(--faint); padding: .2rem 0 .4rem; }
        th, td { padding: .25rem 1.1rem .25rem 0; text-align: left; vertical-align: baseline; }
        th, td { border-bottom: 1px solid var(--line); }
        thead th { border-bottom: 1.5px solid var(--rule); vertical-align: bottom; }
        tbody th { font-weight: normal; }
        tr.group th { font-weight: 600; padding-top: .8rem; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        thead .number { white-space: normal; }
        .short { white-space: nowrap; }
        .mark { padding: 0 .5rem; border-radius: .6rem; white-space: nowrap; border: 1px solid var(--edge); }
        .mark.best { font-weight: 600; color: var(--on-strong); background: var(--strong);
          border-color: var(--strong); }
        .mark.worse { color: var(--muted); border-style: dashed; }
        figure { margin: .8rem 0; }
        .charts { display: flex; flex-wrap: wrap; gap: .4rem .8rem; }
        svg.chart { max-width: 100%; height: auto; }
        dt { font-weight: 600; margin-top: .5rem; }
        dd { margin: 0 0 0 1.2rem; }
        details { margin: .8rem 0; }
        summary { cursor: pointer; color: var(--link); }
        pre { overflow-x: auto; background: var(--code); padding: .6rem .8rem; font-size: .85rem; line-height: 1.35; }
        code { font-size: .85rem; overflow-wrap: anywhere; }

        """;

    private const string Dark = """
        :root { --ground: GROUND; --text: #e6e6e6; --faint: #b8b8b8; --line: #34373d; --link: #6cb6f5; --rule: #8f8f8f;
          --code: #22252b; --edge: #8f8f8f; --muted: #a8a8a8; --strong: #6cb6f5; --on-strong: #10131a; }

        """;

    private const string Paper = """
        @media print { main { max-width: none; padding: 0; } nav { display: none; } body { font-size: 10pt; }
        h2, h3, caption { break-after: avoid; } figure, tr { break-inside: avoid; }
        thead { display: table-header-group; }
        .wide, pre { overflow: visible; } pre { white-space: pre-wrap; } }

        """;

    /// <summary>The style sheet of a page.</summary>
    public static string Css { get; } =
        Light
        + "@media screen and (prefers-color-scheme: dark) {\n"
        + Dark.Replace("GROUND", DarkScheme.Ground, StringComparison.Ordinal) + DarkScheme.Css + "}\n" + Paper;
}
