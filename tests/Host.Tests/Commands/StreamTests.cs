using RsrActors.Host.Tests.Serving;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// Standard output is full or closed: the command prints one message on standard error and no stack trace, and ends
/// with exit code 1.
/// </summary>
public sealed class StreamTests(TinyRun tiny) : IClassFixture<TinyRun>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableTheory]
    [InlineData("check", "tiny")]
    [InlineData("export", "RUN")]
    [InlineData("--help")]
    public void Standard_output_that_cannot_be_written_gives_one_message(params string[] arguments) =>
        AssertOneMessage(arguments);

    [Trait("Length", "Long")]
    [SkippableTheory]
    [InlineData("report", "RUN")]
    [InlineData("history", "RUN", "0")]
    [InlineData("verify", "RUN")]
    [InlineData("scenarios")]
    [InlineData("run", "tiny", "--out", "run")]
    [InlineData("resume", "RUN")]
    public void Standard_output_of_the_other_verbs_that_cannot_be_written_gives_one_message(
        params string[] arguments) => AssertOneMessage(arguments);

    [SkippableFact]
    public void Standard_error_that_cannot_be_written_does_not_change_the_exit_code()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Workplace.Has("bash"), "There is no /dev/full or no bash.");

        Assert.Equal(2, Bash("check nowhere 2>/dev/full").ExitCode);
        Assert.Equal(2, Bash("check nowhere 2>&-").ExitCode);
        Assert.Equal(1, Bash("check tiny >/dev/full 2>/dev/full").ExitCode);
    }

    [SkippableFact]
    public void A_reader_that_closes_the_pipe_early_is_no_failure()
    {
        Skip.IfNot(Workplace.Has("bash"), "There is no bash.");

        var read = Bash($"export '{tiny.Path}' | head -1; exit ${{PIPESTATUS[0]}}").Succeeds();

        Assert.Equal(tiny.Export.Split('\n')[0] + "\n", read.Output);
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task The_streams_of_the_console_client_may_be_full_closed_or_a_directory()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Workplace.Has("bash"), "There is no /dev/full or no bash.");
        using var served = await ServedRun.Start(_place, "tiny", "--speed", "1", "--out", "served");
        var host = $"{served.EndPoint}";

        foreach (var redirection in (string[])[">/dev/full", ">&-"])
        {
            foreach (var words in (string[])["sim status", "fleet census", ""])
            {
                Assert.StartsWith(
                    "Standard output cannot be written: ",
                    Bash($"pbm {host} {words} {redirection} <<< 'sim status'").Fails(1), StringComparison.Ordinal);
            }
        }

        Assert.StartsWith(
            "Standard input cannot be read: ", Bash($"pbm {host} < /").IsRefused(), StringComparison.Ordinal);
        Bash($"pbm {host} <&-").Succeeds();
        await served.Stop();
    }

    [Trait("Length", "Long")]
    [Fact]
    public void A_run_directory_is_made_at_its_path_though_a_folder_of_the_path_is_missing()
    {
        _place.Rsr("run", "tiny", "--quiet", "--out", "missing/../run").Succeeds();

        Assert.Contains("verifies", _place.Rsr("verify", "run").Succeeds().Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place["missing"]));
    }

    private void AssertOneMessage(string[] arguments)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Workplace.Has("bash"), "There is no /dev/full or no bash.");
        var command = string.Join(' ', arguments.Select(one => one == "RUN" ? $"'{tiny.Path}'" : $"'{one}'"));

        foreach (var (redirection, reason) in ((string, string)[])[(">/dev/full", "No space left on device"),
            (">&-", "")])
        {
            var message = Bash($"{command} {redirection}").Fails(1);

            Assert.StartsWith($"Standard output cannot be written: {reason}", message, StringComparison.Ordinal);
            if (Directory.Exists(_place["run"]))
                Directory.Delete(_place["run"], recursive: true);
        }
    }

    private Outcome Bash(string command) => _place.Execute("bash", "-c", $"dotnet '{Workplace.Program}' {command}");
}
