using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Reading;
using RsrActors.Texts;

namespace RsrActors.Catalogues;

/// <summary>The forms of a catalogue.</summary>
public enum FeedForm
{
    Sofa1,
    Sofa2,

    /// <summary>Apple's lookup service.</summary>
    Pmv,

    /// <summary>This program's own.</summary>
    Own,
}

/// <summary>What feeds tell, and what of them was not understood.</summary>
public sealed record CatalogueReport
{
    public required PublishedCatalogue Catalogue { get; init; }

    /// <summary>The forms of the files, in their order.</summary>
    public required ImmutableArray<FeedForm> Forms { get; init; }

    /// <summary>Rows that were understood.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of other systems, which have no responses, by their name.</summary>
    public required ImmutableArray<(string System, int Rows)> OtherSystems { get; init; }

    /// <summary>What was left out, the first thousand.</summary>
    public required ImmutableArray<CatalogueRemark> NotUnderstood { get; init; }

    /// <summary>How much was left out.</summary>
    public required int NotUnderstoodInAll { get; init; }
}

/// <summary>The outcome of reading catalogues.</summary>
public abstract record CatalogueReading
{
    private CatalogueReading()
    {
    }

    public sealed record Accepted(CatalogueReport Report) : CatalogueReading;

    /// <param name="Message">One sentence: file, place, what was found, what is allowed.</param>
    public sealed record Refused(string Message) : CatalogueReading;
}

/// <summary>
/// Reads what Apple publishes from feeds: of SOFA, of Apple's lookup service, or of this program. Several feeds make
/// one catalogue: SOFA has a feed for each system, and the lookup service says no flaws.
/// </summary>
public static class CatalogueFile
{
    private const int MostFiles = 32;

    public static CatalogueReading Read(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count > MostFiles)
            return Refused($"found {paths.Count} feeds, allowed are {MostFiles} at most");
        var (catalogue, forms) = (new CatalogueBuilder(), ImmutableArray.CreateBuilder<FeedForm>());
        var all = new List<FeedRows>();
        foreach (var path in paths)
        {
            var rows = new FeedRows();
            if (Read(path, rows, catalogue, out var form) is { } refusal)
                return Refused(refusal);
            forms.Add(form);
            all.Add(rows);
        }

        var merged = catalogue.End();
        CatalogueRemark[] doubts = [.. catalogue.Doubts.Select(Doubt)];
        return new CatalogueReading.Accepted(new()
        {
            Catalogue = merged,
            Forms = forms.ToImmutable(),
            Rows = all.Sum(rows => rows.Understood),
            OtherSystems =
            [
                .. all.SelectMany(rows => rows.OtherSystems).GroupBy(one => one.System)
                    .Select(one => (one.Key, one.Sum(each => each.Rows))),
            ],
            NotUnderstood = [.. all.SelectMany(rows => rows.Remarks).Concat(doubts).Take(FeedRows.MostRemarks)],
            NotUnderstoodInAll = all.Sum(rows => rows.RemarksInAll) + doubts.Length,
        });

        static CatalogueRemark Doubt(string text)
        {
            var colon = text.IndexOf(": ", StringComparison.Ordinal);
            return new(text[..colon], text[(colon + 2)..]);
        }
    }

    /// <returns>Null, or why the file is refused.</returns>
    private static string? Read(string path, FeedRows rows, CatalogueBuilder catalogue, out FeedForm form)
    {
        form = default;
        if (path is null or "")
            return "the name of the catalogue is empty, allowed is a file";
        if (Directory.Exists(path))
            return $"{path}: found a folder, allowed is a file";
        if (!Path.Exists(path))
            return $"{path}: found no such file, allowed is a feed of SOFA or of Apple's lookup service in JSON";
        try
        {
            var root = FeedText.Parse(BoundedFile.Read(path, FeedText.Longest));
            form = FormOf(root);
            switch (form)
            {
                case FeedForm.Own:
                    new OwnReader(root, rows, catalogue).Read();
                    break;
                case FeedForm.Pmv:
                    new PmvReader(root, rows, catalogue).Read();
                    break;
                default:
                    new SofaReader(root, rows, catalogue).Read();
                    break;
            }

            return rows.Understood > 0 ? null : $"{path}: {NothingUnderstood(rows)}";
        }
        catch (CatalogueFault fault)
        {
            return $"{path}: {fault.Message}";
        }
        catch (FileTooLongException)
        {
            const int Most = FeedText.Longest / (1024 * 1024);
            return $"{path}: found more than {Most} MiB, allowed are {Most} MiB at most";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path}: cannot be read: {e.Message}";
        }
    }

    private static FeedForm FormOf(JsonElement root)
    {
        if (root.TryGetProperty(OwnReader.Key, out _))
            return FeedForm.Own;
        if (root.TryGetProperty(SofaReader.Systems, out _))
            return root.TryGetProperty("SchemaVersion", out _) || root.TryGetProperty(SofaReader.Improvements, out _)
                ? FeedForm.Sofa2
                : FeedForm.Sofa1;
        if (PmvReader.Lists.Any(list => root.TryGetProperty(list, out _)))
            return FeedForm.Pmv;
        var keys = root.EnumerateObject().Select(one => FeedRows.Shorten(one.Name)).Take(8).ToArray();
        throw new CatalogueFault(
            $"found {(keys.Length > 0 ? $"the keys {string.Join(", ", keys)}" : "an empty object")}, allowed is a "
            + $"feed with {SofaReader.Systems} (SOFA) or {PmvReader.Offered} (Apple's lookup service)");
    }

    private static string NothingUnderstood(FeedRows rows) => rows.Remarks.Count > 0
        ? rows.Remarks[0].Message
            + (rows.RemarksInAll > 1 ? $"; {rows.RemarksInAll - 1} more values are not understood" : "")
        : rows.OtherSystems.Any()
            ? $"found only {string.Join(", ", rows.OtherSystems.Select(one => one.System))}, allowed is a feed with "
                + "iOS or macOS"
            : "found no release, allowed is a feed with one release or more";

    private static CatalogueReading.Refused Refused(string message) => new(OneLine.Of(message));
}
