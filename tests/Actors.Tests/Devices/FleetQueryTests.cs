using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Devices;

/// <summary>
/// The answers of cohorts to queries about their devices. Two cohorts share a fleet of phones and Macs, whose devices
/// are enrolled and poll. The test takes the part of all other actors of the run.
/// </summary>
public sealed class FleetQueryTests : Akka.TestKit.Xunit2.TestKit
{
    /// <summary>So many that a cohort filters several blocks of them.</summary>
    private const int Devices = 1_300;

    private static readonly World World = new(
        Story.FleetOf(Devices, Platform.IPhone, Platform.MacAppleSilicon).Kernel(k => k with { Cohorts = 2 })
            .Scenario);
    private static readonly VirtualTime Evening = VirtualTime.Zero + TimeSpan.FromHours(6);

    private static readonly Catalogue Offering =
        new(1, VirtualTime.Zero, [new(TestFleet.A, 100, CatalogueStatus.Offered)], []);

    private readonly FleetSimulation _simulation;
    private readonly ImmutableArray<(TestProbe Process, IActorRef Cohort)> _cohorts;
    private long _asked;

    public FleetQueryTests() : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
        _simulation = new FleetSimulation(
            World, new ResponseLibrary(World.Scenario), SigningIdentities.Own(), SigningIdentities.Foreign, threads: 1);
        _cohorts =
        [
            .. _simulation.Plan().Processes.Where(
                process => process.Name.StartsWith("cohort", StringComparison.Ordinal))
                .Select(process => Start(process.Handler)),
        ];
        foreach (var (process, cohort) in _cohorts)
        {
            var catalogue = new Message(EntityId.Fleet, EntityId.UpdateService, VirtualTime.Zero, 0, new(1), Offering);
            cohort.Tell(new ProcessProtocol.Begin(VirtualTime.Zero), process.Ref);
            process.ExpectMsg<ProcessProtocol.AtRest>();
            cohort.Tell(new ProcessProtocol.Handle(Evening, [catalogue]), process.Ref);
            process.ExpectMsg<ProcessProtocol.Handled>();
        }
    }

    [Fact]
    public void The_parts_of_the_fleet_add_up_to_the_fleet()
    {
        var parts = Ask<FleetCensus>(new FleetQuery.Census());
        var fleet = FleetCensus.Of(parts);

        Assert.Equal(2, parts.Length);
        Assert.Equal(Devices, fleet.Total.Devices);
        Assert.Equal(Enumerable.Range(0, Devices).Count(number => State(number).SharesAnalytics), fleet.Total.Sharing);
        Assert.Equal(fleet, FleetCensus.Of(Enumerable.Range(0, Devices).Select(State), Evening, World, Offering));
        Assert.True(fleet.By(key => key.Standing).Length > 1, "Some devices have polled by now, and some have not.");
    }

    [Fact]
    public void Devices_are_filtered_by_their_properties_and_listed_by_number()
    {
        var macs = Ask<DevicesFound>(
            new FleetQuery.Devices(new() { Platform = Platform.MacAppleSilicon }, 0, Devices));

        Assert.Equal(
            Enumerable.Range(0, Devices).Where(number => World.TraitsOf(number).Platform == Platform.MacAppleSilicon),
            macs.SelectMany(part => part.States).Select(state => state.Traits.Number));
        Assert.All(macs, part => Assert.Equal(part.States.Length, part.Matching));
    }

    [Fact]
    public void A_list_is_no_longer_than_its_limit_and_has_the_number_of_all_matches()
    {
        var some = Ask<DevicesFound>(new FleetQuery.Devices(DeviceSelection.All, From: 700, Limit: 3));

        Assert.Equal([700, 701, 702], some.SelectMany(part => part.States).Select(state => state.Traits.Number));
        Assert.Equal(Devices, some.Sum(part => part.Matching));
    }

    [Fact]
    public void A_page_of_a_list_whose_matches_are_counted_already_looks_at_its_own_devices_only()
    {
        var macs = new DeviceSelection { Platform = Platform.MacAppleSilicon };
        var all = Ask<DevicesFound>(new FleetQuery.Devices(macs, 0, Devices)).SelectMany(part => part.States)
            .Select(state => state.Traits.Number).ToArray();
        var from = all[3] + 1;

        var page = Ask<DevicesFound>(new FleetQuery.Devices(macs, from, Limit: 5, Counts: false));

        Assert.All(page, part => Assert.Null(part.Matching));
        Assert.Equal(
            all[4..9], page.SelectMany(part => part.States).Take(5).Select(state => state.Traits.Number));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(7, false)]
    [InlineData(256, true)]
    [InlineData(256, false)]
    [InlineData(Devices, false)]
    public void The_pages_of_a_list_have_each_of_its_devices_once(int limit, bool counts)
    {
        var phones = new DeviceSelection { Platform = Platform.IPhone };
        var all = Enumerable.Range(0, Devices).Where(number => World.TraitsOf(number).Platform == Platform.IPhone);
        var listed = new List<int>();
        while (true)
        {
            var from = listed is [.., var last] ? last + 1 : 0;
            var parts = Ask<DevicesFound>(new FleetQuery.Devices(phones, from, limit, counts));
            Assert.All(parts, part => Assert.Equal(counts, part.Matching is not null));
            Assert.Equal(counts ? all.Count() : 0, parts.Sum(part => part.Matching));
            var page = parts.SelectMany(part => part.States).Take(limit).Select(state => state.Traits.Number);
            if (!page.Any())
                break;
            listed.AddRange(page);
        }

        Assert.Equal(all, listed);
    }

    [Fact]
    public void A_device_query_is_answered_with_state_next_due_and_catalogue()
    {
        var found = Device(7);

        Assert.Equal(7, found.State.Traits.Number);
        Assert.Equal(Offering, found.Published.Catalogue);
        Assert.Equal(DeviceCalendar.NextDue(new(found.State, Evening, World, found.Published)), found.NextDue);
    }

    [Fact]
    public void A_query_that_a_cohort_cannot_answer_fails_and_the_cohort_goes_on()
    {
        Assert.IsType<ProcessProtocol.QueryFailed>(Answer(_cohorts[0], new FleetQuery.Device(Devices - 1)));
        Assert.IsType<ProcessProtocol.QueryFailed>(Answer(_cohorts[0], "no fleet query"));
        Assert.IsType<FleetCensus>(Answer(_cohorts[0], new FleetQuery.Census()));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _simulation.Dispose();
    }

    private (TestProbe Process, IActorRef Cohort) Start(Props handler)
    {
        var process = CreateTestProbe();
        return (process, process.ChildActorOf(handler, SupervisorStrategy.DefaultStrategy, CancellationToken.None));
    }

    private DeviceState State(int number) => Device(number).State;

    private DeviceFound Device(int number) =>
        (DeviceFound)Answer(_cohorts[number < Devices / 2 ? 0 : 1], new FleetQuery.Device(number));

    private T[] Ask<T>(FleetQuery query) => [.. _cohorts.Select(cohort => (T)Answer(cohort, query))];

    private object Answer((TestProbe Process, IActorRef Cohort) of, object query)
    {
        of.Cohort.Tell(new ProcessProtocol.AnswerQuery(++_asked, Evening, query), of.Process.Ref);
        var answered = of.Process.ExpectMsg<ProcessProtocol.QueryAnswered>();
        Assert.Equal(_asked, answered.Number);
        return answered.Answer;
    }
}
