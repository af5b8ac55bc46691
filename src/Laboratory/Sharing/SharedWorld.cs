using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Scenarios;

namespace RsrActors.Laboratory.Sharing;

/// <summary>
/// One run without brakes, and the rules of the cells that share it: each is asked on the evidence of the run.
/// </summary>
public sealed class SharedWorld
{
    private readonly Lock _gate = new();
    private readonly ImmutableArray<RuleReplay> _rules;
    private readonly Action _allHaveActed;

    /// <param name="cells">The scenarios of the cells; they differ in their brakes only.</param>
    /// <param name="allHaveActed">Called when no rule is left whose run this one is.</param>
    public SharedWorld(ImmutableArray<Scenario> cells, Action allHaveActed)
    {
        _allHaveActed = allHaveActed;
        _rules = [.. cells.Select(cell => new RuleReplay(cell.Rollout.Rule))];
        var reads = cells.Aggregate(EvidenceNeeds.None, (needs, cell) => needs.And(cell.Rollout.Rule.Reads));
        var rule = new Rule("shared", cells[0].Rollout.Rule.Ramp, [new Onlooker(reads, See)]);
        Scenario = cells[0] with
        {
            Rollout = RolloutSettings.From(new RulePreset(rule.Name, "", "", [], _ => rule)),
        };
    }

    /// <summary>What is simulated.</summary>
    public Scenario Scenario { get; }

    /// <summary>The run has ended.</summary>
    /// <returns>For each cell whether its rule would have acted, so that the run is not that of the cell.</returns>
    public ImmutableArray<bool> End()
    {
        lock (_gate)
        {
            // The last moment belongs to the run.
            foreach (var rule in _rules)
                rule.End(Scenario.End.Next());
            return [.. _rules.Select(rule => rule.HasActed)];
        }
    }

    private void See(int release, RolloutEvidence evidence, RuleMoment moment)
    {
        lock (_gate)
        {
            foreach (var rule in _rules)
                rule.See(release, evidence, moment);
            if (_rules.All(rule => rule.HasActed))
                _allHaveActed();
        }
    }
}
