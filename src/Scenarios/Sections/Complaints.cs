using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Scenarios.Sections;

/// <summary>What a complaint depends on.</summary>
internal enum ComplaintKind
{
    /// <summary>On one key or value alone.</summary>
    Alone,

    /// <summary>
    /// On several. It may follow from a complaint about one of them, as from a misspelt key whose default was taken,
    /// and is told only when there is none.
    /// </summary>
    Together,
}

/// <summary>
/// Everything that is wrong with a scenario, of which only the first is told. A reader goes on after a complaint with
/// some harmless value, so that it needs neither exceptions nor a check after every key.
/// </summary>
internal sealed class Complaints(string file)
{
    private (ComplaintKind Kind, int Order, string Message)? _first;

    public string? First => _first?.Message;

    /// <summary>Whether a complaint would be the first one.</summary>
    public bool Takes(Origin origin, ComplaintKind kind = ComplaintKind.Alone) =>
        _first is not { } first || (kind, origin.Order).CompareTo((first.Kind, first.Order)) < 0;

    public void Add(Origin origin, string path, string what, ComplaintKind kind = ComplaintKind.Alone)
    {
        if (!Takes(origin, kind))
            return;
        var where = origin.Words.Length > 0 ? $"{file}, {origin.Words}" : file;
        _first = (kind, origin.Order, OneLine.Of(path.Length > 0 ? $"{where}: {path}: {what}" : $"{where}: {what}"));
    }
}
