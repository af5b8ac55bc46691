using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Invariants;

public sealed class RecommendationFollowsListTests
{
    private static readonly TimeSpan Propagation = TimeSpan.FromMilliseconds(60);

    /// <summary>The list is published at 100 and has spread at 160.</summary>
    [Theory]
    [InlineData("safari", 160, 0)]
    [InlineData("safari", 159, 1)]
    [InlineData("safari", 40, 1)]
    [InlineData("mail", 500, 1)]
    public void A_device_recommends_only_by_a_list_that_names_the_application(
        string application, long fetched, int broken)
    {
        var all = ReleaseFindings.None
            .WithDeviceEvent(Recommended(application, 900), Fetching(fetched))
            .With(Published(100, "safari", "zoom"), VirtualTime.Zero);

        Assert.Equal(broken, RecommendationFollowsList.Judge(all, Propagation).Length);
    }

    [Fact]
    public void The_first_list_and_the_first_recommendation_count_in_any_order_of_finding()
    {
        (RecordedEvent Event, DeviceFacts Before)[] history =
        [
            (Published(100, "safari"), DeviceFacts.None), (Published(300, "safari", "mail"), DeviceFacts.None),
            (Recommended("safari", 200), Fetching(190)), (Recommended("safari", 220), Fetching(170)),
        ];
        var forth = history.Aggregate(
            ReleaseFindings.None, (all, one) => all.WithDeviceEvent(one.Event, one.Before));
        var back = history.Reverse().Aggregate(
            ReleaseFindings.None, (all, one) => all.WithDeviceEvent(one.Event, one.Before));

        Assert.Equal<ListFinding>(
            [new(A, "mail", VirtualTime.Never, new(300)), new(A, "safari", new(170), new(100))], forth.Lists);
        Assert.Equal<ListFinding>(forth.Lists, back.Lists);
        Assert.Equal<ListFinding>(forth.Lists, ReleaseFindings.None.And(forth).And(back).Lists);
        Assert.Empty(RecommendationFollowsList.Judge(forth, Propagation));
    }

    private static DeviceFacts Fetching(long at) => DeviceFacts.None with { FetchedList = 1, FetchedAt = new(at) };

    private static RecordedEvent Recommended(string application, long at) => new(
        EntityId.Device(1), 1, new(at), new DeviceEvent.RemovalRecommended(A, application, "exact", 0, 1, 9, 1, 0.001));

    private static RecordedEvent Published(long at, params string[] applications) => new(
        EntityId.CrashAnalytics, 1, new(at),
        new AnalyticsEvent.AffectedApplicationsPublished(A, [.. applications], "crashes doubled"));
}
