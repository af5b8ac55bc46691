using RsrActors.Host.Experiments;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>What the commands say about the directory of an experiment that is damaged, or has no row yet.</summary>
public sealed class DamagedExperimentTests : IAsyncLifetime, IDisposable
{
    /// <summary>All commands that read the directory.</summary>
    private static readonly string[][] All =
    [
        ["report"], ["resume"], ["verify"], ["export"],
        ["rerun", "--cell", "linear", "--replication", "1", "--quiet", "--out", "rerun-of-a-damaged-experiment"],
    ];

    private readonly Workplace _place = new();

    public async Task InitializeAsync() => (await Workplace.RsrInProcess(
        "compare", "tiny", "--rule", "all-at-once", "--rule", "linear", "--replicates", "2", "--devices", "20",
        "--days", "1", "--out", _place["x"])).Succeeds();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_journal_that_was_emptied_fails_with_one_message()
    {
        await WriteJournal("");

        await AllSay(1, $"{Journal} is an empty file; the rows that were in it are lost.");
    }

    [Fact]
    public async Task A_journal_that_is_no_database_fails_with_one_message()
    {
        await WriteJournal("This is no database, and longer than the header of one would be: one hundred characters. ....");

        await AllSay(1, $"{Journal} cannot be read: SQLite Error 26: 'file is not a database'.");
    }

    [Fact]
    public async Task A_journal_without_rows_beside_results_fails_with_one_message()
    {
        ReplaceJournalByOneWithoutRows();

        await AllSay(
            1, $"The journal of {_place["x"]} has no row, but summary.json has results: the rows are lost. "
                + $"Put {_place["x"]} back from a copy, or begin anew with another --out.");
    }

    [Theory]
    [InlineData("report")]
    [InlineData("verify")]
    [InlineData("export")]
    public async Task An_experiment_without_a_row_yet_is_not_reported(string command)
    {
        ReplaceJournalByOneWithoutRows();
        File.Delete(_place["x", "summary.json"]);
        await File.WriteAllTextAsync(_place["x", "runs.csv"], "cell,rule\n");

        Assert.Equal(
            $"{_place["x"]} has no row yet: no run has ended. Go on with: rsr experiment resume {_place["x"]}",
            (await Rsr(command)).IsRefused());
        (await Rsr("resume")).Succeeds();
        (await Rsr(command)).Succeeds();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("{ \"format\": \"two\" }")]
    [InlineData("\u0000\u0001")]
    public async Task An_experiment_json_that_is_damaged_is_refused_in_plain_words(string text)
    {
        await File.WriteAllTextAsync(_place["x", "experiment.json"], text);

        await AllSay(2, Damaged);
    }

    [Theory]
    [InlineData("format")]
    [InlineData("columns")]
    [InlineData("cells")]
    [InlineData("scenarioSha256")]
    public async Task An_experiment_json_without_a_key_is_refused_in_plain_words(string key)
    {
        var file = _place["x", "experiment.json"];
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file)).Replace($"\"{key}\"", "\"x\"", StringComparison.Ordinal));

        await AllSay(2, Damaged);
    }

    [Fact]
    public async Task A_replication_that_the_experiment_does_not_have_is_not_run_again() => Assert.Equal(
        $"--replication is 3; allowed is a number from 1 to 2, the replications of {_place["x"]}.",
        (await Rsr("rerun", "--cell", "linear", "--replication", "3", "--out", _place["run"])).IsRefused());

    [Theory]
    [InlineData("x", "x")]
    [InlineData("x/run", "x")]
    public async Task A_run_directory_is_not_made_in_an_experiment(string output, string experiment) => Assert.Equal(
        $"{_place[output]} is in the experiment {_place[experiment]}, which holds its own files only; give another "
        + "--out.",
        (await Rsr("rerun", "--cell", "linear", "--replication", "1", "--out", _place[output])).IsRefused());

    [Fact]
    public async Task A_run_directory_that_exists_is_not_replaced_by_a_run_of_an_experiment()
    {
        Directory.CreateDirectory(_place["other"]);

        var message = (await Rsr("rerun", "--cell", "linear", "--replication", "1", "--out", _place["other"]))
            .IsRefused();

        Assert.Equal($"{_place["other"]} exists; give another --out.", message);
    }

    [Fact]
    public async Task One_price_is_enough_to_decide()
    {
        var ranking = (await Workplace.RsrInProcess("decide", _place["x"], "--exposure", "2")).Succeeds().Output;

        Assert.StartsWith(
            "compare: 2 replications; prices: 2 a device-hour exposed, 0 a device harmed, 0 a false halt\n", ranking,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_price_need_not_be_measured()
    {
        var file = _place["x", "runs.csv"];
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file)).Replace("devices-harmed", "harm", StringComparison.Ordinal));

        (await Workplace.RsrInProcess("decide", _place["x"], "--exposure", "2")).Succeeds();
        Assert.EndsWith(
            "runs.csv: it has no column devices-harmed.",
            (await Workplace.RsrInProcess("decide", _place["x"], "--harm", "2")).IsRefused(), StringComparison.Ordinal);
    }

    private string Journal => _place["x", "journal.db"];

    private string Damaged =>
        $"{_place["x", "experiment.json"]} is damaged or incomplete; allowed is the file as the experiment began. Put "
        + "it back from a copy, or begin anew with another --out.";

    private Task<Outcome> Rsr(string command, params string[] options) =>
        Workplace.RsrInProcess(["experiment", command, _place["x"], .. options]);

    private async Task AllSay(int exitCode, string message)
    {
        foreach (var command in All)
            Assert.Equal(message, (await Rsr(command[0], command[1..])).Fails(exitCode));
    }

    private async Task WriteJournal(string text)
    {
        foreach (var log in Directory.GetFiles(_place["x"], "journal.db-*"))
            File.Delete(log);
        await File.WriteAllTextAsync(Journal, text);
    }

    private void ReplaceJournalByOneWithoutRows()
    {
        foreach (var file in Directory.GetFiles(_place["x"], "journal.db*"))
            File.Delete(file);
        new ExperimentJournal(_place["x"]).Create();
    }
}
