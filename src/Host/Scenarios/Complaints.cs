namespace RsrActors.Host.Scenarios;

/// <summary>Where a value comes from: a line of the file, an option of the command line, or nowhere.</summary>
/// <param name="Order">Complaints are ranked by it: options first, then the file's lines, then what is missing.</param>
internal readonly record struct Origin(string Words, int Order)
{
    public static readonly Origin Nowhere = new("", int.MaxValue);

    public static Origin Line(int line) => new($"line {line}", line);

    public static Origin Option(string option) => new(option, 0);
}

/// <summary>
/// Everything that is wrong with a scenario, of which only the first is told. A reader goes on after a complaint with
/// some harmless value, so that it needs neither exceptions nor a check after every key.
/// </summary>
internal sealed class Complaints(string file)
{
    private (int Order, string Message)? _first;

    public string? First => _first?.Message;

    public void Add(Origin origin, string path, string what)
    {
        if (_first is { } first && first.Order <= origin.Order)
            return;
        var where = origin.Words.Length > 0 ? $"{file}, {origin.Words}" : file;
        _first = (origin.Order, path.Length > 0 ? $"{where}: {path}: {what}" : $"{where}: {what}");
    }
}
