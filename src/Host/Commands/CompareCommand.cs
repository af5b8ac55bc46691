using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Designs;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr compare</c>: an experiment without a file.</summary>
internal static class CompareCommand
{
    private const int Replications = 20;

    public static Command Create()
    {
        var factors = new FactorOptions();
        var options = new ExperimentOptions();
        var command = new Command("compare", "Compares rollout rules, or settings, by many runs of a scenario.");
        factors.AddTo(command);
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var experiment = factors.Experiment(
                parsed, "compare", Replications, all => new ExperimentDesign.Full(all));
            if (experiment.Design is { Objection: null, Count: < 2 })
                throw HostException.Refused("found one cell; 'rsr compare' needs two rules, or two values of a key.");
            return await options.Run(options.Apply(experiment, parsed), parsed);
        });
        return command;
    }
}
