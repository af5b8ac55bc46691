using System.Text.Json;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>
/// <c>rsr compare</c>, <c>rsr experiment</c> and <c>rsr measures</c>, from the command line to the files.
/// </summary>
public sealed class CompareTests : IDisposable
{
    private static readonly string[] Small =
    [
        "compare", "tiny", "--rule", "all-at-once", "--rule", "linear", "--replicates", "3", "--devices", "20",
        "--days", "1", "--seed", "9",
    ];

    /// <summary>The files of an experiment that do not depend on its process: neither its journal nor its lock.</summary>
    internal static readonly string[] Results =
    [
        "curves.parquet", "experiment.hocon", "experiment.json", "report.html", "runs.csv", "runs.parquet",
        "summary.json",
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task One_run_at_a_time_and_three_give_the_same_files_byte_for_byte()
    {
        var one = (await Rsr([.. Small, "--parallel", "1", "--out", _place["one"]])).Succeeds();
        var three = (await Rsr([.. Small, "--parallel", "3", "--out", _place["three"]])).Succeeds();

        Assert.All(
            Results, file => Assert.Equal(
                File.ReadAllBytes(_place["one", file]), File.ReadAllBytes(_place["three", file])));
        Assert.Equal(
            one.Output, three.Output.Replace(_place["three"], _place["one"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_are_tidy_and_the_experiment_file_gives_them_again()
    {
        (await Rsr([.. Small, "--vary", "fleet.behaviour.seekers=10 %,40 %", "--out", _place["x"]])).Succeeds();
        var lines = await File.ReadAllLinesAsync(_place["x", "runs.csv"]);

        Assert.StartsWith(
            "cell,rule,fleet.behaviour.seekers,replication,seed,status,reason,time-to-50,", lines[0],
            StringComparison.Ordinal);
        Assert.Equal(1 + 3 * 4, lines.Length);
        Assert.StartsWith("all-at-once / 10 %,all-at-once,10 %,1,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("linear / 40 %,linear,40 %,3,", lines[12], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));

        (await Rsr("experiment", "run", _place["x", "experiment.hocon"], "--out", _place["again"])).Succeeds();
        Assert.Equal(lines, await File.ReadAllLinesAsync(_place["again", "runs.csv"]));
    }

    [Fact]
    public async Task A_run_of_an_experiment_is_the_run_of_its_scenario_with_its_seed()
    {
        (await Rsr([.. Small, "--out", _place["x"]])).Succeeds();
        var row = (await File.ReadAllLinesAsync(_place["x", "runs.csv"]))[1].Split(',');

        (await Rsr(
            "run", "tiny", "--seed", row[3], "--devices", "20", "--days", "1", "--quiet", "--out", _place["run"]))
            .Succeeds();
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(_place["run", "report.json"]));

        var activated = report.RootElement.GetProperty("releases")[0].GetProperty("activated").GetInt32();
        var header = (await File.ReadAllLinesAsync(_place["x", "runs.csv"]))[0].Split(',');
        Assert.Equal($"{activated / 20.0}", row[Array.IndexOf(header, "share-at-halt")]);
    }

    [Fact]
    public async Task The_table_has_a_row_for_each_cell_and_a_mark()
    {
        var table = (await Rsr([.. Small, "--measure", "share-at-end", "--measure", "exposed-hours"]))
            .Succeeds().Output;

        Assert.StartsWith(
            "compare: tiny, 2 cells, 3 replications, experiment seed 9; 6 runs, none failed\n\n"
            + "share-at-end, share: higher is better\n  cell  ", table, StringComparison.Ordinal);
        Assert.Contains("\nexposed-hours, device-hours: lower is better\n", table, StringComparison.Ordinal);
        Assert.Matches("\n  all-at-once +3 .* (best|not worse)\n", table);
        Assert.Matches("\n  linear +3 .* (worse|not worse)\n", table);
        Assert.DoesNotContain("devices-harmed", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_is_printed_as_JSON_when_asked_for()
    {
        using var json = JsonDocument.Parse((await Rsr([.. Small, "--json"])).Succeeds().Output);

        Assert.Equal(6, json.RootElement.GetProperty("runs").GetInt32());
        var halted = json.RootElement.GetProperty("measures").EnumerateArray()
            .First(measure => measure.GetProperty("name").GetString() == "halted-after").GetProperty("cells")[0];
        Assert.Equal(3, halted.GetProperty("never").GetInt32());
        Assert.Equal("inf", halted.GetProperty("median").GetString());
    }

    [Fact]
    public async Task Common_random_numbers_make_a_difference_more_precise()
    {
        using var json = JsonDocument.Parse(
            (await Rsr("compare", "tiny", "--rule", "all-at-once", "--rule", "linear", "--replicates", "10", "--json"))
                .Succeeds().Output);

        var gain = json.RootElement.GetProperty("measures").EnumerateArray()
            .First(measure => measure.GetProperty("name").GetString() == "exposed-hours").GetProperty("cells")[1]
            .GetProperty("varianceReduction").GetDouble();
        Assert.True(gain > 1, $"The variance was divided by {gain}.");
    }

    [Fact]
    public async Task The_experiment_which_rule_runs_with_few_devices()
    {
        var outcome = await Rsr(
            "experiment", "run", "five-rules", "--devices", "40", "--days", "9", "--replicates", "1", "--out",
            _place["which"]);

        outcome.Succeeds();
        Assert.StartsWith(
            "five-rules: halts, 10 cells, 1 replication, experiment seed 20260318; 10 runs, none failed\n",
            outcome.Output, StringComparison.Ordinal);
        Assert.Equal(11, (await File.ReadAllLinesAsync(_place["which", "runs.csv"])).Length);
        Assert.Matches("\n  linear / harmful .*\n  max-sprt / harmful .*\n", outcome.Output);
    }

    [Fact]
    public async Task A_directory_that_is_not_empty_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(_place["full"]);
        await File.WriteAllTextAsync(_place["full", "note"], "mine");

        var message = (await Rsr([.. Small, "--out", _place["full"]])).IsRefused();

        Assert.Equal($"{_place["full"]} exists and is not empty. Give another --out.", message);
        Assert.Equal(["full", "full/note"], _place.Entries());
    }

    [Theory]
    [InlineData("did you mean linear?", "compare", "tiny", "--rule", "linaer", "--rule", "phased")]
    [InlineData("needs two rules, or two values of a key", "compare", "tiny", "--rule", "linear")]
    [InlineData("allowed is a key with values", "compare", "tiny", "--vary", "fleet.devices")]
    [InlineData("two cells are named 'linear'", "compare", "tiny", "--rule", "linear", "--rule", "linear")]
    [InlineData("cell '0': ", "compare", "tiny", "--vary", "fleet.devices=0,10")]
    [InlineData("varied by the design", "compare", "tiny", "--vary", "fleet.devices=5,10", "--devices", "7")]
    [InlineData(
        "rollout.rule is varied by the design, and rollout.rule is set for all cells", "compare", "tiny", "--rule",
        "linear", "--rule", "phased", "--set", "rollout.rule=hawkbit")]
    [InlineData("did you mean", "compare", "tiny", "--rule", "linear", "--rule", "phased", "--measure", "harmed")]
    [InlineData("found no scenario 'tinny'", "compare", "tinny", "--rule", "linear", "--rule", "phased")]
    [InlineData("allowed are 1 to 1024", "compare", "tiny", "--rule", "linear", "--parallel", "0")]
    [InlineData("allowed is a path to a file or one of false-halts, five-rules, ", "experiment", "run", "no-such")]
    [InlineData("did you mean exposed-hours?", "measures", "exposed-hour")]
    public async Task What_is_wrong_is_refused_in_one_message(string words, params string[] arguments) =>
        Assert.Contains(words, (await Rsr(arguments)).IsRefused(), StringComparison.Ordinal);

    [Fact]
    public async Task Measures_lists_name_unit_direction_and_meaning()
    {
        var list = (await Rsr("measures")).Succeeds().Output;

        Assert.StartsWith(
            "time-to-50        h, or never; lower is better. Hours until 50 % of the devices were", list,
            StringComparison.Ordinal);
        Assert.All(list.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        using var json = JsonDocument.Parse((await Rsr("measures", "halted", "--json")).Succeeds().Output);
        Assert.Equal("yes-no", json.RootElement[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Experiments_are_listed_with_their_question() => Assert.Matches(
        "(?m)^five-rules +Which rollout rule stops a harmful response soonest,",
        (await Rsr("experiment", "list")).Succeeds().Output);

    private static Task<Outcome> Rsr(params string[] arguments) => Workplace.RsrInProcess(arguments);
}
