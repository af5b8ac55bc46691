namespace RsrActors.Tests;

/// <summary>The code in a page of the documentation.</summary>
internal static class CodeBlocks
{
    /// <summary>One of the page's blocks of a language.</summary>
    /// <param name="number">From 0.</param>
    public static string Of(string page, string language, int number)
    {
        var (start, fence) = (0, $"```{language}\n");
        for (var i = 0; i <= number; i++)
            start = page.IndexOf(fence, start, StringComparison.Ordinal) + fence.Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
