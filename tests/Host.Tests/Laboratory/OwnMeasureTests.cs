using RsrActors.Host.Tests.Architecture;
using RsrActors.Host.Tests.Commands;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Measures that a user defines, by an expression or by code.</summary>
public sealed class OwnMeasureTests
{
    private const double Never = double.PositiveInfinity;

    /// <summary>exposed-hours is 100, devices-harmed 4, halted-after the third value.</summary>
    [Theory]
    [InlineData("exposed-hours * 0.02 + devices-harmed * 3", 5, 14.0)]
    [InlineData("exposed-hours - devices-harmed", 5, 96.0)]
    [InlineData("(exposed-hours+1)/2", 5, 50.5)]
    [InlineData("if(devices-harmed > 3, 1, 0)", 5, 1.0)]
    [InlineData("devices-harmed > 3 and halted-after > 6", 5, 0.0)]
    [InlineData("Max(exposed-hours, 100000 * 100000)", 5, 1e10)]
    [InlineData("1e2 + 1.5", 5, 101.5)]
    [InlineData("halted-after * 2", 5, 10.0)]
    [InlineData("halted-after * 2", Never, Never)]
    [InlineData("100 - halted-after", Never, Never)]
    [InlineData("halted-after * 0", Never, Never)]
    [InlineData("Min(halted-after, 24)", Never, 24.0)]
    [InlineData("exposed-hours / 0", 5, null)]
    public void An_expression_has_the_values_of_its_measures(string text, double halted, double? value)
    {
        var expression = MeasureExpression.Read(
            text, ["exposed-hours", "devices-harmed", "halted-after"], out var why);

        Assert.True(expression is not null, why);
        Assert.Equal(value, expression.Of(name => name switch
        {
            "exposed-hours" => 100,
            "devices-harmed" => 4,
            _ => halted,
        }));
    }

    [Theory]
    [InlineData("exposed-hour * 2", "there is no measure 'exposed-hour'; did you mean exposed-hours?")]
    [InlineData("exposed-hours-devices-harmed", "A minus after a name needs a blank before it.")]
    [InlineData("exposed-hours *", "which is no expression over measures")]
    [InlineData("frobnicate(exposed-hours)", "which is no expression over measures")]
    [InlineData("'text'", "which is no expression over measures")]
    public void What_is_no_expression_is_refused_before_the_first_run(string value, string message) => Assert.Contains(
        message,
        SmallExperiments.Refusal(SmallExperiments.Of(1, "linear") with { OwnMeasures = [new("cost", value)] }),
        StringComparison.Ordinal);

    [Fact]
    public void A_misspelt_name_with_a_hyphen_is_taken_for_no_subtraction()
    {
        Assert.Null(MeasureExpression.Read("devices-harmd * 2", ["devices-harmed"], out var why));
        Assert.Equal(
            "there is no measure 'devices-harmd'; did you mean devices-harmed? 'rsr measures' lists all.", why);
    }

