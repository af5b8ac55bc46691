using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Laboratory.Decisions;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Output;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr decide</c>: ranks the cells of an experiment by expected loss.</summary>
internal static class DecideCommand
{
    private const string ExperimentFile = "experiment.hocon";
    private const string RunsFile = "runs.csv";

    public static Command Create()
    {
        var directory = new Argument<string>("directory") { Description = "The directory of a finished experiment." };
        var exposure = Price("--exposure", "The price of one device-hour without protection.");
        var harm = Price("--harm", "The price of one device that a response harms.");
        var falseHalt = Price("--false-halt", "The price of one halt of a release without harm.");
        var probabilities = new Option<string[]>("--probability")
        {
            Description = "How likely a condition is, such as harmful=0.1; one may be left out, and has the rest. May "
                + "be repeated. Without it each condition has a ranking of its own.",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("decide", "Ranks the cells of an experiment by expected loss, for given prices.")
        {
            directory, exposure, harm, falseHalt, probabilities,
        };
        command.SetAction(parsed =>
        {
            var prices = new LossPrices(
                parsed.GetValue(exposure), parsed.GetValue(harm), parsed.GetValue(falseHalt));
            if (prices is { Exposure: 0, Harm: 0, FalseHalt: 0 })
                throw HostException.Refused("found no price; allowed are --exposure, --harm and --false-halt.");
            var place = parsed.GetValue(directory)!;
            var experiment = ReadExperiment(place);
            var decision = Decide(
                prices, experiment.Cells, ReadRuns(place, prices), parsed.GetValue(probabilities) ?? []);
            foreach (var line in DecisionLines.Of(
                experiment.Name, prices, decision ?? throw HostException.Refused(
                    $"{Path.Combine(place, RunsFile)} has no replication that has ended in all cells.")))
            {
                parsed.InvocationConfiguration.Output.WriteLine(line);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Decision? Decide(
        LossPrices prices, ImmutableArray<Cell> cells, StoredRuns runs, string[] probabilities)
    {
        if (probabilities.Length == 0)
            return Decision.PerCondition(prices, cells, runs);
        ImmutableArray<string> conditions =
            [.. cells.Select(cell => cell.Condition).Distinct(StringComparer.Ordinal)];
        if (conditions is [""])
            throw HostException.Refused("--probability needs an experiment with a factor whose role is condition.");
        if (ConditionWeights.Read(probabilities, conditions, out var why) is not { } weights)
            throw HostException.Refused($"--probability: {why}.");
        if (cells.GroupBy(cell => cell.Choice).FirstOrDefault(choice => choice.Count() < conditions.Length) is { } part)
        {
            throw HostException.Refused(
                $"{part.Key} has no cell in one of the conditions {string.Join(", ", conditions)}; --probability needs "
                + "each choice in all of them.");
        }

        return Decision.Weighed(prices, cells, runs, weights);
    }

    private static Experiment ReadExperiment(string directory)
    {
        var file = Path.Combine(directory, ExperimentFile);
        ExperimentManifest.RequireFile(directory, ExperimentFile);
        return ExperimentLibrary.Installed.Read(file) switch
        {
            ExperimentReading.Accepted { Experiment: var read } when read.Design.Objection is null => read,
            ExperimentReading.Accepted { Experiment.Design.Objection: var objection } =>
                throw HostException.Refused($"{file}: {objection}."),
            ExperimentReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };
    }

    private static StoredRuns ReadRuns(string directory, LossPrices prices)
    {
        ExperimentManifest.RequireFile(directory, RunsFile);
        var file = Path.Combine(directory, RunsFile);
        try
        {
            using var text = File.OpenText(file);
            return StoredRuns.Read(text, prices, out var why) ?? throw HostException.Refused($"{file}: {why}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"{file} cannot be read: {e.Message}");
        }
    }

    private static Option<double> Price(string name, string meaning)
    {
        var option = new Option<double>(name) { Description = meaning };
        option.Validators.Add(result =>
        {
            // What is no number has a message already.
            if (result.Tokens is [var token]
                && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var price)
                && !(price >= 0 && double.IsFinite(price)))
            {
                result.AddError($"{name} is {token.Value}; allowed is a number that is not below 0.");
            }
        });
        return option;
    }
}
