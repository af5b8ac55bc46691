using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>An experiment is a file, read with the care of scenarios.</summary>
public sealed class ExperimentFileTests
{
    private const string Small = """
        # Which rule?
        experiment { name = small, scenario = tiny, seed = 3, devices = 20 }
        settings = ["faults.did-not-start=0 %"]
        factors {
          rule {
            levels = [
              { name = slow, set = ["rollout={ rule = linear }", "rollout.over=2 d"] }
              { name = at-once, set = ["rollout={ rule = all-at-once }"] }
            ]
          }
          opt-in { key = fleet.shares-analytics, values = [10 %, 50 %, 90 %] }
        }
        replications { count = 4 }
        measures = [share-at-end]

        """;

    [Fact]
    public void The_cells_of_a_full_design_are_all_combinations_and_the_last_factor_changes_fastest()
    {
        var experiment = Read(Small);

        Assert.Equal("Which rule?", experiment.Story);
        Assert.Equal(
            [
                "slow / 10 %", "slow / 50 %", "slow / 90 %", "at-once / 10 %", "at-once / 50 %", "at-once / 90 %",
            ],
            experiment.Cells.Select(cell => cell.Name));
        Assert.Equal(6, experiment.Design.Count);
        Assert.Equal(["rule", "opt-in"], experiment.Design.FactorNames.AsEnumerable());
        Assert.Equal(
            ["rollout={ rule = linear }", "rollout.over=2 d", "fleet.shares-analytics=50 %"],
            experiment.Cells[1].Settings.AsEnumerable());
    }

    [Fact]
    public void Cells_may_be_listed_one_by_one()
    {
        var experiment = Read("""
            experiment { name = small, scenario = tiny }
            cells = [ { name = a, set = ["fleet.devices=10"] }, { name = b } ]
            """);

        Assert.Equal(["a", "b"], experiment.Cells.Select(cell => cell.Name));
        Assert.Equal((1UL, 20), (experiment.Seed, experiment.Replications));
    }

    [Fact]
    public void An_unknown_scenario_is_refused_once_at_the_place_of_its_key() => Assert.StartsWith(
        "small.hocon, line 2: experiment.scenario: found no scenario 'tinny', allowed is a path to a file or one of ",
        SmallExperiments.Refusal(Read(Small.Replace("= tiny", "= tinny", StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Small)]
    [InlineData("experiment { name = x, scenario = tiny, days = 2 }\ncells = [ { name = \"a, b\", set = [] } ]\n")]
    public void What_is_written_reads_back_as_itself(string text)
    {
        var written = ExperimentWriter.Write(Read(text));

        Assert.Equal(written, ExperimentWriter.Write(Read(written)));
    }

    [Theory]
    [InlineData("measures =", "measure =", "small.hocon, line 14: measure: unknown key; did you mean measures?")]
    [InlineData("scenario = tiny", "scenari = tiny", "line 2: experiment.scenari: unknown key; did you mean scenario?")]
    [InlineData("count = 4", "count = none", "line 13: replications.count: found 'none', allowed is a whole number")]
    [InlineData("share-at-end", "share-at-ent", "there is no measure 'share-at-ent'; did you mean share-at-end or")]
    [InlineData("values = [", "value = [", "factors.opt-in.value: unknown key; did you mean values?")]
    [InlineData("[\"rollout={ rule = all-at-once }\"]", "[rollout]", "found 'rollout', allowed are settings such as")]
    [InlineData("key = fleet", "role = both, key = fleet", "opt-in.role: found 'both', allowed is one of choice")]
    [InlineData("seed = 3", "seed = -3", "experiment.seed: found '-3', allowed is a whole number from 0 to")]
    [InlineData("settings = ", "settings : [\n", "small.hocon, line 4")]
    [InlineData("experiment {", "experimental {", "has no section 'experiment', so it is not an experiment")]
    [InlineData("replications {", "cells = [ { name = a, set = [] } ]\nreplications {", "found both factors and cells")]
    public void What_is_wrong_is_refused_in_one_sentence(string right, string wrong, string message)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);

        var reading = ExperimentReader.Read("small.hocon", Small.Replace(right, wrong, StringComparison.Ordinal));

        var refused = Assert.IsType<ExperimentReading.Refused>(reading).Message;
        Assert.Contains(message, refused, StringComparison.Ordinal);
        Assert.StartsWith("small.hocon", refused, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused);
    }

    [Fact]
    public void A_design_without_a_cell_is_refused() => Assert.Contains(
        "found no factor and no cell",
        Assert.IsType<ExperimentReading.Refused>(
            ExperimentReader.Read("x", "experiment { name = x, scenario = tiny }")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("rollout.rule=linear")]
    [InlineData("rollout={ rule = linear }")]
    public void A_key_that_the_design_varies_is_not_set_for_all_cells(string setting)
    {
        var experiment = SmallExperiments.Of(1) with
        {
            Settings = [setting],
            Design = new ExperimentDesign.Full([Factor.OfKey("rule", "rollout.rule", ["linear", "phased"])]),
        };

        Assert.Contains(
            "rollout.rule is varied by the design, and rollout", SmallExperiments.Refusal(experiment),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_all_cells_comes_after_the_rule_of_a_cell()
    {
        var plan = SmallExperiments.Plan(
            SmallExperiments.Of(1, "linear", "phased") with { Settings = ["rollout.brakes=[]"] });

        Assert.All(plan.Cells, cell => Assert.NotNull(cell.Scenario.Rollout.Brakes));
        Assert.Equal(["linear", "phased"], plan.Cells.Select(cell => cell.Scenario.Rollout.Preset.Name));
    }

    [Fact]
    public void A_cell_whose_scenario_is_refused_is_named() => Assert.StartsWith(
        "cell 'lineal': ", SmallExperiments.Refusal(SmallExperiments.Of(1, "linear", "lineal")),
        StringComparison.Ordinal);

    [Fact]
    public void The_seed_of_the_scenario_is_no_factor() => Assert.Contains(
        "scenario.seed is no factor",
        SmallExperiments.Refusal(SmallExperiments.Of(1) with
        {
            Design = new ExperimentDesign.Full([Factor.OfKey("seed", "scenario.seed", ["1", "2"])]),
        }),
        StringComparison.Ordinal);

    [Fact]
    public void A_measure_that_a_scenario_has_not_is_refused()
    {
        var experiment = SmallExperiments.Of(1, "linear", "phased") with
        {
            Settings = ["analytics.enabled=off"],
            Measures = ["devices-harmed"],
        };

        Assert.Equal(
            "the measure devices-harmed needs a scenario with crash analytics; tiny is none.",
            SmallExperiments.Refusal(experiment));
    }

    private static Experiment Read(string text) =>
        Assert.IsType<ExperimentReading.Accepted>(ExperimentReader.Read("small.hocon", text)).Experiment;
}
