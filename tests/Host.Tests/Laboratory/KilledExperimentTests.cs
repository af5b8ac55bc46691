using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>An experiment whose process is killed ends with the same files as an undisturbed one.</summary>
public sealed class KilledExperimentTests : IDisposable
{
    private static readonly string[] Compare =
    [
        "compare", "halts", "--rule", "all-at-once", "--rule", "max-sprt", "--devices", "100", "--days", "12",
        "--replicates", "12",
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_experiment_that_is_killed_three_times_ends_with_the_same_files()
    {
        (await Workplace.RsrInProcess([.. Compare, "--out", _place["whole"]])).Succeeds();

        await Kill([.. Compare, "--out", "x"]);
        await Kill("experiment", "resume", "x");
        await Kill("experiment", "resume", "x", "--parallel", "1");
        _place.Rsr("experiment", "resume", "x").Succeeds();

        Assert.All(
            CompareTests.Results,
            file => Assert.Equal(File.ReadAllBytes(_place["whole", file]), File.ReadAllBytes(_place["x", file])));
    }

    /// <summary>Kills the process after it has stored one more row, wherever the other runs are.</summary>
    private async Task Kill(params string[] arguments)
    {
        using var run = _place.Start(arguments);
        await run.UntilThereIs(_place["x"]);
        await run.UntilTheJournalGrows(_place["x"], 1);
        await run.Kill();
    }
}
