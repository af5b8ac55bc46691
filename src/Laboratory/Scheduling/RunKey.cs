namespace RsrActors.Laboratory.Scheduling;

/// <summary>A run of an experiment.</summary>
/// <param name="Replication">From 1.</param>
/// <param name="Cell">The place of its cell, from 0.</param>
public readonly record struct RunKey(int Replication, int Cell);
