namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// The scenario <c>rings</c>, in which a ring is held, promoted again and another one approved, is killed (SIGKILL) and
/// resumed.
/// </summary>
public sealed class RingInterruptionTests : IDisposable
{
    private static readonly string[] Options = ["--devices", "400", "--days", "26"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Trait("Length", "Long")]
    [Theory]
    [InlineData(0, 40_000)]
    [InlineData(60_000, 20_000)]
    [InlineData(120_000, 60_000)]
    public async Task A_run_with_a_held_and_an_approved_ring_that_is_killed_twice_has_the_same_history(
        long first, long second)
    {
        await _place.Simulate("whole", "rings", new([], Devices: "400", Days: "26"));
        using (var run = _place.Start(["run", "rings", .. Options, "--out", "run"]))
        {
            await run.UntilThereIs(_place["run"]);
            if (first > 0)
                await run.UntilTheJournalGrows(_place["run"], first);
            Assert.NotEqual(0, (await run.Kill()).ExitCode);
        }

        using (var resumed = _place.Start("resume", "run"))
        {
            await resumed.UntilTheJournalGrows(_place["run"], second);
            await resumed.Kill();
        }

        await _place.Resume("run");

        var whole = await _place.Export("whole");
        Assert.Contains("\"event\":\"RingHeld\"", whole, StringComparison.Ordinal);
        Assert.Contains("\"ring\":\"last\",\"by\":\"operator\"", whole, StringComparison.Ordinal);
        Assert.Equal(ReportText.HistoryOf(_place["whole"]), ReportText.HistoryOf(_place["run"]));
        Assert.Equal(whole, await _place.Export("run"));
        Assert.Contains("verifies", (await _place.Verify("run")).Succeeds().Output, StringComparison.Ordinal);
    }
}
