using RsrActors.Model.Simulation;
using RsrActors.Running;
using RsrActors.TestFleets;
using Xunit;
using Xunit.Sdk;

namespace RsrActors.TestKit;

/// <summary>
/// The base class of scenario tests: it starts fleets, states expectations, and disposes of the fleets. A test may
/// start several fleets to compare them. Each has its own actor system and its own virtual time.
/// </summary>
public abstract class ScenarioTest : IAsyncLifetime
{
    private readonly List<RunningFleet> _fleets = [];

    /// <summary>A minute of virtual time; <c>5 * Minute</c> are five.</summary>
    protected static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);

    /// <summary>An hour of virtual time.</summary>
    protected static TimeSpan Hour { get; } = TimeSpan.FromHours(1);

    /// <summary>A day of virtual time.</summary>
    protected static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    /// <summary>Starts a fleet. It stands at virtual time zero, until the test lets time pass.</summary>
    protected async Task<RunningFleet> Start(TestFleet fleet)
    {
        var running = await RunningFleet.Start(fleet);
        _fleets.Add(running);
        return running;
    }

    /// <summary>Runs a fleet to the end of its scenario at once, for tests of the outcome only.</summary>
    /// <exception cref="XunitException">The run failed: an invariant is broken, or there is a defect.</exception>
    protected static async Task<FinishedFleet> RunToEnd(TestFleet fleet)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        var events = new List<RecordedEvent>();
        var outcome = await InMemoryRun.Run(
            fleet.Scenario, fleet.Scenario.Seed, threads: 2,
            new InMemoryOptions
            {
                Happened = events.Add,
                Identity = SigningIdentities.Own(fleet.Scenario.Signing.Algorithm),
            });
        return outcome is InMemoryOutcome.Finished finished
            ? new FinishedFleet(finished.Report, events)
            : throw new XunitException($"Expected the run to reach the scenario's end, and it did not: {outcome}");
    }

    /// <summary>Expectations of a device, a release, or a service.</summary>
    protected static Expectation<TMember> Expect<TMember>(TMember member) where TMember : FleetMember => new(member);

    /// <summary>Expectations of a fleet as a whole.</summary>
    protected static FleetExpectation Expect(RunningFleet fleet) => new(fleet);

    /// <summary>Before each test; it does nothing.</summary>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <summary>After each test: disposes of its fleets.</summary>
    public virtual async Task DisposeAsync()
    {
        foreach (var fleet in _fleets)
            await fleet.DisposeAsync();
        _fleets.Clear();
    }
}
