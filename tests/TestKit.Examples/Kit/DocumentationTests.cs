namespace Examples.Kit;

/// <summary>The example that docs/testkit.md prints is a file of this project, so it compiles and passes as printed.</summary>
public sealed class DocumentationTests
{
    private const string Fence = "```csharp\n";

    [Fact]
    public void The_first_example_of_the_page_is_the_file_that_is_compiled_here()
    {
        var page = Read("testkit.md");
        var start = page.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;

        Assert.Equal(Read("FirstStory.cs"), page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));
}
