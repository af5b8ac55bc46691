using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Analytics.AnalyticsEvent;

namespace RsrActors.Actors.Tests.Analytics;

/// <summary>
/// The crash-analytics service gets reports about a response that makes one of three applications crash. The reports of
/// the devices are late, doubled and out of order.
/// </summary>
public sealed class CrashAnalyticsStories()
    : Akka.TestKit.Xunit2.TestKit("akka { loglevel = OFF, stdout-loglevel = OFF }")
{
    private const int Devices = 60;
    private const int Days = 8;

    private static readonly VirtualTime Published = VirtualTime.Zero + TimeSpan.FromDays(2);
    private static readonly VirtualTime End = VirtualTime.Zero + TimeSpan.FromDays(Days + 3);

    private static readonly Scenario Scenario = Story.FleetOf(Devices).Lasting(TimeSpan.FromDays(Days + 3))
        .With(s => s with
        {
            Fleet = s.Fleet with
            {
                Applications = [new("safari", 1, default, 10), new("mail", 1, default, 5), new("chat", 1, default, 20)],
            },
            Analytics = AnalyticsSettings.Default,
        }).Scenario;

    private static readonly ImmutableArray<Message> Mail = Messages();

    [Fact]
    public void A_regression_is_detected_published_and_reported_to_the_update_service()
    {
        var service = Told(Scenario);

        var detected = service.Events.Where(e => e.Event is RegressionDetected).ToList();
        var first = detected[0];
        Assert.All(detected, e => Assert.Equal("mail", ((RegressionDetected)e.Event).Application));

        var list = Assert.Single(service.Events, e => e.Event is AffectedApplicationsPublished);
        Assert.Equal(first.At + TimeSpan.FromHours(1), list.At);
        var published = (AffectedApplicationsPublished)list.Event;
        Assert.Equal((TestFleet.A, "mail"), (published.Release, Assert.Single(published.Applications)));
        var signal = (RegressionDetected)first.Event;
        Assert.StartsWith(
            $"mail on iphone, maxsprt at {Instant(first.At)}: {signal.Why}; "
            + $"reported by then: {signal.Crashes} crashes in ",
            published.Evidence, StringComparison.Ordinal);
        Assert.EndsWith(" declined by the publication of this list", published.Evidence, StringComparison.Ordinal);

        Assert.Equal(2, service.Sent.Count);
        var document = service.Sent.Single(message => message.To == EntityId.Fleet);
        var effective = list.At + Scenario.CataloguePropagation;
        Assert.Equal(effective, document.Due);
        Assert.Equal(
            [new AffectedApplication(TestFleet.A, "mail", effective)],
            ((AffectedApplications)document.Body).Entries.AsEnumerable());
        var told = service.Sent.Single(message => message.To == EntityId.UpdateService);
        Assert.Equal(list.At + Scenario.Kernel.Lookahead, told.Due);
        Assert.Equal(["mail"], ((ListPublished)told.Body).Applications.AsEnumerable());

        Assert.All(service.Events, e => Assert.Equal(EntityId.CrashAnalytics, e.Entity));
        Assert.Equal(Enumerable.Range(1, service.Events.Count), service.Events.Select(e => e.Seq));
        Assert.Equal(service.Events.Select(e => e.At).Order(), service.Events.Select(e => e.At));
    }

    [Fact]
    public void The_test_signals_at_most_once_for_an_application_and_platform()
    {
        var signals = Told(Scenario).Events.Select(e => e.Event).OfType<RegressionDetected>()
            .Select(e => (e.Release, e.Application, e.Platform)).ToList();

        Assert.NotEmpty(signals);
        Assert.Equal(signals.Distinct(), signals);
    }

    [Fact]
    public void Reports_that_arrive_twice_count_once()
    {
        var simple = Told(Scenario);
        var doubled = Service(Scenario);
        doubled.Run([.. Mail, .. Mail.Where(l => l.Body is CrashReport or RecommendationReport).Select(
            l => l with { SentAt = l.SentAt.Next(), Due = l.Due + TimeSpan.FromHours(30) })], End);

        Assert.Equal(History(simple), History(doubled));
        Assert.Equal(simple.State(), doubled.State());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Counters_that_fail_on_reports_lose_nothing_and_count_nothing_twice(int counters)
    {
        var calm = Told(Scenario);

        foreach (var chance in (double[])[0.2, 1])
        {
            var deadly = Told(Scenario with { Faults = Scenario.Faults with { CrashCounterDies = chance } }, counters);
            Assert.Equal(History(calm), History(deadly));
            Assert.Equal(calm.Sent.Select(Outline), deadly.Sent.Select(Outline));
            Assert.Equal(calm.State(), deadly.State());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_service_that_is_resumed_after_any_epoch_gives_the_same_events(bool fromSnapshot)
    {
        var whole = Epochs(Service(Scenario), 0, 22);

        foreach (var at in (int[])[1, 4, 5, 9, 12, 16])
        {
            var before = Epochs(Service(Scenario), 0, at);
            var after = Epochs(
                new CrashAnalyticsRig(this, Scenario, after: before, fromSnapshot: fromSnapshot), at, 22);

            Assert.Equal(History(whole), History(before).Concat(History(after)));
            Assert.Equal(whole.Sent.Select(Outline), before.Sent.Concat(after.Sent).Select(Outline));
            Assert.Equal(
                whole.Rows.Select(row => Convert.ToBase64String(row.Working ?? [])),
                after.Rows.Select(row => Convert.ToBase64String(row.Working ?? [])));
            Assert.Equal(whole.State(), after.State());
        }
    }

    [Fact]
    public void An_epoch_stores_only_what_it_counted()
    {
        var service = Epochs(Service(Scenario), 0, 22);
        var sizes = service.Rows.Select(row => row.Working?.Length ?? 0).ToList();

        // The last full epoch has as many reports as the first.
        Assert.InRange(sizes[15], 1, 3 * sizes[6]);
        Assert.Null(service.Rows[^1].Working);
    }

    [Fact]
    public void A_harmless_response_is_not_published()
    {
        var service = Service(Scenario);
        service.Run(Messages(mailCrashes: 0.01), End);

        Assert.DoesNotContain(
            service.Events, e => e.Event is RegressionDetected or AffectedApplicationsPublished);
        Assert.Empty(service.Sent);
    }

    [Fact]
    public void An_estimated_baseline_detects_the_regression_too()
    {
        var service = Told(Scenario with
        {
            Analytics = Scenario.Analytics with
            {
                Surveillance = Scenario.Analytics.Surveillance with { Baseline = Baseline.Estimated, Limit = 20 },
            },
        });

        var list = (AffectedApplicationsPublished)Assert.Single(
            service.Events, e => e.Event is AffectedApplicationsPublished).Event;
        Assert.Equal(["mail"], list.Applications.AsEnumerable());
    }

    /// <summary>Two epochs a day, with a snapshot at every fourth.</summary>
    private static CrashAnalyticsRig Epochs(CrashAnalyticsRig service, int from, int until)
    {
        for (var epoch = from + 1; epoch <= until; epoch++)
        {
            service.Run(Mail, VirtualTime.Zero + TimeSpan.FromHours(12 * epoch));
            service.EndEpoch(withSnapshot: epoch % 4 == 1);
        }

        return service;
    }

    private CrashAnalyticsRig Service(Scenario scenario, int counters = 2) => new(this, scenario, counters);

    private CrashAnalyticsRig Told(Scenario scenario, int counters = 2)
    {
        var service = Service(scenario, counters);
        service.Run(Mail, End);
        return service;
    }

    private static string Instant(VirtualTime moment) => Scenario.Start.UtcDateTime.AddMilliseconds(moment.Milliseconds)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string[] History(CrashAnalyticsRig service) =>
        [.. service.Events.Select(happened => Samples.InFull(happened))];

    private static string Outline(Message message) =>
        $"{message.To} {message.SentAt} {message.Index} {message.Due} {message.Body.GetType().Name}";

    /// <summary>
    /// Every device reports every day. Half of the devices run the response from the third day on, and mail crashes
    /// more often there.
    /// </summary>
    private static ImmutableArray<Message> Messages(double mailCrashes = 0.2)
    {
        var messages = ImmutableArray.CreateBuilder<Message>();
        messages.Add(new(
            EntityId.CrashAnalytics, EntityId.UpdateService, Published, 0, Published + TimeSpan.FromSeconds(15),
            new SurveillanceStarts(TestFleet.A)));
        var chance = new Random(20230710);
        for (var device = 0; device < Devices; device++)
        {
            for (var day = 0; day < Days; day++)
            {
                var release = day > 1 && device % 2 == 0 ? TestFleet.A : null;
                ImmutableArray<CrashTotal> totals =
                [
                    new("safari", release, Crashes(0.01), 1.25),
                    new("mail", release, Crashes(release is null ? 0.01 : mailCrashes), 1.5),
                    new("chat", release, Crashes(0.02), 0.75), new("chat", null, 0, 0.25),
                ];
                var report = new CrashReport(
                    day, Platform.IPhone, device % 3 == 0 ? "iPhone14,5" : "iPhone15,2", totals);
                var sent = VirtualTime.Zero + TimeSpan.FromDays(day + 1) + TimeSpan.FromSeconds(chance.Next(0, 20_000));
                var late = chance.Next(20) == 0 ? TimeSpan.FromHours(chance.Next(60)) : TimeSpan.FromSeconds(20);
                messages.Add(new(EntityId.CrashAnalytics, EntityId.Device(device), sent, 0, sent + late, report));
                if (chance.Next(20) == 0)
                    messages.Add(
                        messages[^1] with { Index = 1, Due = sent + late + TimeSpan.FromMinutes(chance.Next(900)) });
            }

            if (device % 10 == 0)
            {
                var answered = Published + TimeSpan.FromHours(device);
                messages.Add(new(
                    EntityId.CrashAnalytics, EntityId.Device(device), answered, 2, answered + TimeSpan.FromSeconds(30),
                    new RecommendationReport(TestFleet.A, "mail", device % 20 == 0)));
            }
        }

        return messages.ToImmutable();

        int Crashes(double often) => chance.NextDouble() < often ? 1 : 0;
    }
}
