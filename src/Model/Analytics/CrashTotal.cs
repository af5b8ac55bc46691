using System.Collections.Immutable;

namespace RsrActors.Model.Analytics;

/// <summary>One application's crashes and hours of use on one day, on a response or on the base.</summary>
public sealed record CrashTotal(string Application, string? Release, int Crashes, double Hours)
{
    /// <summary>The crashes by their kind, in ordinal order; empty when no rollout rule reads kinds.</summary>
    public ImmutableArray<CrashKindCount> Kinds { get; init; } = [];
}

/// <summary>Crashes of one kind: those of an application with one signature.</summary>
public readonly record struct CrashKindCount(string Signature, int Crashes);
