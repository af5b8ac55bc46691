using System.Collections.Immutable;
using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Rules;
using RsrActors.Laboratory.Designs;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr compare</c>: an experiment without a file.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var scenario =
            new Argument<string>("scenario") { Description = "A name that 'rsr scenarios' lists, or a file." };
        var rules = new Option<string[]>("--rule")
        {
            Description = "A rollout rule with its defaults, in place of the scenario's rollout. May be repeated; the "
                + "others are compared with the first.",
            DefaultValueFactory = _ => [],
        };
        var varied = new Option<string[]>("--vary")
        {
            Description = "Several values of a key: --vary \"rollout.over=1 d,2 d\". May be repeated; all combinations "
                + "run.",
            DefaultValueFactory = _ => [],
        };
        var options = new ExperimentOptions();
        var command = new Command("compare", "Compares rollout rules, or settings, by many runs of a scenario.")
        {
            scenario, rules, varied,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var factors = Factors(parsed.GetValue(rules) ?? [], parsed.GetValue(varied) ?? []);
            var experiment = new Experiment
            {
                Name = "compare",
                Scenario = parsed.GetValue(scenario)!,
                Seed = 1,
                Design = new ExperimentDesign.Full(factors),
                Replications = 20,
            };
            if (experiment.Design.Count < 2)
                throw HostException.Refused("found one cell; 'rsr compare' needs two rules, or two values of a key.");
            return await options.Run(options.Apply(experiment, parsed), parsed);
        });
        return command;
    }

    private static ImmutableArray<Factor> Factors(string[] rules, string[] varied) =>
    [
        .. rules.Length == 0
            ? (Factor[])[]
            : [Factor.OfRules(rules.Select(rule => RuleText.Find(RuleRegistry.Shipped, rule).Name))],
        .. varied.Select(FactorOf),
    ];

    private static Factor FactorOf(string vary)
    {
        var equals = vary.IndexOf('=', StringComparison.Ordinal);
        string[] values = equals < 1 ? [] : [.. vary[(equals + 1)..].Split(',').Select(value => value.Trim())];
        if (values.Length == 0 || values.Contains(""))
        {
            throw HostException.Refused(
                $"--vary is '{ValueText.Shorten(vary)}'; allowed is a key with values, such as rollout.over=1 d,2 d.");
        }

        var key = vary[..equals].Trim();
        return Factor.OfKey(key, key, values);
    }
}