    [Theory]
    [InlineData("halted", "there is a measure halted already")]
    [InlineData("Cost", "allowed is a name of small letters")]
    public void A_name_that_is_taken_or_none_is_refused(string name, string message) => Assert.Contains(
        message,
        SmallExperiments.Refusal(SmallExperiments.Of(1, "linear") with { OwnMeasures = [new(name, "halted")] }),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_defines_measures_and_shows_them()
    {
        var experiment = Assert.IsType<ExperimentReading.Accepted>(ExperimentReader.Read("x", """
            experiment { name = x, scenario = tiny }
            factors { a { key = fleet.devices, values = [10, 20] } }
            own-measures { cost { value = "exposed-hours * 0.02 + devices-harmed * 3", unit = EUR, better = smaller } }
            measures = [cost]
            thresholds = ["cost.mean < 1000"]
            """)).Experiment;

        var plan = SmallExperiments.Plan(experiment);

        Assert.Equal(["cost"], plan.Shown.Select(measure => measure.Name));
        Assert.Equal("EUR", plan.Measures[^1].Unit);
    }

    [Theory]
    [InlineData("measures = [cots]", "did you mean cost?")]
    [InlineData("own-measures { cost { valu = \"halted\" } }", "own-measures.cost.valu: unknown key; did you mean")]
    [InlineData("own-measures { other { value = halted, better = less } }", "allowed is one of smaller, larger")]
    public void A_misspelt_key_or_measure_is_refused(string line, string message) => Assert.Contains(
        message,
        Assert.IsType<ExperimentReading.Refused>(ExperimentReader.Read("x", $$"""
            experiment { name = x, scenario = tiny }
            factors { a { key = fleet.devices, values = [10, 20] } }
            own-measures { cost { value = "halted" } }
            {{line}}
            """)).Message,
        StringComparison.Ordinal);

    /// <summary>The scenario lasts 24 hours: 3 × 2 and 3 × 24 have the mean 39.</summary>
    [Fact]
    public void In_a_mean_a_part_that_never_came_is_the_duration_of_the_scenario()
    {
        var plan = SmallExperiments.Plan(SmallExperiments.Of(2, "linear") with
        {
            OwnMeasures = [new("cost", "halted-after * 3") { Better = Model.Statistics.Comparisons.Better.Smaller }],
        });
        plan = plan with { Measures = [.. plan.Measures.Where(measure => measure.Name is "halted-after" or "cost")] };

        var summary = Summarising.Summarise(
            plan,
            [
                new(0, 1, 1, new RunOutcome.Measured([2, 6])), new(0, 2, 1, new RunOutcome.Measured([Never, Never])),
            ]);

        Assert.Equal(39, summary.Measures[1].Cells[0].Mean!.Mean);
        Assert.Equal(1, summary.Measures[1].Cells[0].Never);
    }

    [Fact]
    public async Task A_run_has_the_value_of_the_expression_in_its_row()
    {
        using var place = new Workplace();
        await File.WriteAllTextAsync(place["own.hocon"], """
            experiment { name = own, scenario = tiny, devices = 20, days = 1 }
            factors { rule { key = rollout.rule, values = [all-at-once] } }
            replications { count = 1 }
            own-measures { tenfold { value = "share-at-end * 10" } }
            """);

        (await Workplace.RsrInProcess("experiment", "run", place["own.hocon"], "--out", place["x"])).Succeeds();

        var rows = (await File.ReadAllLinesAsync(place["x", "runs.csv"])).Select(row => row.Split(',')).ToArray();
        Assert.Equal("tenfold", rows[0][^1]);
        Assert.Equal(
            MeasureText.Exact(10 * RangeNumber.Read(rows[1][Array.IndexOf(rows[0], "share-at-end")])!.Value.Number),
            rows[1][^1]);
    }

    [Fact]
    public void A_measure_of_code_is_a_column_like_the_others()
    {
        var plan = Assert.IsType<ExperimentPlanning.Accepted>(ExperimentPlanner.Plan(
            SmallExperiments.Of(1, "linear") with { Measures = ["failed-attempts"] }, ScenarioLibrary.Installed,
            FailedAttempts.Measure)).Plan;

        Assert.Equal("failed-attempts", plan.Measures[^1].Name);
        Assert.Equal(["failed-attempts"], plan.Shown.Select(measure => measure.Name));
    }

    [Fact]
    public async Task A_measure_of_code_is_measured_in_each_run()
    {
        var plan = Assert.IsType<ExperimentPlanning.Accepted>(ExperimentPlanner.Plan(
            SmallExperiments.Of(1, "all-at-once") with { Settings = ["faults.network-interrupted=90 %"] },
            ScenarioLibrary.Installed, FailedAttempts.Measure)).Plan;

        var (_, rows) = await SmallExperiments.Run(plan, 1);

        Assert.True(Assert.IsType<RunOutcome.Measured>(rows[0].Outcome).Values[^1] > 0);
    }

    [Fact]
    public void The_page_has_the_example_that_is_tested()
    {
        var file = Checkout.Read("tests", "Host.Tests", "Laboratory", "FailedAttempts.cs");
        var start = file.IndexOf("/// <summary>How often", StringComparison.Ordinal);

        var page = Checkout.Read("docs", "laboratory.md");
        Assert.Contains(file[start..].Trim(), page, StringComparison.Ordinal);
        Assert.Contains("ScenarioLibrary.Installed, FailedAttempts.Measure)", page, StringComparison.Ordinal);
    }
}
