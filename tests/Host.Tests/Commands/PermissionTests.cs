namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// A run directory that may not be written, such as an archive or another user's. Reading needs no permission to write.
/// </summary>
[Trait("Length", "Long")]
public sealed class PermissionTests(TinyRun tiny) : IClassFixture<TinyRun>, IDisposable
{
    private const string AnotherUser = "65534";
    private readonly Workplace _place = new();

    public void Dispose()
    {
        _place.Execute("chmod", "-R", "u+w", ".");
        _place.Dispose();
    }

    [SkippableFact]
    public void A_finished_run_is_read_without_the_permission_to_write()
    {
        RequireUsers();
        _place.CopyOf(tiny.Path, "run");
        MakeReadOnly("run");

        AssertReadable("run", tiny.Export);

        Assert.Equal(
            File.ReadAllText(Path.Combine(tiny.Path, "report.json")), File.ReadAllText(_place["run", "report.json"]));
        Assert.StartsWith("run is finished", Reader("resume", "run").Succeeds().Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("*-none")]
    [InlineData("*-shm")]
    public async Task The_log_of_a_killed_run_is_read_with_and_without_its_index(string lost)
    {
        RequireUsers();
        using (var run = _place.Start("run", "unlucky", "--devices", "600", "--out", "run"))
        {
            await run.UntilThereIs(_place["run"]);
            await run.UntilTheJournalGrows(_place["run"], 500_000);
            await run.Kill();
        }

        Assert.True(new FileInfo(_place["run", "journal.db-wal"]).Length > 0);
        _place.CopyOf(_place["run"], "copy");
        foreach (var file in Directory.EnumerateFiles(_place["run"], lost))
            File.Delete(file);
        MakeReadOnly("run");

        AssertReadable("run", _place.Rsr("export", "copy").Succeeds().Output);
        Assert.Contains("cannot be written to", Reader("resume", "run").IsRefused(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Another_users_run_is_verified_without_its_signing_key()
    {
        RequireUsers();
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can give a file to another user.");
        _place.CopyOf(tiny.Path, "run");
        MakeReadOnly("run");
        _place.Execute("chmod", "600", "run/signing/key.pem").Succeeds();
        _place.Execute("chown", AnotherUser, "run/signing/key.pem").Succeeds();

        Assert.Contains("verifies", Reader("verify", "run").Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains(
            "signing key", Reader("ticket", "run", "0", "--output", "-").Fails(1), StringComparison.Ordinal);
    }

    private static void RequireUsers() => Skip.IfNot(
        OperatingSystem.IsLinux() && (!Environment.IsPrivilegedProcess || Workplace.Has("setpriv")),
        "There is no setpriv to give up root's permissions with.");

    private void MakeReadOnly(string run)
    {
        _place.Execute("chmod", "755", ".").Succeeds();
        _place.Execute("chmod", "-R", "a+rX,a-w", run).Succeeds();
    }

    private void AssertReadable(string run, string export)
    {
        Assert.Equal(export, Reader("export", run).Succeeds().Output);
        Assert.Equal(
            export.Split('\n').Where(line => line.Contains("\"device-0000003\"", StringComparison.Ordinal)),
            Reader("history", run, "3").Succeeds().Output.TrimEnd('\n').Split('\n'));
        Assert.Contains("verifies", Reader("verify", run).Succeeds().Output, StringComparison.Ordinal);
        Assert.True(Reader("ticket", run, "3", "--output", "-").ExitCode is 0 or 2);
    }

    /// <summary>
    /// The capabilities of root let it write everywhere, so the command gives them up. The user stays the same, because
    /// it has to read the built program.
    /// </summary>
    private Outcome Reader(params string[] arguments) => Environment.IsPrivilegedProcess
        ? _place.Execute(
            "setpriv", ["--inh-caps=-all", "--bounding-set=-all", "dotnet", Workplace.Program, .. arguments])
        : _place.Rsr(arguments);
}
