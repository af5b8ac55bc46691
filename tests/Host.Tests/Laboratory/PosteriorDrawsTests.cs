using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;
using RsrActors.Model.Scenarios;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Experiments whose replications have draws of a posterior.</summary>
public sealed class PosteriorDrawsTests
{
    private const string Csv = "fleet.behaviour.seekers,fleet.behaviour.decide\n10 %,2 h\n20 %,3 h\n";

    [Fact]
    public void Each_replication_has_another_draw_the_same_in_all_cells()
    {
        var plan = SmallExperiments.Plan(SmallExperiments.Of(3, "linear", "all-at-once") with { Draws = Draws });

        Assert.Equal(
            [0.1, 0.2, 0.1], Enumerable.Range(1, 3).Select(replication => Seekers(plan.RunOf(replication, 0).Scenario)));
        Assert.Equal(
            [0.1, 0.2, 0.1], Enumerable.Range(1, 3).Select(replication => Seekers(plan.RunOf(replication, 1).Scenario)));
    }

    [Fact]
    public void An_experiment_is_written_with_its_draws_and_read_again()
    {
        var written = ExperimentWriter.Write(SmallExperiments.Of(3, "linear") with { Draws = Draws });

        var read = Assert.IsType<ExperimentReading.Accepted>(ExperimentReader.Read("x", written)).Experiment;

        Assert.Equal(Draws.Settings.SelectMany(draw => draw), read.Draws.Settings.SelectMany(draw => draw));
        Assert.Equal(written, ExperimentWriter.Write(read));
    }

    [Fact]
    public void A_posterior_alone_is_an_experiment_of_one_cell()
    {
        var folder = Directory.CreateTempSubdirectory("rsr-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "posterior.csv"), Csv);
            var experiment = Assert.IsType<ExperimentReading.Accepted>(ExperimentReader.Read(
                "x",
                """
                experiment { name = x, scenario = tiny }
                factors.behaviour { posterior = posterior.csv }
                replications.count = 4
                """,
                folder.FullName)).Experiment;

            Assert.Equal("scenario", Assert.Single(experiment.Cells).Name);
            Assert.Equal("fleet.behaviour.seekers=20 %;fleet.behaviour.decide=3 h", string.Join(';', experiment.Draws.Of(4)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_key_that_is_drawn_and_varied_is_refused() => Assert.StartsWith(
        "fleet.behaviour.seekers has a posterior, and another value in the experiment",
        SmallExperiments.Refusal(SmallExperiments.Of(2, "linear") with
        {
            Draws = Draws,
            Settings = ["fleet.behaviour.seekers=5 %"],
        }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "x.csv: row 1: found ''")]
    [InlineData("seekers\n5 %\n", "x.csv: row 1: found 'seekers'")]
    [InlineData("fleet.behaviour.seekers\n", "x.csv: found 0 draws, allowed are 1 to 1000")]
    [InlineData("fleet.behaviour.seekers\n5 %,1 h\n", "x.csv: row 2: found 2 values, allowed are 1")]
    public void What_is_no_posterior_is_refused_with_its_row(string text, string message)
    {
        Assert.Null(PosteriorReader.Read("x.csv", text, out var why));
        Assert.StartsWith(message, why, StringComparison.Ordinal);
    }

    private static PosteriorDraws Draws => PosteriorReader.Read("x.csv", Csv, out _)!;

    private static double Seekers(Scenario scenario) => scenario.Fleet.Behaviour.Seekers;
}
