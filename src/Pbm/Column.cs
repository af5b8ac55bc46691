namespace RsrActors.Pbm;

/// <summary>
/// A column of a listing: its name, which is the heading and the key under <c>-json</c>, and its width as text.
/// </summary>
public sealed record Column(string Name, int Width, bool IsRight = false)
{
    /// <summary>The text of null.</summary>
    public string Empty { get; init; } = "";

    /// <summary>The text of a value that is not null, where it is not simply that value.</summary>
    public Func<object, string>? Text { get; init; }

    internal object TextOf(object? value) => value switch
    {
        null => Empty,
        _ when Text is not null => Text(value),
        bool flag => flag ? "yes" : "no",
        _ => value,
    };
}
