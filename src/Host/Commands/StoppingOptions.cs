using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Host.Commands;

/// <summary>The options that say how many replications there are, or until when.</summary>
internal sealed class StoppingOptions
{
    private readonly Option<int?> _replicates;

    private readonly Option<string[]> _until = new("--until")
    {
        Description = "In place of --replicates: run until the mean of a measure is known so exactly in every cell: "
            + "--until \"exposed-hours=5 %\", or in its unit, --until halted-after=2. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _best = new("--select-best")
    {
        Description = "In place of --replicates: find the best cell. A cell that is worse gets no more runs; "
            + "differences below the number do not matter: --select-best exposed-hours=1000.",
    };

    private readonly Option<int?> _atLeast = new("--at-least")
    {
        Description = $"With --until or --select-best: runs of each cell before the first decision, "
            + $"{StoppingRule.UsualAtLeast}.",
    };

    private readonly Option<int?> _atMost = new("--at-most")
    {
        Description = $"With --until or --select-best: the most runs of each cell, {StoppingRule.UsualAtMost}.",
    };

    /// <param name="replications">Those of an experiment without a file, for the help.</param>
    public StoppingOptions(int replications)
    {
        _replicates = new("--replicates")
        {
            Description = $"Runs of each cell: {replications}, or as many as the file says. Replication r has the same "
                + "seed in every cell.",
        };
        RunCommand.RequireRange(_replicates, 1, Experiment.MostReplications);
        RunCommand.RequireRange(_atLeast, 2, Experiment.MostReplications);
        RunCommand.RequireRange(_atMost, 2, Experiment.MostReplications);
    }

    public IEnumerable<Option> All => [_replicates, _until, _best, _atLeast, _atMost];

    /// <summary>The experiment with what the command line changes.</summary>
    /// <exception cref="HostException">Options contradict each other.</exception>
    public Experiment Apply(Experiment experiment, ParseResult parsed)
    {
        var count = parsed.GetValue(_replicates);
        var given = RuleOf(parsed);
        if (count is not null && given is not null)
        {
            throw HostException.Refused(
                "found --replicates and a stopping rule; with the rule, --at-most is the most.");
        }

        var rule = given ?? (count is null ? experiment.Stopping : null);
        if (rule is null)
        {
            if ((parsed.GetValue(_atLeast) ?? parsed.GetValue(_atMost)) is not null)
                throw HostException.Refused("--at-least and --at-most need --until or --select-best.");
            return experiment with { Replications = count ?? experiment.Replications, Stopping = null };
        }

        var most = parsed.GetValue(_atMost)
            ?? (experiment.Stopping is null ? StoppingRule.UsualAtMost : experiment.Replications);
        var least = parsed.GetValue(_atLeast) ?? rule.AtLeast;
        return most < least
            ? throw HostException.Refused($"--at-most is {most}; allowed is --at-least, {least}, or more.")
            : experiment with { Replications = most, Stopping = rule with { AtLeast = least } };
    }

    private StoppingRule? RuleOf(ParseResult parsed)
    {
        string[] until = parsed.GetValue(_until) ?? [];
        var best = parsed.GetValue(_best);
        if (until.Length > 0 && best is not null)
            throw HostException.Refused("found --until and --select-best, allowed is one of the two.");
        return best is not null
            ? StoppingText.ParseBest(best)
                ?? throw Wrong("--select-best", best, $"allowed is {StoppingText.BestAllowed}")
            : until.Length == 0 ? null
            : new StoppingRule.Precise(
            [
                .. until.Select(text => StoppingText.ParsePrecision(text)
                    ?? throw Wrong("--until", text, $"allowed are texts such as {StoppingText.PrecisionAllowed}")),
            ]);
    }

    private static HostException Wrong(string option, string text, string allowed) =>
        HostException.Refused($"{option} is '{ValueText.Shorten(text)}'; {allowed}.");
}
