using System.Collections.Concurrent;
using System.Collections.Immutable;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Sharing;
using RsrActors.Running;
using Xunit.Abstractions;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Cells that differ in the brakes of their rules share a run until a brake acts.</summary>
public sealed class SharedWorldTests(ITestOutputHelper output)
{
    private const string Harmless = "releases.26.3.1-a.regressions=[]";

    private const string KeepIt = "releases.26.3.1-a.regrets.share=0 %";

    /// <summary>Rules over a linear ramp of two days that read the same kinds of slices.</summary>
    private static readonly ImmutableArray<string> LinearRules =
    [
        "linear", "any-time", "apple", "azure-device-update", "cusum", "gamma-mixture", "max-sprt", "refused-tickets",
        "toy-gate", "wald-sprt", "windows-monitoring",
    ];

    public static TheoryData<string[]> Settings =>
    [
        [],
        [Harmless, KeepIt, "faults.did-not-start=0 %"],
        [Harmless, "fleet.applications.0.crashes-per-1000-hours=40"],
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Three_rules_have_the_measures_of_separate_runs(string[] settings) =>
        await AreTheSame(["max-sprt", "any-time", "windows-monitoring"], settings, replications: 2);

    [Trait("Length", "Long")]
    [Theory]
    [MemberData(nameof(Settings))]
    public async Task All_rules_over_one_ramp_have_the_measures_of_separate_runs(string[] settings) =>
        await AreTheSame(LinearRules, settings, replications: LongTests.Times(10) + 1);

    [Fact]
    public async Task A_harmless_response_is_simulated_once_for_all_rules()
    {
        var plan = Plan(LinearRules, [Harmless, KeepIt, "faults.did-not-start=0 %"], replications: 3);
        var counted = new Counted();

        var rows = await Run(plan, counted.Functions);

        Assert.Equal(plan.Runs, rows.Length);
        Assert.Equal(3, counted.Shared);

        // The first cell of the first replication is compared with a run at full fidelity.
        var acted = rows.Count(row => ((RunOutcome.Measured)row.Outcome).Values[plan.ColumnOf("halted")] == 1);
        Assert.Equal(1 + acted, counted.Alone);
    }

    [Fact]
    public async Task A_rule_that_acts_gets_a_run_of_its_own()
    {
        var plan = Plan(["linear", "max-sprt", "cusum"], [], replications: 2);
        var alone = new ConcurrentBag<(int, int)>();

        var rows = await Run(plan, new(
            (run, _) =>
            {
                alone.Add((run.Replication, run.Cell));
                return Task.FromResult<RunOutcome?>(new RunOutcome.Measured([run.Cell]));
            },
            (shared, _) => Task.FromResult<SharedOutcome?>(new(
                [.. shared.Cells.Select((_, i) => i == 1 ? null : new RunOutcome.Measured([-1]))]))));

        Assert.Equal([(1, 1), (2, 1)], alone.Order());
        Assert.Equal(
            [-1, 1, -1, -1, 1, -1], rows.Select(row => ((RunOutcome.Measured)row.Outcome).Values[0]!.Value));
    }

    [Fact]
    public async Task A_world_that_fails_without_brakes_is_no_row()
    {
        var plan = Plan(["linear", "max-sprt", "cusum"], [], replications: 1);

        var rows = await Run(plan, new(
            (run, _) => Task.FromResult<RunOutcome?>(new RunOutcome.Measured([run.Cell])),
            (shared, _) => Task.FromResult<SharedOutcome?>(new([.. shared.Cells.Select(_ => (RunOutcome?)null)]))));

        Assert.Equal([0, 1, 2], rows.Select(row => ((RunOutcome.Measured)row.Outcome).Values[0]!.Value));
    }

    [Theory]
    [InlineData("linear max-sprt cusum", "0 0 0")]
    [InlineData("linear max-sprt", "0 0")]
    [InlineData("max-sprt cusum", "0 1")]
    [InlineData("all-at-once max-sprt ubuntu-phased", "0 1 2")]
    [InlineData("linear max-sprt kayenta burn-rate", "0 0 2 3")]
    [InlineData("hawkbit aws-iot-jobs nebraska", "0 1 2")]
    public void Cells_share_a_world_when_only_their_brakes_differ(string rules, string worlds)
    {
        var plan = Plan([.. rules.Split(' ')], [], replications: 1);

        Assert.Equal(worlds, string.Join(' ', SharedWorlds.Of(plan.Cells).Select(world => world.Min())));
    }

    [Theory]
    [InlineData("{ at = 8 d, do = pause, release = \"26.3.1-a\", cause = doubt }")]
    [InlineData("{ at = 8 d, do = ramp, release = \"26.3.1-a\", percent = 50 % }")]
    public void An_operator_who_sets_the_ramp_makes_every_cell_a_world_of_its_own(string command)
    {
        var plan = Plan(
            ["linear", "max-sprt", "cusum"],
            [$"script=[{{ at = 7 d, do = publish, release = \"26.3.1-a\" }}, {command}]"], replications: 1);

        Assert.All(SharedWorlds.Of(plan.Cells), world => Assert.Single(world));
    }

    private async Task AreTheSame(ImmutableArray<string> rules, string[] settings, int replications)
    {
        var plan = Plan(rules, settings, replications);
        var counted = new Counted();

        var shared = await Run(plan, counted.Functions);
        var separate = await Run(plan, new(MeasuredRuns.At(Fidelity.Decisions).Alone));

        output.WriteLine($"{plan.Runs} runs; {counted.Shared} are shared, {counted.Alone} are separate");
        Assert.True(counted.Shared > 0);
        foreach (var (one, other) in shared.Zip(separate))
        {
            Assert.Equal((one.Replication, one.Cell, one.Seed), (other.Replication, other.Cell, other.Seed));
            var (measured, expected) = ((RunOutcome.Measured)one.Outcome, (RunOutcome.Measured)other.Outcome);
            Assert.Equal(
                plan.Measures.Select((measure, i) => $"{measure.Name} {expected.Values[i]}"),
                plan.Measures.Select((measure, i) => $"{measure.Name} {measured.Values[i]}"));
            Assert.Equal(string.Join(' ', expected.ProtectedByHour), string.Join(' ', measured.ProtectedByHour));
        }
    }

    private static ExperimentPlan Plan(ImmutableArray<string> rules, string[] settings, int replications) =>
        SmallExperiments.Plan(SmallExperiments.Of(replications, rules) with
        {
            Scenario = "halts",
            Devices = "120",
            Days = "14",
            Settings = [.. settings],
        });

    private static async Task<ImmutableArray<RunFinished>> Run(ExperimentPlan plan, RunFunctions run)
    {
        var rows = new List<RunFinished>();
        await ExperimentRun.Run(plan, 2, new(rows.Add, _ => { }), run, CancellationToken.None);
        return [.. rows];
    }

    /// <summary>Real simulations that are counted.</summary>
    private sealed class Counted
    {
        private static readonly RunFunctions Real = MeasuredRuns.At(Fidelity.Decisions);

        private int _alone;
        private int _shared;

        public int Alone => _alone;

        public int Shared => _shared;

        public RunFunctions Functions => new(
            (run, stop) =>
            {
                Interlocked.Increment(ref _alone);
                return Real.Alone(run, stop);
            },
            (run, stop) =>
            {
                Interlocked.Increment(ref _shared);
                return Real.Shared!(run, stop);
            });
    }
}
