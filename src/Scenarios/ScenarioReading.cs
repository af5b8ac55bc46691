using RsrActors.Model.Scenarios;

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
    public sealed record Accepted(Scenario Scenario, string ResolvedHocon) : ScenarioReading;

    /// <param name="Message">One sentence: file, line or key, what was found, what is allowed.</param>
    public sealed record Refused(string Message) : ScenarioReading;
}
