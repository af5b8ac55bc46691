using RsrActors.Model.Simulation;

namespace RsrActors.Reports;

/// <summary>What a report says about a run that its events do not tell. The same after a resume.</summary>
/// <param name="Version">The program's.</param>
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
