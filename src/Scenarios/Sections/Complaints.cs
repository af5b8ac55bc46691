using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Scenarios.Sections;

/// <summary>What a complaint depends on.</summary>
internal enum ComplaintKind
{
    /// <summary>On one key or value alone.</summary>
    Alone,

    /// <summary>
    /// On several keys or values. Such a complaint may follow from a complaint about one of them, for example about a
    /// misspelt key whose default was taken. It is reported only when there is no complaint of the other kind.
    /// </summary>
    Together,
}

/// <summary>
/// Everything that is wrong with a scenario; only the first complaint is reported. After a complaint a reader
/// continues with a harmless value, so that it needs neither exceptions nor a check after every key.
/// </summary>
internal sealed class Complaints(string file)
{
    private (ComplaintKind Kind, int Order, string Message)? _first;

    /// <summary>How messages name the scenario's own file.</summary>
    public string File => file;

    public string? First => _first?.Message;

    /// <summary>Whether a complaint of this origin and kind would be the first one.</summary>
    public bool Takes(Origin origin, ComplaintKind kind = ComplaintKind.Alone) =>
        _first is not { } first || (kind, origin.Order).CompareTo((first.Kind, first.Order)) < 0;

    public void Add(Origin origin, string path, string what, ComplaintKind kind = ComplaintKind.Alone)
    {
        if (!Takes(origin, kind))
            return;
        _first = (kind, origin.Order, OneLine.Of($"{WhereOf(origin, path)}: {what}"));
    }

    /// <summary>A place as complaints name it: file, line and path.</summary>
    public string WhereOf(Origin origin, string path)
    {
        var name = origin.Source?.Name ?? file;
        return (origin.Words.Length > 0 ? $"{name}, {origin.Words}" : name) + (path.Length > 0 ? $": {path}" : "");
    }
}
