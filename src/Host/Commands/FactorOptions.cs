using System.Collections.Immutable;
using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Rules;
using RsrActors.Laboratory.Designs;
using RsrActors.Model.Rollouts.Presets;

namespace RsrActors.Host.Commands;

/// <summary>The scenario and the factors of experiments without a file.</summary>
internal sealed class FactorOptions
{
    private readonly Argument<string> _scenario =
        new("scenario") { Description = "A name that 'rsr scenarios' lists, or a file." };

    private readonly Option<string[]> _rules = new("--rule")
    {
        Description = "A rollout rule with its defaults, in place of the scenario's rollout. May be repeated; the "
            + "others are compared with the first.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _varied = new("--vary")
    {
        Description = "Several values of a key: --vary \"rollout.over=1 d,2 d\"; or a range: "
            + "--vary \"rollout.over=1 d..7 d step 1 d\", --vary \"rollout.over=1 h..72 h log steps 5\". May be "
            + "repeated.",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_scenario);
        command.Options.Add(_rules);
        command.Options.Add(_varied);
    }

    /// <summary>The experiment, still without the options that all experiments have.</summary>
    /// <param name="designOf">The design with the factors.</param>
    /// <exception cref="HostException">A factor is refused.</exception>
    public Experiment Experiment(
        ParseResult parsed, string name, int replications, Func<ImmutableArray<Factor>, ExperimentDesign> designOf)
    {
        var rules = parsed.GetValue(_rules) ?? [];
        return new()
        {
            Name = name,
            Scenario = parsed.GetValue(_scenario)!,
            Seed = 1,
            Design = designOf(
            [
                .. rules.Length == 0
                    ? (Factor[])[]
                    : [Factor.OfRules(rules.Select(rule => RuleText.Find(RuleRegistry.Shipped, rule).Name))],
                .. (parsed.GetValue(_varied) ?? []).Select(FactorOf),
            ]),
            Replications = replications,
        };
    }

    private static Factor FactorOf(string text) =>
        FactorText.Read(text, out var why) ?? throw HostException.Refused($"--vary: {why}.");
}
