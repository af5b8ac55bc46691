using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// A response makes Safari crash, the list names it, and a device recommends the removal to its person.
/// </summary>
public sealed class RecommendationTests
{
    private const int Devices = 30;
    private static readonly VirtualTime Listed = Day(8);

    private static readonly Publications Offered = Offering(A) with { EffectiveAt = Day(5) };
    private static readonly Publications Affected = Offered.With(
        new AffectedApplications(1, [new(A, Application.Safari, Listed)]));
    private static readonly Scenario Story = Answering(Crashing().Breaking(60, Application.Safari), accepted: 1);

    [Fact]
    public void A_removal_is_recommended_at_a_crash_when_the_list_and_the_diary_give_reason()
    {
        foreach (var life in Lives(Story))
        {
            var (at, recommended) = Assert.Single(All<RemovalRecommended>(life));
            var fetched = Assert.Single(All<AffectedApplicationsFetched>(life));
            Assert.Equal(1, fetched.Event.Version);
            Assert.InRange(fetched.At - Listed, TimeSpan.Zero, TimeSpan.FromHours(49));
            Assert.True(at >= fetched.At);
            Assert.Contains(All<ApplicationCrashed>(life), one =>
                one.At == at && one.Event == new ApplicationCrashed(Application.Safari, A));
            Assert.Equal((A, Application.Safari), (recommended.Release, recommended.Application));
            Assert.True(recommended.PValue <= 0.05);
            Assert.Equal(
                (All<ApplicationCrashed>(life).Count(
                        one => one.At <= at && one.Event == new ApplicationCrashed(Application.Safari, null)),
                    All<ApplicationCrashed>(life).Count(
                        one => one.At <= at && one.Event == new ApplicationCrashed(Application.Safari, A))),
                (recommended.CrashesBefore, recommended.CrashesAfter));

            Assert.Equal(new RecommendationAnswered(A, true), Assert.Single(All<RecommendationAnswered>(life)).Event);
            Assert.Equal(
                new RecommendationReported(A, Application.Safari, true),
                Assert.Single(All<RecommendationReported>(life)).Event);
            Assert.Equal(RemovalCause.Recommendation, Assert.Single(All<RemovalStarted>(life)).Event.Cause);
            Assert.Equal("20F75", Assert.Single(All<ResponsesRemoved>(life)).Event.OsBuild);
            Assert.Null(life.State.Active);
            Assert.Contains(
                new RecommendationReport(A, Application.Safari, true), life.Sent.Select(message => message.Body));
        }
    }

    [Fact]
    public void A_person_who_declines_keeps_the_response_and_is_not_asked_again() =>
        Assert.All(Lives(Answering(Story, accepted: 0)), life =>
        {
            Assert.Single(All<RemovalRecommended>(life));
            Assert.Equal(new RecommendationAnswered(A, false), Assert.Single(All<RecommendationAnswered>(life)).Event);
            Assert.Empty(All<RemovalStarted>(life));
            Assert.Equal(A, life.State.Active?.Release);
        });

    [Fact]
    public void A_person_who_never_updates_never_answers()
    {
        // Management installs it, because these people would not.
        var order = Affected.With(new ManagementOrders([new ManagementOrder.Enforce(Day(5), A, Day(5))]));
        var never = Story.Managed(true, true).People(people => people with { NeverUpdate = 1 });

        Assert.All(Lives(never, order), life =>
        {
            Assert.Single(All<RemovalRecommended>(life));
            Assert.Empty(All<RecommendationAnswered>(life));
            Assert.Equal(A, life.State.Active?.Release);
        });
    }

    /// <summary>Each of these alone prevents a recommendation.</summary>
    public static TheoryData<string> Silences =>
        ["lockdown", "forbidden", "unlisted", "other application", "no regression", "off"];

    [Theory, MemberData(nameof(Silences))]
    public void A_removal_is_not_recommended_for_each_of_these_reasons(string why)
    {
        var (story, published) = why switch
        {
            "lockdown" => (Story with { Fleet = Story.Fleet with { LockdownMode = 1 } }, Affected),
            "forbidden" => (Story.Managed(true, allowRemoval: false), Affected),
            "unlisted" => (Story, Offered),
            "other application" =>
                (Story, Offered.With(
                    new AffectedApplications(1, [new(A, Mail, Listed), new(C, Application.Safari, Listed)]))),
            "no regression" => (Story.Breaking(1) with { Duration = TimeSpan.FromDays(12) }, Affected),
            _ => (Story with { Analytics = AnalyticsSettings.Off }, Affected),
        };

        var count = Lives(story, published).Count(life => All<RemovalRecommended>(life).Any());

        // A harmless response: the chance of an error is bounded at each crash, and there are few crashes.
        Assert.InRange(count, 0, why == "no regression" ? 6 : 0);
    }

