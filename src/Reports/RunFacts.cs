using RsrActors.Model.Simulation;

namespace RsrActors.Reports;

/// <summary>What a report contains about a run and the events do not. A resume does not change it.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="End">How far the run came; the scenario's end when it was not interrupted.</param>
public sealed record RunFacts(
    string Scenario,
    ulong Seed,
    string Version,
    DateTimeOffset Start,
    int Devices,
    VirtualTime End,
    long Epochs,
    string HistoryHash,
    long InvariantsChecked,
    long InvariantsBroken);
