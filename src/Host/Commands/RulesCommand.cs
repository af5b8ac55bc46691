using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Rules;
using RsrActors.Model.Rollouts.Presets;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr rules</c>: the library of rollout rules.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name")
        {
            Description = "A rule to explain; without it all rules are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "rules", "Lists the rollout rules, or explains one: ramp, brakes, keys, source, an example.")
        {
            name,
        };
        command.SetAction(parsed =>
        {
            var rules = RuleRegistry.Shipped;
            var lines = parsed.GetValue(name) is { } one
                ? RuleText.Page(RuleText.Find(rules, one))
                : RuleText.List(rules);
            foreach (var line in lines)
                parsed.InvocationConfiguration.Output.WriteLine(line);
            return ExitCode.Done;
        });
        return command;
    }
}