    [Fact]
    public void A_mac_recommends_nothing_before_the_restart_though_safari_crashes_already()
    {
        var lazy = Answering(Crashing(Platform.MacAppleSilicon).Breaking(60, Application.Safari), 1)
            .People(people => people with
            {
                RestartPromptly = 0, RestartOvernight = 0, PutOff = TimeSpan.FromDays(6),
                RelaunchSafari = TimeSpan.FromHours(1),
            });
        var early = Offered.With(new AffectedApplications(1, [new(A, Application.Safari, Day(5))]));
        var ahead = 0;

        Assert.All(Lives(lazy, early), life =>
        {
            var activated = All<ResponseActivated>(life).Select(one => one.At).DefaultIfEmpty(VirtualTime.Never)
                .First();
            ahead += All<ApplicationCrashed>(life).Count(one => one.At < activated && one.Event.Release == A);
            Assert.All(
                All<ApplicationCrashed>(life).Where(
                    one => one.At < activated && one.Event.Application != Application.Safari),
                one => Assert.Null(one.Event.Release));
            Assert.All(All<RemovalRecommended>(life), one => Assert.True(one.At > activated));
        });
        Assert.True(ahead > Devices);
    }

    [Fact]
    public void A_removal_is_not_recommended_while_a_newer_response_is_being_installed()
    {
        // These people decide slowly, so the newer response stays offered for weeks.
        var manual = Story.People(
            people => people with { AutomaticUpdates = 0, Decide = TimeSpan.FromDays(400), CheckByHand = 1 });
        var order = new ManagementOrders([new ManagementOrder.Enforce(Day(5), A, Day(5))]);
        Publications first = Offered.With(order);
        Publications both = (Offering(A, C) with { EffectiveAt = Day(7), Version = 2 });
        both = both.With(order).With(Affected.Affected);

        var lives = Lives(manual.Managed(true, true), (Day(5), first), (Day(7), both), (Day(8), both)).Where(life =>
            life.State.Phase is DevicePhase.Fetching && All<ResponseOffered>(life).Last().At < Listed).ToArray();

        Assert.NotEmpty(lives);
        Assert.All(lives, life =>
        {
            Assert.Contains(All<ApplicationCrashed>(life), one => one.At > Day(10) && one.Event.Release == A);
            Assert.Empty(All<RemovalRecommended>(life));
        });
    }

    [Fact]
    public void A_device_that_does_not_share_reports_no_recommendation() =>
        Assert.All(Lives(Story with { Fleet = Story.Fleet with { SharesAnalytics = 0 } }), life =>
        {
            Assert.Single(All<RemovalRecommended>(life));
            Assert.Single(All<RecommendationAnswered>(life));
            Assert.Empty(All<RecommendationReported>(life));
            Assert.Empty(All<CrashTotalsReported>(life));
            Assert.Empty(life.Sent);
        });

    [Fact]
    public void A_person_who_reapplies_the_response_uses_the_same_ticket_and_is_not_asked_again()
    {
        var lives = Lives(
            Story.People(people => people with { Reapply = 1, ReapplyAfter = TimeSpan.FromHours(5), Seekers = 1 }));

        Assert.All(lives, life =>
        {
            Assert.Single(All<RemovalRecommended>(life));
            Assert.Equal([false, true], All<TicketIssued>(life).Select(one => one.Event.Reused));
            Assert.Equal(A, life.State.Active?.Release);
        });
    }

    private static Scenario Answering(Scenario scenario, double accepted) => scenario with
    {
        Analytics = scenario.Analytics with
        {
            Recommendation = scenario.Analytics.Recommendation with { Accepted = accepted },
        },
    };

    private static Life[] Lives(Scenario scenario) => Lives(scenario, Affected);

    private static Life[] Lives(Scenario scenario, Publications published) =>
        Lives(scenario, (Day(5), Offered with { Orders = published.Orders }), (Listed, published));

    private static Life[] Lives(Scenario scenario, params (VirtualTime, Publications)[] news)
    {
        var world = scenario.World();
        return [.. Enumerable.Range(0, Devices).Select(device => new Life(world, device, news).Lived())];
    }

    private static IEnumerable<(VirtualTime At, T Event)> All<T>(Life life) where T : DeviceEvent =>
        life.History.Where(one => one.Event is T).Select(one => (one.At, (T)one.Event));
}
