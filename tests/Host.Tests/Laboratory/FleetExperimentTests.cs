using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Experiments over the devices of an inventory.</summary>
public sealed class FleetExperimentTests : IDisposable
{
    private const string Devices = "model,version,days-silent,count\n"
        + "\"iPhone15,2\",16.5.1,0,12\n\"Mac14,2\",13.4.1,0,14\n\"Mac14,2\",13.4.1,30,4\n";

    private static readonly string[] Options =
    [
        "--vary", "fleet.behaviour.lid-closed=0 %,100 %", "--replicates", "2", "--days", "3.5",
        "--measure", "before-deadline", "--measure", "hour-after-deadline", "--measure", "time-to-95-in-contact",
    ];

    private readonly Workplace _place = new();

    public FleetExperimentTests() => File.WriteAllText(_place["fleet.csv"], Devices);

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_comparison_over_an_inventory_needs_its_directory_only()
    {
        var outcome = (await Compare("x")).Succeeds();
        Assert.Matches("(?m)^before-deadline, share:", outcome.Output);
        Assert.Matches("(?m)^hour-after-deadline, share:", outcome.Output);
        Assert.Matches("(?m)^time-to-95-in-contact, h:", outcome.Output);

        // The experiment has a copy of the inventory: what becomes of the user's file changes nothing.
        File.WriteAllText(_place["fleet.csv"], "model,version,count\n\"iPhone15,2\",16.5.1,1\n");
        Assert.Equal(
            Tables(outcome.Output),
            Tables((await Rsr(
                "experiment", "report", _place["x"], "--measure", "before-deadline", "--measure",
                "hour-after-deadline", "--measure", "time-to-95-in-contact")).Succeeds().Output));
        (await Rsr("experiment", "verify", _place["x"], "--runs", "4")).Succeeds();
        Assert.Contains(
            "The measures equal those of the experiment.",
            (await Rsr(
                "experiment", "rerun", _place["x"], "--cell", "2", "--replication", "2", "--out", _place["run"]))
                .Succeeds().Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_place["run", "inventory.csv"]));
        (await Rsr("experiment", "run", _place["x", "experiment.hocon"], "--out", _place["again"])).Succeeds();
        Assert.Equal(
            await File.ReadAllTextAsync(_place["x", "runs.csv"]),
            await File.ReadAllTextAsync(_place["again", "runs.csv"]));
    }

    [Fact]
    public async Task A_changed_copy_of_the_inventory_is_refused()
    {
        (await Compare("x")).Succeeds();
        await File.AppendAllTextAsync(
            _place["x", "inventory.csv"], "iphone,\"iPhone14,5\",0x8110,mobile,16.5.1,20F75,,,,0,1\n");

        Assert.Contains(
            "the scenario of cell '0 %' has changed since the experiment began",
            (await Rsr("experiment", "verify", _place["x"])).IsRefused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sweep")]
    [InlineData("compare")]
    public async Task A_design_does_not_vary_the_inventory_that_all_cells_have(string command) => Assert.Contains(
        "fleet.inventory is varied by the design, and fleet.inventory is set for all cells",
        (await Rsr(
            command, "enforced", "--fleet", _place["fleet.csv"], "--vary", "fleet.inventory=a.csv,b.csv"))
            .IsRefused(), StringComparison.Ordinal);

    [Fact]
    public async Task An_inventory_that_does_not_exist_is_refused_before_the_first_run()
    {
        File.Delete(_place["fleet.csv"]);

        Assert.Contains("fleet.csv", (await Compare("x")).IsRefused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place["x"]));
    }

    [Fact]
    public async Task A_file_of_an_experiment_names_an_inventory_beside_it()
    {
        await File.WriteAllTextAsync(_place["mine.hocon"], """
            experiment { name = mine, scenario = enforced, fleet = "fleet.csv", days = 1 }
            replications { count = 1 }
            factors.lid { key = fleet.behaviour.lid-closed, values = [ "0 %", "50 %" ] }
            measures = [ time-to-50 ]
            """);

        (await Rsr("experiment", "run", _place["mine.hocon"], "--out", _place["x"])).Succeeds();

        Assert.Equal(
            3, (await File.ReadAllLinesAsync(_place["x", "runs.csv"])).Length);
        Assert.Contains(
            "fleet = \"inventory.csv\"", await File.ReadAllTextAsync(_place["x", "experiment.hocon"]),
            StringComparison.Ordinal);
    }

    private static string Tables(string output) => output[..output.IndexOf("Each difference", StringComparison.Ordinal)];

    private Task<Outcome> Compare(string name) => Rsr(
        ["compare", "enforced", "--fleet", _place["fleet.csv"], .. Options, "--out", _place[name]]);

    private static Task<Outcome> Rsr(params string[] arguments) => Workplace.RsrInProcess(arguments);
}
