using System.Collections.Immutable;
using CsCheck;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Designs;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Ranges, and designs that take points of them.</summary>
public sealed class DesignTests
{
    private const string Head = "experiment { name = small, scenario = tiny, seed = 3 }\n";

    private const string Sampled = Head + """
        factors {
          over { key = rollout.over, from = "1 h", to = "72 h", scale = log }
          opt-in { key = fleet.shares-analytics, from = "1 %", to = "50 %" }
          devices { key = fleet.devices, from = 10, to = 19, whole = true }
          loss {
            key = services.analytics.loss, from = "0 %", to = "20 %"
            distribution = normal, mean = "5 %", deviation = "2 %"
          }
          latency { key = services.latency, distribution = triangular, from = "1 s", mode = "2 s", to = "5 s" }
        }
        design { kind = latin-hypercube, points = 10 }

        """;

    [Theory]
    [InlineData("1 h", "72 h", "linear", 3, "1 h", "36.5 h", "72 h")]
    [InlineData("1 %", "100 %", "log", 3, "1 %", "10 %", "100 %")]
    [InlineData("1 h", "2 h", "linear", 4, "1 h", "4800 s", "6000 s", "2 h")]
    [InlineData("1 MB", "2 MB", "linear", 4, "1 MB", "1333333 B", "1666667 B", "2 MB")]
    [InlineData("0", "1 %", "linear", 2, "0 %", "1 %")]
    public void Steps_of_a_range_are_evenly_spaced_values_with_their_unit(
        string from, string to, string scale, int steps, params string[] values)
    {
        var experiment = Read(Head + $$"""
            factors { a { key = rollout.over, from = "{{from}}", to = "{{to}}", scale = {{scale}}, steps = {{steps}} } }
            """);

        Assert.Equal(values, experiment.Cells.Select(cell => cell.Name));
        Assert.Equal(
            values.Select(value => $"rollout.over={value}"), experiment.Cells.Select(cell => cell.Settings[0]));
    }

    [Fact]
    public void Whole_numbers_have_equal_parts_of_the_axis()
    {
        var factor = Read(Sampled).Design.Factors[2];

        Assert.Equal(
            Enumerable.Range(10, 10).Select(number => $"{number}"),
            Enumerable.Range(0, 10).Select(part => factor.At((part + 0.999) / 10).Name));
        Assert.Equal("19", factor.At(1).Name);
    }

    [Fact]
    public void A_sampled_design_has_one_value_of_each_factor_in_each_part_of_its_range()
    {
        var cells = Read(Sampled).Cells;

        Assert.Equal(Enumerable.Range(1, 10).Select(point => $"point {point}"), cells.Select(cell => cell.Name));
        Assert.Equal(
            Enumerable.Range(10, 10).Select(number => $"{number}"),
            cells.Select(cell => cell.Levels[2]).Order(StringComparer.Ordinal));
        Assert.All(cells, cell => Assert.Equal(5, cell.Settings.Length));
        Assert.All(cells, cell => Assert.All(
            cell.Levels, level => Assert.InRange(level.Count(char.IsAsciiDigit), 1, 13)));
    }

    [Fact]
    public void Random_points_follow_from_the_seed_of_the_experiment()
    {
        var experiment = Read(Sampled);

        Assert.Equal(Names(experiment), Names(experiment with { Name = "other" }));
        Assert.NotEqual(Names(experiment), Names(experiment with { Seed = 4 }));

        static IEnumerable<string> Names(Experiment one) => one.Cells.SelectMany(cell => cell.Levels);
    }

    [Theory]
    [InlineData("sobol, points = 7", 7)]
    [InlineData("saltelli, sets = 4", 28)]
    [InlineData("morris, trajectories = 3", 18)]
    public void A_design_has_as_many_points_as_its_method_needs(string design, int cells)
    {
        var experiment = Read(Sampled.Replace("latin-hypercube, points = 10", design, StringComparison.Ordinal));

        Assert.Equal(cells, experiment.Design.Count);
        Assert.Equal(cells, experiment.Cells.Length);
    }

    [Fact]
    public void Each_point_is_run_in_each_condition()
    {
        var experiment = Read(Head + """
            factors {
              harm { role = condition, levels = [ { name = harmful, set = ["x=1"] }, { name = harmless, set = [] } ] }
              devices { key = fleet.devices, from = 10, to = 19, whole = true }
            }
            design { kind = sobol, points = 2 }
            """);

        Assert.Equal(
            [
                "point 1 / harmful|harmful|10", "point 1 / harmless|harmless|10", "point 2 / harmful|harmful|15",
                "point 2 / harmless|harmless|15",
            ],
            experiment.Cells.Select(cell => $"{cell.Name}|{string.Join('|', cell.Levels)}"));
        Assert.Equal(["harmful", "harmless"], experiment.Cells.Select(cell => cell.Condition).Distinct());
        Assert.Equal(["point 1", "point 2"], experiment.Cells.Select(cell => cell.Choice).Distinct());
    }

