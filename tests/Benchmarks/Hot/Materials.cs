using System.Collections.Immutable;
using Org.BouncyCastle.Security;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Benchmarks;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;

namespace RsrActors.Benchmarks.Hot;

/// <summary>The data of the hot parts: the world, a device and the events of <c>rsr-16.5.1-a</c>.</summary>
internal static class Materials
{
    public static readonly World World = new(
        ScenarioLibrary.Installed.Read("rsr-16.5.1-a", ScenarioOverrides.None) is ScenarioReading.Accepted accepted
            ? accepted.Scenario
            : throw new InvalidOperationException("The scenario cannot be read."));

    public static readonly PayloadFormat Format = RunFormat.ForRunning(World);

    /// <summary>The release, which is offered to the whole fleet before the first poll.</summary>
    public static readonly Catalogue Catalogue = new(
        1, VirtualTime.Zero, [new(World.Scenario.Releases[0].Id, 100, CatalogueStatus.Offered)], []);

    /// <summary>A device at rest.</summary>
    public static readonly DeviceState Resting = DeviceState.Unenrolled(World.TraitsOf(0), World) with
    {
        Seq = 1,
        Phase = new DevicePhase.Resting(),
    };

    /// <summary>The device's first check of the catalogue that finds the response.</summary>
    public static readonly VirtualTime Poll = FirstOffer();

    /// <summary>About what one cohort of a large fleet stores in an epoch.</summary>
    public static readonly ImmutableArray<RecordedEvent> Events =
        [.. Enumerable.Range(0, 300).Select(i => EventSample.Of(i / 7, i % 7, new(i)))];

    public static SigningIdentity Identity(SigningAlgorithm algorithm) => SigningIdentity.Create(
        algorithm, new SecureRandom(), World.Scenario.Start.AddYears(-1), World.Scenario.Start.AddYears(20));

    public static TicketAuthority Authority(SigningIdentity identity) =>
        new(World, new ResponseLibrary(World.Scenario), identity, identity);

    private static VirtualTime FirstOffer()
    {
        var at = VirtualTime.Zero;
        while (true)
        {
            at = DeviceCalendar.NextDue(new(Resting, at, World, Catalogue));
            if (at.IsNever)
                throw new InvalidOperationException("The device never checks the catalogue.");
            if (!DeviceDecider.Decide(new(Resting, at, World, Catalogue), []).Events.IsEmpty)
                return at;
            at = at.Next();
        }
    }
}
