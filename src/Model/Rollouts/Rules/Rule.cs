using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;

namespace RsrActors.Model.Rollouts.Rules;

/// <summary>A rollout rule: a ramp and any number of brakes. <see cref="RuleDecider"/> asks it.</summary>
/// <param name="Brakes">Of equally strong decisions, that of the first brake holds.</param>
public sealed record Rule(string Name, IRamp Ramp, ImmutableArray<IBrake> Brakes)
{
    /// <summary>The person who takes what a brake decides; null when the brakes act themselves.</summary>
    public PersonInChain? Person { get; init; }

    /// <summary>The same for each brake, when they come from different rules; empty otherwise.</summary>
    public ImmutableArray<PersonInChain?> People { get; init; } = [];

    /// <summary>Decides about single devices, where the vendor's server grants; null when devices decide.</summary>
    public IGrantRule? Grants { get; init; }

    /// <summary>
    /// The most time for which the rollout may be paused, all pauses together; then it is resumed. Null for no limit.
    /// </summary>
    public TimeSpan? MostPaused { get; init; }

    /// <summary>The person who takes what one of the brakes decides; null when it acts itself.</summary>
    public PersonInChain? PersonFor(int brake) => People.IsEmpty ? Person : People[brake];

    /// <summary>The evidence that the rule reads. Nothing else needs to be collected.</summary>
    public EvidenceNeeds Reads => Brakes.Aggregate(Ramp.Reads, (needs, brake) => needs.And(brake.Reads));

    /// <summary>Whether the rule is asked when evidence has changed, besides the moments that it names.</summary>
    public bool AsksOnEvidence =>
        Ramp.Reads.Kinds != EvidenceKinds.None || Brakes.Any(brake => brake.Timing == BrakeTiming.OnEvidence);
}
