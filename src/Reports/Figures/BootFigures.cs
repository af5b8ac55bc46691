using System.Collections.Immutable;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Reports.Figures;

/// <summary>What went wrong in boots, and with stored files.</summary>
/// <param name="Failures">One for each step, fault and way out that happened, in this order.</param>
/// <param name="Repairs">Boots that a person repaired.</param>
/// <param name="DamagedFiles">Stored files that were damaged when they were read, by their kind.</param>
public sealed record BootFigures(ImmutableArray<BootFailureFigures> Failures, long Repairs, Counts DamagedFiles);

/// <summary>How often a step of a boot failed with a fault, and what followed.</summary>
/// <param name="Step">The step of the boot.</param>
/// <param name="Fault">What went wrong.</param>
/// <param name="Fallback">What the device did then.</param>
/// <param name="Count">How often this happened.</param>
public sealed record BootFailureFigures(string Step, string Fault, string Fallback, long Count);