    [Fact]
    public void A_factor_with_one_level_is_no_axis()
    {
        var design = Assert.IsType<ExperimentDesign.Sampled>(Read(Head + """
            factors {
              rule { levels = [ { name = linear, set = ["rollout={ rule = linear }"] } ] }
              a { key = x, values = [1, 2] }
            }
            design { kind = morris, trajectories = 3 }
            """).Design);

        Assert.Equal(6, design.Count);
        Assert.All(design.CellsFor(1), cell => Assert.Equal("linear", cell.Levels[0]));
        Assert.Equal(["1", "2"], design.CellsFor(1).Select(cell => cell.Levels[1]).Distinct().Order());
    }

    [Fact]
    public void A_paired_design_takes_the_levels_of_its_factors_together() => Assert.Equal(
        ["1 / 5 d", "2 / 6 d", "3 / 7 d"],
        Read(Head + """
            factors { a { key = x, values = [1, 2, 3] }, b { key = y, from = "5 d", to = "7 d", steps = 3 } }
            design { kind = paired }
            """).Cells.Select(cell => cell.Name));

    [Theory]
    [InlineData("from = \"1 h\"", "from = \"1 %\"", "found the units % and h, allowed is one unit")]
    [InlineData("from = \"1 h\"", "from = \"0 h\"", "allowed are ends above 0 for a logarithmic range")]
    [InlineData("from = \"1 h\"", "from = \"80 h\"", "allowed is a range whose lower end comes first")]
    [InlineData("from = \"1 h\"", "from = soon", "found 'soon', allowed is a number such as 12.5 %")]
    [InlineData("from = 10,", "from = 10.5,", "found 10.5 to 19, allowed are whole numbers")]
    [InlineData("mode = \"2 s\"", "mode = \"9 s\"", "found a mode of 9 s, allowed is 1 s to 5 s")]
    [InlineData("mode = \"2 s\"", "mod = \"2 s\"", "unknown key; did you mean mode?")]
    [InlineData("distribution = normal", "distribution = norml", "found 'norml', allowed is one of uniform")]
    [InlineData("kind = latin-hypercube, points", "kind = latin-hypercube, point", "did you mean points?")]
    [InlineData("kind = latin-hypercube, points = 10", "kind = full", "the factor over is a range without steps")]
    [InlineData("kind = latin-hypercube, points = 10", "kind = cells", "found the design cells with factors")]
    [InlineData("kind = latin-hypercube, points = 10", "kind = saltelli, sets = 1", "found one set")]
    [InlineData("scale = log", "scale = log, steps = 1", "steps: found '1', allowed is a whole number from 2")]
    public void What_is_wrong_with_a_range_or_a_design_is_refused(string right, string wrong, string message)
    {
        Assert.Contains(right, Sampled, StringComparison.Ordinal);

        var reading = ExperimentReader.Read("small.hocon", Sampled.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(
            message, Assert.IsType<ExperimentReading.Refused>(reading).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_paired_design_with_unequal_factors_is_refused() => Assert.Contains(
        "found 2 values of a and 1 of b; in a paired design all factors have equally many",
        Assert.IsType<ExperimentReading.Refused>(ExperimentReader.Read("x", Head + """
            factors { a { key = x, values = [1, 2] }, b { key = y, values = [3] } }
            design { kind = paired }
            """)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("rollout.over=1 d,2 d", "1 d", "2 d")]
    [InlineData("rollout.over=1 d..3 d step 1 d", "1 d", "2 d", "3 d")]
    [InlineData("rollout.over=1..2 d step 0.5", "1 d", "1.5 d", "2 d")]
    [InlineData("rollout.over=1 h..100 h log steps 3", "1 h", "10 h", "100 h")]
    [InlineData("a=1..4", "1", "2", "3", "4")]
    [InlineData("a=0.1..0.3 step 0.1", "0.1", "0.2", "0.3")]
    [InlineData("a=1..9 whole steps 2", "1", "9")]
    [InlineData("a=1.5..2.5")]
    public void A_factor_of_the_command_line_has_values_or_a_range(string text, params string[] values)
    {
        var factor = FactorText.Read(text, out var why);

        Assert.True(factor is not null, why);
        Assert.Equal(values, factor.Levels.Select(level => level.Name));
    }

    [Theory]
    [InlineData("fleet.devices", "allowed is a key with values")]
    [InlineData("a=1,,2", "allowed is a key with values")]
    [InlineData("a=3..1", "whose lower end comes first")]
    [InlineData("a=1 d..2 h", "allowed is one unit")]
    [InlineData("a=1 d..2 d step 1 h", "found the step '1 h', allowed is a number above 0 in d")]
    [InlineData("a=1..2 steps 1", "found 1 steps, allowed are 2 to 10000")]
    [InlineData("a=0..1 step 0.000001", "allowed are 10000 at most")]
    public void A_factor_of_the_command_line_that_is_none_is_refused(string text, string message)
    {
        Assert.Null(FactorText.Read(text, out var why));
        Assert.Contains(message, why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_of_any_experiment_reads_back_as_the_same_one() => Experiments.Sample(experiment =>
    {
        var written = ExperimentWriter.Write(experiment);
        var read = Read(written);

        Assert.Equal(written, ExperimentWriter.Write(read));
        Assert.Equal(
            experiment.Cells.Select(cell => $"{cell.Name}|{cell.Condition}|{string.Join('|', cell.Settings)}"),
            read.Cells.Select(cell => $"{cell.Name}|{cell.Condition}|{string.Join('|', cell.Settings)}"));
        Assert.Equal(experiment.OwnMeasures.AsEnumerable(), read.OwnMeasures);
        Assert.Equal(experiment.Thresholds.AsEnumerable(), read.Thresholds);
    }, iter: 300);

    private static Gen<Experiment> Experiments
    {
        get
        {
            var number = Gen.Int[1, 1_000_000].Select(n => n / 1000.0);
            var range =
                from low in number
                from width in number
                from kind in Gen.Int[0, 3]
                from unit in OneOf("", "h", "%", "MB")
                from steps in Gen.Int[2, 5]
                let high = low + width
                let middle = low + width / 3
                select new FactorRange("a.b", kind switch
                {
                    0 => new FactorDistribution.Uniform(low, high),
                    1 => new FactorDistribution.LogUniform(low, high),
                    2 => new FactorDistribution.Normal(middle, width, low, high),
                    _ => new FactorDistribution.Triangular(low, middle, high),
                }, unit)
                {
                    Steps = steps,
                };
            var factors =
                from ranges in range.Array[1, 3]
                from levels in Gen.Int[1, 3]
                from isCondition in Gen.Bool
                select (ImmutableArray<Factor>)
                [
                    .. ranges.Select((one, i) => Factor.OfRange($"range {i}", one)),
                    new Factor(
                        "listed",
                        [.. Enumerable.Range(0, levels).Select(i => new Level($"l\"{i}", [$"k={i}", "m={ a = 1 }"]))])
                    {
                        Role = isCondition ? FactorRole.Condition : FactorRole.Choice,
                    },
                ];
            var measure =
                from name in OneOf("cost", "cost-2")
                from unit in OneOf("", "EUR", "a \"b\"")
                from better in OneOf(Better.Larger, Better.Smaller)
                select new OwnMeasure(name, "exposed-hours * 2") { Unit = unit, Better = better, Meaning = unit };
            var threshold =
                from statistic in OneOf("mean", "p95", "share-high")
                from comparison in OneOf("<", "<=", ">", ">=")
                from value in number
                from cell in OneOf("", "max-sprt", "a / b")
                select new Threshold("time-to-90.CVE-1-2", statistic, comparison, value, cell);
            return
                from all in factors
                from kind in Gen.Int[0, 4]
                from count in Gen.Int[2, 5]
                from seed in Gen.ULong
                from measures in measure.Array[0, 1]
                from thresholds in threshold.Array[0, 3]
                select new Experiment
                {
                    Name = "any",
                    Scenario = "tiny",
                    Seed = seed,
                    Replications = 2,
                    OwnMeasures = [.. measures],
                    Thresholds = [.. thresholds],
                    Design = kind == 4
                        ? new ExperimentDesign.Full(all)
                        : new ExperimentDesign.Sampled(all, (SamplingMethod)kind, count),
                };
        }
    }

    private static Gen<T> OneOf<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(place => items[place]);

    private static Experiment Read(string text)
    {
        var reading = ExperimentReader.Read("small.hocon", text);
        Assert.True(reading is ExperimentReading.Accepted, (reading as ExperimentReading.Refused)?.Message);
        return ((ExperimentReading.Accepted)reading).Experiment;
    }
}
