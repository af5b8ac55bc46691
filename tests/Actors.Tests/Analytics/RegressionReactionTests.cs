using Akka.Actor;
using Akka.TestKit;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Actors.Updates;
using RsrActors.Model.Analytics;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Analytics;

/// <summary>
/// The update service starts the surveillance of a response at its publication. Its rule says what it does with a
/// harmful one.
/// </summary>
public sealed class RegressionReactionTests()
    : Akka.TestKit.Xunit2.TestKit("akka { loglevel = OFF, stdout-loglevel = OFF }")
{
    private static readonly VirtualTime Morning = VirtualTime.Zero + TimeSpan.FromHours(8);
    private static readonly ListPublished List = new(TestFleet.A, ["safari", "mail"]);

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("pause", "Paused(Cause: 'affected-list: safari, mail on the list of affected applications')", 0)]
    [InlineData("withdraw",
        "Withdrawn(Cause: 'affected-list: safari, mail on the list of affected applications', "
        + "RemoveFromDevices: false)", 1)]
    [InlineData("withdraw-and-remove",
        "Withdrawn(Cause: 'affected-list: safari, mail on the list of affected applications', "
        + "RemoveFromDevices: true)", 1)]
    public void A_release_is_paused_or_withdrawn_by_its_rule_once(string action, string then, int messages)
    {
        var service = Service(Watched(action));
        service.Handle(Morning, new OperatorCommand.Publish(TestFleet.A, null));

        var first = service.Handle(Morning + TimeSpan.FromHours(9), List);
        var again = service.Handle(Morning + TimeSpan.FromHours(19), List);

        Assert.Equal(
            then,
            string.Join(
                ' ', first.Events.Where(one => one.Event is not ReleaseEvent.RolloutDecided)
                    .Select(happened => Samples.InFull(happened.Event))));
        Assert.Equal(action.Length > 0, first.Events.Any(one => one.Event is ReleaseEvent.RolloutDecided));
        Assert.Empty(again.Events);
        Assert.Equal(messages, first.Mail.Count(message => message.To == EntityId.SigningService));
    }

    [Fact]
    public void A_surveillance_starts_at_the_publication_of_a_release()
    {
        var service = Service(Watched(""));

        var published = service.Handle(Morning, new OperatorCommand.Publish(TestFleet.A, null));
        var ramped = service.Handle(Morning + TimeSpan.FromHours(1), new OperatorCommand.Ramp(TestFleet.A, 50));

        var message = Assert.Single(published.Mail, message => message.To == EntityId.CrashAnalytics);
        Assert.Equal(
            (new SurveillanceStarts(TestFleet.A), Morning + TimeSpan.FromSeconds(15)), (message.Body, message.Due));
        Assert.DoesNotContain(ramped.Mail, message => message.To == EntityId.CrashAnalytics);
    }

    [Fact]
    public void The_update_service_sends_no_message_without_crash_analytics()
    {
        var service = Service(Watched("") with { Analytics = AnalyticsSettings.Off });

        var published = service.Handle(Morning, new OperatorCommand.Publish(TestFleet.A, null));

        Assert.NotEmpty(published.Events);
        Assert.DoesNotContain(published.Mail, message => message.To == EntityId.CrashAnalytics);
    }

    [Fact]
    public async Task Crash_analytics_takes_part_in_a_run()
    {
        var watched = Story.FleetOf(3).Publish(TestFleet.A, TimeSpan.FromHours(1)).Lasting(TimeSpan.FromDays(2))
            .With(s => s with { Analytics = AnalyticsSettings.Default });

        var story = await Story.Of(watched);

        Assert.Single(story.All<ReleaseEvent.Published>());
        Assert.DoesNotContain(story.Events, e => e.Entity == EntityId.CrashAnalytics);
    }

    private static Scenario Watched(string action) => Story.FleetOf(1)
        .Rollout(action.Length == 0
            ? RolloutSettings.AllAtOnce
            : RolloutSettings.AllAtOnce.WhenListed(TimeSpan.Zero, action))
        .With(s => s with { Analytics = AnalyticsSettings.Default }).Scenario;

    private Driven Service(Scenario scenario)
    {
        var process = CreateTestProbe();
        var service = process.ChildActorOf(
            UpdateServiceActor.Props(new World(scenario), dispatcher: null), new OneForOneStrategy(_ => Directive.Stop),
            CancellationToken.None);
        service.Tell(new ProcessProtocol.Begin(VirtualTime.Zero), process.Ref);
        process.ExpectMsg<ProcessProtocol.AtRest>();
        var driven = new Driven(process, service);
        driven.Handle(VirtualTime.Zero); // The service drafts the releases at its first moment.
        return driven;
    }

    private sealed record Driven(TestProbe Process, IActorRef Service)
    {
        public ProcessProtocol.Handled Handle(VirtualTime at, params object[] bodies)
        {
            Service.Tell(
                new ProcessProtocol.Handle(
                    at + TimeSpan.FromSeconds(15),
                    [.. bodies.Select((body, i) =>
                        new Message(EntityId.UpdateService, EntityId.Operator, VirtualTime.Zero, i, at, body))]),
                Process.Ref);
            return Process.ExpectMsg<ProcessProtocol.Handled>();
        }
    }
}
