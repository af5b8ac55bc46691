using RsrActors.Host.Executable;
using RsrActors.Scenarios;

namespace RsrActors.Host.Runs;

/// <summary>Reads a scenario that a command needs.</summary>
internal static class RequiredScenario
{
    extension(ScenarioLibrary library)
    {
        /// <exception cref="HostException">There is no such scenario, or it is not a valid one.</exception>
        public ScenarioReading.Accepted Require(string scenario, ScenarioOverrides overrides) =>
            library.Read(scenario, overrides) switch
            {
                ScenarioReading.Accepted accepted => accepted,
                ScenarioReading.Refused refused => throw HostException.Refused(refused.Message),
                _ => throw new InvalidOperationException("A reading is accepted or refused."),
            };
    }
}
