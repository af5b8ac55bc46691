using System.Collections.Immutable;
using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Designs;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr sweep</c>: what keys of a scenario do, over ranges of their values.</summary>
internal static class SweepCommand
{
    private const int Replications = 5;
    private const string Points = "--points";

    private static readonly string[] Designs =
        [.. DesignWords.All.Where(word => word != DesignWords.Cells)];

    public static Command Create()
    {
        var factors = new FactorOptions();
        var design = new Option<string>("--design")
        {
            Description = $"How the cells follow from the factors: {string.Join(", ", Designs)}.",
            DefaultValueFactory = _ => DesignWords.Full,
        };
        var points = new Option<int?>(Points)
        {
            Description = "Points of a latin-hypercube or sobol design; sets of a saltelli design, each with two "
                + "points more than there are factors; trajectories of a morris design, each with one point more.",
        };
        RunCommand.RequireRange(points, 1, Experiment.MostCells);
        var options = new ExperimentOptions(Replications);
        var command = new Command("sweep", "Varies keys of a scenario over ranges, and says which matter.");
        factors.AddTo(command);
        command.Options.Add(design);
        command.Options.Add(points);
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var experiment = factors.Experiment(
                parsed, "sweep", Replications,
                all => DesignOf(parsed.GetValue(design)!, parsed.GetValue(points), all));
            if (experiment.Design.Factors.IsEmpty)
            {
                throw HostException.Refused(
                    "found no factor; 'rsr sweep' needs --vary with a range or values of a key.");
            }

            return await options.Run(options.Apply(experiment, parsed), parsed);
        });
        return command;
    }

    private static ExperimentDesign DesignOf(string word, int? points, ImmutableArray<Factor> factors)
    {
        if (DesignWords.MethodOf(word) is { } method)
        {
            return new ExperimentDesign.Sampled(
                factors, method,
                points ?? throw HostException.Refused($"the design {word} needs {Points} N."));
        }

        if (!Designs.Contains(word))
            throw HostException.Refused($"--design is '{word}'; allowed is one of {string.Join(", ", Designs)}.");
        if (points is not null)
        {
            throw HostException.Refused(
                $"{Points} is for sampled designs; a {word} design has the values and steps of --vary.");
        }

        return word == DesignWords.Paired ? new ExperimentDesign.Paired(factors) : new ExperimentDesign.Full(factors);
    }
}
