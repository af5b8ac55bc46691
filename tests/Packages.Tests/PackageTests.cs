using System.IO.Compression;

namespace RsrActors.Packages.Tests;

/// <summary>
/// The packages in a folder feed, and the programs of docs/library.md in new folders, which have nothing else of this
/// repository.
/// </summary>
public sealed class PackageTests : IClassFixture<PackageTests.Feed>, IDisposable
{
    private readonly Feed _feed;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consumer-");

    public PackageTests(Feed feed)
    {
        _feed = feed;
        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{feed.Folder}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{feed.Cache}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup><RestorePackagesPath>{_folder.FullName}/packages</RestorePackagesPath></PropertyGroup>
            </Project>
            """);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task A_program_reads_a_scenario_runs_it_and_has_its_report_from_packages_only()
    {
        _feed.SkipIfNone();
        Write("Question.csproj", Block("xml", 0));
        Write("Program.cs", Block("csharp", 0));

        var (built, messages) = await DotnetCommand.Run(_folder.FullName, "build", "--nologo");
        Assert.True(built, messages);
        var (ran, output) = await DotnetCommand.Run(_folder.FullName, "run", "--no-build");

        Assert.True(ran, output);
        Assert.Equal(Block("text", 0), output.ReplaceLineEndings("\n"));
        Assert.StartsWith("<!doctype html>", Read("report.html"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"historyHash\"", Read("report.json"), StringComparison.Ordinal);
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task A_scenario_test_passes_with_the_TestKit_from_packages_only()
    {
        _feed.SkipIfNone();
        Write("FirstStories.csproj", Block("xml", 1));
        Write("FirstStory.cs", Checkout.Read("tests", "TestKit.Examples", "Stories", "FirstStory.cs"));

        var (passed, said) = await DotnetCommand.Run(_folder.FullName, "test", "--nologo");

        Assert.True(passed, said);
        Assert.Contains("Passed:     1", said, StringComparison.Ordinal);
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public void Each_package_has_its_documentation_its_licence_and_a_description()
    {
        _feed.SkipIfNone();
        var packages = Directory.GetFiles(_feed.Folder, "*.nupkg");

        Assert.Contains(packages, file => Path.GetFileName(file).StartsWith("RsrActors.Simulator.", StringComparison.Ordinal));
        Assert.All(packages, file =>
        {
            using var package = ZipFile.OpenRead(file);
            var names = package.Entries.Select(entry => entry.FullName).ToArray();
            var assembly = Assert.Single(names, name => name.EndsWith(".dll", StringComparison.Ordinal));
            Assert.Contains(Path.ChangeExtension(assembly, ".xml"), names);
            using var reader = new StreamReader(
                package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
            var about = reader.ReadToEnd();
            Assert.Contains("<license type=\"expression\">Apache-2.0</license>", about, StringComparison.Ordinal);
            Assert.DoesNotContain("<description>Package Description</description>", about, StringComparison.Ordinal);
        });
    }

    /// <summary>One of the page's blocks of a language, from 0.</summary>
    private static string Block(string language, int number) =>
        CodeBlocks.Of(Checkout.Read("docs", "library.md"), language, number);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);

    /// <summary>A folder with the packages, made of what is built already.</summary>
    public sealed class Feed : IAsyncLifetime
    {
        private readonly DirectoryInfo _feed = Directory.CreateTempSubdirectory("feed-");
        private string? _reason;

        public string Folder => _feed.FullName;

        /// <summary>The machine's package cache: the packages of others, which were restored for this repository.</summary>
        public string Cache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

        public void SkipIfNone() => Skip.If(_reason is not null, _reason);

        public async Task InitializeAsync()
        {
            if (Directory.Exists(Path.Combine(Cache, "rsractors.simulator")))
            {
                _reason = $"{Cache} has rsractors.simulator already, which would be taken in place of the packed one.";
                return;
            }

            // One process for all of them; dotnet pack would start one for each.
            var projects = Path.Combine(Folder, "pack.proj");
            await File.WriteAllTextAsync(projects, $"""
                <Project>
                  <Target Name="Pack">
                    <ItemGroup>
                      <Packed Include="{Checkout.Root}/src/*/*.csproj" Exclude="{Checkout.Root}/src/Host/Host.csproj" />
                      <Packed Include="{Checkout.Root}/tests/TestKit/TestKit.csproj" />
                      <Packed Include="{Checkout.Root}/tests/TestFleets/TestFleets.csproj" />
                    </ItemGroup>
                    <MSBuild Projects="@(Packed)" Targets="Pack" BuildInParallel="true"
                             Properties="NoBuild=true;Configuration={DotnetCommand.Configuration};PackageOutputPath={Folder}" />
                  </Target>
                </Project>
                """);
            var (packed, output) = await DotnetCommand.Run(Folder, "msbuild", projects, "-t:Pack", "-m", "-nologo");
            Assert.True(packed, output);
        }

        public Task DisposeAsync()
        {
            _feed.Delete(recursive: true);
            return Task.CompletedTask;
        }
    }
}
