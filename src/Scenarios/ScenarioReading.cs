using System.Collections.Immutable;
using RsrActors.Fleets.Importing;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Keys;

namespace RsrActors.Scenarios;

/// <summary>The outcome of reading a scenario.</summary>
public abstract record ScenarioReading
{
    private ScenarioReading()
    {
    }

    /// <param name="ResolvedHocon">
    /// The scenario with every key written out; reading it gives the same scenario again.
    /// </param>
    public sealed record Accepted(Scenario Scenario, string ResolvedHocon) : ScenarioReading
    {
        /// <summary>The profiles that it names. What they say is part of the resolved scenario.</summary>
        public ImmutableArray<ProfileCopy> Profiles { get; init; } = [];

        /// <summary>What devices ignore of these profiles, a sentence each.</summary>
        public ImmutableArray<string> Notes { get; init; } = [];

        /// <summary>How the fleet's inventory was read; null without one.</summary>
        public ImportedFile? Inventory { get; init; }
    }

    /// <param name="Message">One sentence: file, line or key, what was found, what is allowed.</param>
    public sealed record Refused(string Message) : ScenarioReading;
}
