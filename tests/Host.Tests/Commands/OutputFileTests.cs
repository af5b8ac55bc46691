namespace RsrActors.Host.Tests.Commands;

/// <summary><c>--output</c> names a file that may exist, and that may be a link, a pipe or a device.</summary>
[Trait("Length", "Long")]
public sealed class OutputFileTests(TinyRun tiny) : IClassFixture<TinyRun>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("export", "RUN")]
    [InlineData("ticket", "RUN", "0")]
    [InlineData("ticket", "RUN", "0", "--boot")]
    public async Task A_file_that_exists_is_replaced_only_with_overwrite(params string[] command)
    {
        File.WriteAllText(_place["out"], "dear");
        string[] arguments = [.. command.Select(one => one == "RUN" ? tiny.Path : one), "--output", _place["out"]];

        var message = (await Workplace.RsrInProcess(arguments)).IsRefused();

        Assert.Equal($"{_place["out"]} exists. Give another --output, or --overwrite to replace it.", message);
        Assert.Equal("dear", File.ReadAllText(_place["out"]));
        (await Workplace.RsrInProcess([.. arguments, "--overwrite"])).Succeeds();
        Assert.NotEqual("dear", File.ReadAllText(_place["out"]));
        Assert.Equal(["out"], _place.Entries());
    }

    [Fact]
    public async Task A_symbolic_link_is_followed_to_its_target()
    {
        Directory.CreateDirectory(_place["far"]);
        File.CreateSymbolicLink(_place["dangling"], "far/new");
        File.WriteAllText(_place["far", "old"], "dear");
        File.CreateSymbolicLink(_place["second"], "first");
        File.CreateSymbolicLink(_place["first"], "far/old");

        (await Export("--output", _place["dangling"])).Succeeds();
        Assert.Contains("exists", (await Export("--output", _place["second"])).IsRefused(), StringComparison.Ordinal);
        (await Export("--output", _place["second"], "--overwrite")).Succeeds();

        Assert.Equal(tiny.Export, File.ReadAllText(_place["far", "new"]));
        Assert.Equal(tiny.Export, File.ReadAllText(_place["far", "old"]));
        Assert.Equal("far/new", new FileInfo(_place["dangling"]).LinkTarget);
        Assert.Equal("first", new FileInfo(_place["second"]).LinkTarget);
        Assert.Equal(["dangling", "far", "far/new", "far/old", "first", "second"], _place.Entries());
    }

    /// <summary>.NET itself resolves a relative target from the root folder when it gets a bare name.</summary>
    [Fact]
    public void A_link_in_the_current_folder_is_followed_from_there()
    {
        File.WriteAllText(_place["old"], "dear");
        File.CreateSymbolicLink(_place["link"], "old");
        File.CreateSymbolicLink(_place["loop"], "loop");

        Assert.Contains(
            "exists", _place.Rsr("export", tiny.Path, "--output", "link").IsRefused(), StringComparison.Ordinal);
        Assert.Contains(
            "cannot be written", _place.Rsr("export", tiny.Path, "--output", "loop").IsRefused(),
            StringComparison.Ordinal);
        _place.Rsr("export", tiny.Path, "--output", "link", "--overwrite").Succeeds();

        Assert.Equal(tiny.Export, File.ReadAllText(_place["old"]));
        Assert.Equal(["link", "loop", "old"], _place.Entries());
    }

    [SkippableFact]
    public void A_named_pipe_is_written_to_and_stays_a_pipe()
    {
        Skip.IfNot(Workplace.Has("mkfifo") && Workplace.Has("bash"), "There is no mkfifo or no bash.");
        _place.Execute("mkfifo", "pipe").Succeeds();

        using var export = _place.Start("export", tiny.Path, "--output", "pipe");
        var read = _place.Execute("cat", "pipe").Succeeds().Output;

        Assert.Equal(tiny.Export, read);
        Assert.Equal(0, _place.Execute("test", "-p", "pipe").ExitCode);
    }

    [SkippableFact]
    public async Task A_device_is_written_to()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Devices are files on Linux.");

        (await Export("--output", "/dev/null")).Succeeds();
        Assert.Contains("No space left", (await Export("--output", "/dev/full")).IsRefused(), StringComparison.Ordinal);
        Assert.Equal(tiny.Export, _place.Rsr("export", tiny.Path, "--output", "/dev/stdout").Succeeds().Output);
        Assert.Equal(tiny.Export, _place.Rsr("export", tiny.Path, "--output", "-").Succeeds().Output);
    }

    [Theory]
    [InlineData("", "--output is empty")]
    [InlineData(".", "is a directory")]
    public async Task An_impossible_file_name_is_refused(string name, string hint) =>
        Assert.Contains(hint, (await Export("--output", name)).IsRefused(), StringComparison.Ordinal);

    private Task<Outcome> Export(params string[] options) => Workplace.RsrInProcess(["export", tiny.Path, .. options]);
}
