namespace RsrActors.Laboratory.Pages;

/// <summary>How pages look: black on white, in the font of the reader, also on paper and on a narrow screen.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light; }
        body { margin: 0; background: #fff; color: #222; font: 16px/1.5 system-ui, "Segoe UI", Arial, sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 1.5rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.35rem; margin: 2.5rem 0 .6rem; padding-top: .6rem; border-top: 2px solid #222; }
        h3 { font-size: 1.1rem; margin: 1.8rem 0 .3rem; }
        h4 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
        p, ul, dl { max-width: 46rem; margin: .5rem 0; }
        nav { margin: 1rem 0; line-height: 1.9; }
        a { color: #0060a8; }
        .note, figcaption { color: #444; font-size: .9rem; max-width: 46rem; }
        .wide { overflow-x: auto; margin: .6rem 0; }
        table { border-collapse: collapse; font-size: .9rem; min-width: min(100%, 38rem); }
        caption { text-align: left; color: #444; padding: .2rem 0 .4rem; }
        th, td { padding: .25rem 1.1rem .25rem 0; text-align: left; vertical-align: baseline; }
        th, td { border-bottom: 1px solid #e2e2e2; }
        thead th { border-bottom: 1.5px solid #222; vertical-align: bottom; }
        tbody th { font-weight: normal; }
        tr.group th { font-weight: 600; padding-top: .8rem; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .mark { padding: 0 .5rem; border-radius: .6rem; white-space: nowrap; border: 1px solid #767676; }
        .mark.best { font-weight: 600; color: #fff; background: #0060a8; border-color: #0060a8; }
        .mark.worse { color: #595959; border-style: dashed; }
        figure { margin: .8rem 0; }
        .charts { display: flex; flex-wrap: wrap; gap: .4rem .8rem; }
        svg.chart { max-width: 100%; height: auto; }
        dt { font-weight: 600; margin-top: .5rem; }
        dd { margin: 0 0 0 1.2rem; }
        details { margin: .8rem 0; }
        summary { cursor: pointer; color: #0060a8; }
        pre { overflow-x: auto; background: #f5f5f5; padding: .6rem .8rem; font-size: .85rem; line-height: 1.35; }
        code { font-size: .85rem; overflow-wrap: anywhere; }
        @media print { h2 { break-after: avoid; } figure, tr { break-inside: avoid; } }

        """;
}
