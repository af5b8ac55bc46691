using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Validity;
using RsrActors.Model.Statistics.Estimates;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr bench validity</c>: published adoption beside that of runs, as in docs/validity.md.</summary>
internal static class ValidityCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var replicates = new Option<int>("--replicates")
        {
            Description = "Runs of each population.",
            DefaultValueFactory = _ => 20,
        };
        RunCommand.RequireRange(replicates, 1, Experiment.MostReplications);
        var parallel = new Option<int>("--parallel")
        {
            Description = "Runs at the same time, with one thread each.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        RunCommand.RequireRange(parallel, 1, ExperimentOptions.MostParallel);
        var devices = new Option<int?>("--devices") { Description = "Devices of each run, in place of 1,000." };
        var command = new Command("validity", "Published adoption beside that of runs.")
        {
            replicates, parallel, devices,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var runs = new PopulationRuns(
                PublishedReader.Installed, parsed.GetValue(replicates), parsed.GetValue(parallel),
                parsed.GetValue(devices));
            await Show(runs, console.Profile.Out.Writer, stop);
            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="HostException">A run failed.</exception>
    private static async Task Show(PopulationRuns runs, TextWriter output, CancellationToken stop)
    {
        var path = Path.Combine(PublishedReader.Installed, "published.hocon");
        var populations = PublishedReader.Read(path, await File.ReadAllTextAsync(path, stop));
        var (apple, others, incidents) =
            (new List<SimulatedRow>(), new List<SimulatedRow>(), new List<SimulatedRow>());
        foreach (var population in populations)
        {
            var rows = await Simulate(runs, population, stop);
            (population.Measure != PublishedMeasure.Adoption ? incidents : population.IsApple ? apple : others)
                .AddRange(rows);
            await output.WriteLineAsync($"{population.Scenario}: {population.Of}. Source: {population.Source}.");
            await output.WriteLineAsync();
            await output.WriteLineAsync(HeadOf(population.Measure));
            foreach (var row in rows)
                await output.WriteLineAsync(Line(row));
            await output.WriteLineAsync();
        }

        string[] lines =
        [
            "Other vendors:", .. Summary(others), "", "Incidents:", .. Summary(incidents), "", "Apple:",
            .. Summary(apple),
        ];
        foreach (var line in lines)
            await output.WriteLineAsync(line);
    }

    private static string HeadOf(PublishedMeasure measure)
    {
        var what = measure switch
        {
            PublishedMeasure.Adoption => "observed",
            PublishedMeasure.Restored => "published: restored",
            PublishedMeasure.Affected => "published: affected",
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "A new measure needs its name here."),
        };
        return $"| release | days since publication | {what} | median | band of 90 % | error | use |\n"
            + "|---|---:|---:|---:|---:|---:|---|";
    }

    private static async Task<ImmutableArray<SimulatedRow>> Simulate(
        PopulationRuns runs, Population population, CancellationToken stop)
    {
        try
        {
            return await runs.Simulate(population, stop);
        }
        catch (InvalidOperationException failure)
        {
            throw HostException.Failed(failure.Message);
        }
    }

    private static string Line(SimulatedRow one)
    {
        var row = one.Row;
        var digits = row.IsLimit ? "0.00" : "0.0"; // Shares below a limit are small.
        var name = row.Without is { } newer ? $"{row.Name}, without {newer}" : row.Name;
        var days = row.From == row.To
            ? Days(row.From)
            : $"{Days(row.From - row.Before)} to {Days(row.To)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {days} | {(row.IsLimit ? "below " : "")}{100 * row.Observed:0.0} % | "
            + $"{Percent(one.Median)} % | {Percent(one.Low)} to {Percent(one.High)} % | "
            + $"{one.Error:+0.0;-0.0;0.0} | {(row.Use == RowUse.Fit ? "fit" : "test")}"
            + $"{(row.Why.Length > 0 ? $": {row.Why}" : "")} |");

        string Percent(double share) => (100 * share).ToString(digits, CultureInfo.InvariantCulture);
    }

    private static string Days(TimeSpan time) => time.TotalDays.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The median of the absolute errors of all rows, with those of fitted and of tested rows apart.</summary>
    private static IEnumerable<string> Summary(List<SimulatedRow> rows)
    {
        var (fitted, tested) = (ErrorsOf(rows, RowUse.Fit), ErrorsOf(rows, RowUse.Test));
        yield return $"fitted rows: {Median(fitted)}, tested rows: {Median(tested)}";
        yield return $"median error {Median([.. fitted, .. tested])} over {rows.Count} rows "
            + $"(fitted {fitted.Length}, tested {tested.Length})";
    }

    private static double[] ErrorsOf(List<SimulatedRow> rows, RowUse use) =>
        [.. rows.Where(one => one.Row.Use == use).Select(one => Math.Abs(one.Error))];

    private static string Median(double[] errors) => errors.Length == 0
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{SampleQuantile.Of(errors, 0.5):0.0} points");
}
