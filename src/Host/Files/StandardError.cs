namespace RsrActors.Host.Files;

/// <summary>Standard error, for what a command prints in addition to its result.</summary>
internal static class StandardError
{
    /// <summary>A line that cannot be written is lost; the run goes on.</summary>
    public static void Say(string line) => Say(Console.Error, line);

    /// <inheritdoc cref="Say(string)"/>
    public static void Say(TextWriter errors, string line)
    {
        try
        {
            errors.WriteLine(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no other place to report it.
        }
    }
}
