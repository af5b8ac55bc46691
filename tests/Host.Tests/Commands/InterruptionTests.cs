namespace RsrActors.Host.Tests.Commands;

/// <summary>A run without interruption, for comparison.</summary>
public sealed class UndisturbedRun : IAsyncLifetime
{
    public static readonly string[] Scenario =
        ["run", "unlucky", "--devices", "120", "--days", "10", "--set", "kernel.epoch.snapshot-every=2"];

    internal Workplace Place { get; } = new();

    public async Task InitializeAsync()
    {
        await Place.Simulate("whole", "unlucky", new(["kernel.epoch.snapshot-every=2"], Devices: "120", Days: "10"));
        Export = await Place.Export("whole");
        Report = ReportText.HistoryOf(Path);
    }

    internal string Path => Place["whole"];

    internal string Export { get; private set; } = "";

    internal string Report { get; private set; } = "";

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>
/// Runs that are killed, interrupted, or meet a second writer. They have the same history as an undisturbed run.
/// </summary>
public sealed class InterruptionTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public Task A_run_that_is_killed_and_killed_again_while_it_resumes_ends_with_the_same_history() =>
        AssertSameHistoryAfterKills(90_000, 1);

    [Trait("Length", "Long")]
    [Theory]
    [InlineData(0, 0)]
    [InlineData(20_000, 60_000)]
    [InlineData(180_000, 30_000)]
    public Task A_run_that_is_killed_twice_at_any_length_of_its_journal_ends_with_the_same_history(
        long first, long second) => AssertSameHistoryAfterKills(first, second);

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task An_interrupted_run_ends_its_epoch_says_how_to_go_on_and_can_be_resumed()
    {
        Skip.IfNot(File.Exists("/bin/kill"), "There is no kill command to send an interrupt with.");

        // So long that the signal arrives before the end, however busy the machine is.
        await _place.Simulate("whole", "unlucky", new([], Devices: "120", Days: "300"));
        using (var run = _place.Start("run", "unlucky", "--devices", "120", "--days", "300", "--out", "run"))
        {
            await run.UntilThereIs(_place["run"]);
            await run.UntilTheJournalGrows(_place["run"], 1);
            _place.Execute("/bin/kill", "-INT", $"{run.Id}").Succeeds();
            var interrupted = await run.End();

            Assert.Equal(3, interrupted.ExitCode);
            Assert.Equal("", interrupted.Errors);
            Assert.EndsWith("Go on with: rsr resume run\n", interrupted.Output, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_place["run", "report.json"]));
        Assert.Contains("rsr resume run", _place.Rsr("report", "run").IsRefused(), StringComparison.Ordinal);
        Assert.Contains(
            "has not reached its end", (await _place.Verify("run")).Succeeds().Output, StringComparison.Ordinal);
        var whole = await _place.Export("whole");
        Assert.StartsWith(await _place.Export("run"), whole, StringComparison.Ordinal);

        await _place.Resume("run", threads: 1);
        Assert.Equal(ReportText.HistoryOf(_place["whole"]), ReportText.HistoryOf(_place["run"]));
        Assert.Equal(whole, await _place.Export("run"));
    }

    [Fact]
    public async Task Resuming_a_finished_run_changes_nothing()
    {
        _place.CopyOf(undisturbed.Path, "run");

        (await Workplace.RsrInProcess("resume", _place["run"])).Succeeds();

        await AssertSameHistory();
    }

    [Fact]
    public async Task A_second_writer_is_refused_with_the_process_number_of_the_first()
    {
        _place.CopyOf(undisturbed.Path, "run");
        File.Delete(_place["run", "report.json"]); // A finished run has nothing to resume.
        using var held = new FileStream(
            _place["run", "lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        File.WriteAllText(_place["run", "lock.pid"], "4711\n");

        Assert.Contains(
            "process 4711", (await Workplace.RsrInProcess("resume", _place["run"])).IsRefused(),
            StringComparison.Ordinal);
        Assert.Contains(
            "process 4711",
            (await Workplace.RsrInProcess("run", "tiny", "--out", _place["run"], "--overwrite")).IsRefused(),
            StringComparison.Ordinal);
        Assert.Equal(undisturbed.Export, await _place.Export("run"));
    }

    /// <summary>The journal of the run, and then of the resumed one, grows by so many bytes before the kill.</summary>
    private async Task AssertSameHistoryAfterKills(long first, long second)
    {
        using (var run = _place.Start([.. UndisturbedRun.Scenario, "--out", "run"]))
        {
            await run.UntilThereIs(_place["run"]);
            if (first > 0)
                await run.UntilTheJournalGrows(_place["run"], first);
            var killed = await run.Kill();
            Assert.NotEqual(0, killed.ExitCode);
        }

        using (var resumed = _place.Start("resume", "run"))
        {
            await resumed.UntilTheJournalGrows(_place["run"], second);
            await resumed.Kill();
        }

        await _place.Resume("run");
        await AssertSameHistory();
        Assert.Equal("e1275202160059bf7d93919c10360cde", ReportText.HashOf(_place["run"]));
    }

    private async Task AssertSameHistory()
    {
        Assert.Equal(undisturbed.Report, ReportText.HistoryOf(_place["run"]));
        Assert.Equal(undisturbed.Export, await _place.Export("run"));
    }
}
