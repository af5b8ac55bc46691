using System.Collections.Immutable;
using RsrActors.Scenarios;
using RsrActors.TestFleets;

namespace RsrActors.TestKit;

/// <summary>Adds to <see cref="TestFleet"/> the fleets of scenario files, which only the simulator can read.</summary>
public static class ShippedFleets
{
    extension(TestFleet)
    {
        /// <summary>
        /// The fleet of a scenario, with its script: one that comes with the simulator, by its name, or a file.
        /// </summary>
        /// <param name="settings">Changed settings, as after <c>rsr run --set</c>: <c>fleet.devices=200</c>.</param>
        public static TestFleet From(string scenario, params ImmutableArray<string> settings) =>
            ScenarioLibrary.Installed.Read(scenario, new ScenarioOverrides(settings)) switch
            {
                ScenarioReading.Accepted accepted => TestFleet.Of(accepted.Scenario),
                ScenarioReading.Refused refused => throw new ArgumentException(refused.Message),
                _ => throw new InvalidOperationException("A reading is accepted or refused."),
            };
    }
}
