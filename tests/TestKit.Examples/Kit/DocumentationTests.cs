namespace Examples.Kit;

/// <summary>
/// The code in docs/testkit.md is complete: it builds and passes after it is copied into a new folder.
/// </summary>
public sealed class DocumentationTests : IDisposable
{
    /// <summary>The path that a reader of the page replaces.</summary>
    private const string Clone = "../RsrActors";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("first-stories-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_first_example_of_the_page_is_the_file_that_is_compiled_here() =>
        Assert.Equal(Read("FirstStory.cs"), Block("csharp", 0));

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task The_project_of_the_page_builds_and_passes_in_a_new_folder()
    {
        var repository = Repository();
        Skip.If(repository is null, "The tests do not run inside a clone, which the page's project refers to.");
        Write("Directory.Packages.props", Block("xml", 0).Replace(Clone, repository, StringComparison.Ordinal));
        Write("FirstStories.csproj", Block("xml", 1));
        Write("FirstStory.cs", Block("csharp", 0));

        // The simulator is restored and built already in this configuration, so it is not built again.
        var (restored, output) = await DotnetCommand.Run(_folder.FullName, "restore");
        Skip.IfNot(restored, $"The packages cannot be restored: {output}");
        var (passed, said) = await DotnetCommand.Run(
            _folder.FullName,
            "test", "--no-restore", "--configuration", DotnetCommand.Configuration,
            "-p:BuildProjectReferences=false");

        Assert.True(passed, said);
        Assert.Contains("Passed:     1", said, StringComparison.Ordinal);
    }

    private static string? Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RsrActors.sln")))
                return folder.FullName;
        }

        return null;
    }

    /// <summary>One of the page's blocks of a language, from 0.</summary>
    private static string Block(string language, int number) =>
        CodeBlocks.Of(Read("testkit.md"), language, number);

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}
