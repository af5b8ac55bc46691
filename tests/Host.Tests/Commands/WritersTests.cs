using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Host.Tests.Postgres;
using RsrActors.Model.Cryptexes;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// Several processes want one run directory. One gets it before it simulates, and the others are refused.
/// </summary>
[Collection(PostgresGroup.Name)]
public sealed class WritersTests(PostgresServer server) : IDisposable
{
    private static readonly ScenarioReading.Accepted Tiny = ScenarioLibrary.Installed.Require(
        "tiny", ScenarioOverrides.None);

    private readonly Workplace _place = new() { Postgres = server.Connection };

    public void Dispose() => _place.Dispose();

    /// <summary>The conflict of two threads depends on chance, so there are many trials.</summary>
    [SkippableTheory, Trait("Length", "Long")]
    [InlineData(StorageChoice.Sqlite, false)]
    [InlineData(StorageChoice.Sqlite, true)]
    [InlineData(StorageChoice.Postgres, false)]
    [InlineData(StorageChoice.Postgres, true)]
    public async Task One_of_two_runs_that_start_together_gets_the_run_directory(string journal, bool overwrite)
    {
        if (journal == StorageChoice.Postgres)
            server.Require();
        for (var trial = 0; trial < LongTests.Times(20); trial++)
        {
            var path = _place[$"run-{trial}"];
            if (overwrite)
                Create(path, journal, overwrite: false).Dispose();

            var attempts = await Together(
                () => Create(path, journal, overwrite), () => Create(path, journal, overwrite));

            var (winner, refusal) = (
                Assert.Single(attempts, one => one.Run is not null),
                Assert.Single(attempts, one => one.Refusal is not null));
            Assert.Equal(ExitCode.Refused, refusal.Refusal!.ExitCode);
            Assert.Contains(path, refusal.Refusal.Message, StringComparison.Ordinal);
            Assert.Equal(winner.Run!.Directory.Manifest, RunDirectory.Open(path, ConnectionFor(journal)).Manifest);
            Assert.Equal([path], Directory.EnumerateFileSystemEntries(_place.Path));
            if (journal == StorageChoice.Postgres)
                Assert.Equal(winner.Run.Directory.Manifest.Schema, Assert.Single(server.Schemas()));
            winner.Run.Dispose();
            Clear(path, journal);
        }
    }

    [Trait("Length", "Long")]
    [Fact]
    public async Task Two_runs_without_a_named_directory_get_different_ones()
    {
        using var one = _place.Start("run", "tiny", "--quiet");
        using var other = _place.Start("run", "tiny", "--quiet", "--set", "faults.did-not-start=40 %");

        string[] said = [(await one.End()).Succeeds().Output, (await other.End()).Succeeds().Output];

        Assert.Equal(["runs/tiny-7\n", "runs/tiny-7-2\n"], said.Order(StringComparer.Ordinal));
        foreach (var run in said)
            (await Workplace.RsrInProcess("verify", _place[run.TrimEnd('\n')])).Succeeds();
    }

    [Fact]
    public void A_run_directory_is_locked_as_soon_as_it_has_its_name()
    {
        using var run = Create(_place["run"], StorageChoice.Sqlite, overwrite: false);

        Assert.Contains(
            $"in use by process {Environment.ProcessId}",
            Assert.Throws<HostException>(() => WritableRun.Open(_place["run"], null)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            $"in use by process {Environment.ProcessId}",
            Assert.Throws<HostException>(() => Create(_place["run"], StorageChoice.Sqlite, overwrite: true)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_cannot_be_created_leaves_no_files()
    {
        File.WriteAllText(_place["file"], "");

        Assert.Throws<HostException>(() => Create(_place["file", "run"], StorageChoice.Sqlite, overwrite: false));

        Assert.Equal(["file"], _place.Entries());
    }

    private WritableRun Create(string path, string journal, bool overwrite) => WritableRun.Create(
        path, overwrite, new(journal, ConnectionFor(journal)), Tiny, new ResponseLibrary(Tiny.Scenario));

    private string? ConnectionFor(string journal) => journal == StorageChoice.Postgres ? server.Connection : null;

    /// <summary>Two threads that wait for each other before they start.</summary>
    private static async Task<(WritableRun? Run, HostException? Refusal)[]> Together(
        params Func<WritableRun>[] creations)
    {
        using var start = new Barrier(creations.Length);
        return await Task.WhenAll(creations.Select(create => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                try
                {
                    return (create(), (HostException?)null);
                }
                catch (HostException refusal)
                {
                    return ((WritableRun?)null, refusal);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private void Clear(string path, string journal)
    {
        if (journal == StorageChoice.Postgres)
            RunManifest.Read(path).Storage(path, server.Connection).Drop();
        Directory.Delete(path, recursive: true);
    }
}
