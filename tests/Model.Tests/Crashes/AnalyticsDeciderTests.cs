using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Analytics.AnalyticsEvent;
using static RsrActors.Model.Tests.Crashes.WatchedFleet;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Crashes;

public sealed class AnalyticsDeciderTests
{
    private static readonly Surveillance Surveillance = Watching();

    [Fact]
    public void A_surveillance_starts_once()
    {
        var state = AnalyticsDecider.Watch(AnalyticsState.Initial(Surveillance), Surveillance, A, Noon);

        Assert.Equal([true, false], state.Releases.Select(release => release.IsWatched));
        Assert.Equal(state, AnalyticsDecider.Watch(state, Surveillance, A, Noon.Next()));
    }

    [Fact]
    public void A_list_is_reviewed_before_it_is_published_and_has_all_signals_until_then()
    {
        var state = Happened(Published(Surveillance), Surveillance, [Found("mail")]);
        state = state.Evolve(Found("safari"), Noon + TimeSpan.FromMinutes(59), Surveillance);
        var now = Noon + TimeSpan.FromHours(1);
        Assert.Equal(now, state.NextList);

        var list = AnalyticsDecider.Publish(state, Surveillance, release: 1);
        var after = state.Evolve(list, now, Surveillance);

        Assert.Equal((A, "safari mail"), (list.Release, string.Join(' ', list.Applications)));
        Assert.Equal(VirtualTime.Never, after.NextList);
        Assert.Equal(1, after.Affected.Version);
        var effective = now + Surveillance.Scenario.CataloguePropagation;
        Assert.Equal([new(A, "safari", effective), new(A, "mail", effective)], after.Affected.Entries.AsEnumerable());
    }

    [Fact]
    public void A_list_keeps_earlier_applications_and_is_not_published_again_for_another_platform()
    {
        var later = Noon + TimeSpan.FromDays(1);
        var state = Happened(Published(Surveillance), Surveillance, [Found("mail")]);
        state = state.Evolve(AnalyticsDecider.Publish(state, Surveillance, 1), Noon, Surveillance);

        var elsewhere = state.Evolve(Found("mail") with { Platform = Platform.IPad }, later, Surveillance);
        Assert.Equal(VirtualTime.Never, elsewhere.NextList);

        var grown = state.Evolve(Found("safari"), later, Surveillance);
        var list = AnalyticsDecider.Publish(grown, Surveillance, 1);
        var after = grown.Evolve(list, later, Surveillance);
        Assert.Equal(["safari", "mail"], list.Applications.AsEnumerable());
        Assert.Equal(2, after.Affected.Version);
        Assert.Equal(["mail", "safari"], after.Affected.Entries.Select(entry => entry.Application));
        Assert.True(after.Affected.Entries[0].EffectiveAt < after.Affected.Entries[1].EffectiveAt);
    }

    [Fact]
    public void The_evidence_has_the_counts_at_the_signal_its_moment_and_the_rate_on_the_base()
    {
        var (state, signals) = Count(
            Published(Surveillance), Surveillance, Line(0, crashes: 21, hours: 21_000),
            Line(1, crashes: 9, hours: 1000));
        state = state.With(1, watched => watched with { Recommendations = [new(1, 2), default] });

        Assert.Equal(
            new(3_600_000_000, 21, 75_600_000_000), Assert.Single(signals).Detected.Counts);
        Assert.Equal(
            "safari on iphone, maxsprt at 2023-07-11T05:00:00.000Z: 9 crashes where 1 were expected: "
            + "log likelihood ratio 11.775, critical 4.249109; reported by then: 9 crashes in 1000 h of use where "
            + "1 were expected, 9 times the rate on the base (21 in 21000 h, 95 % interval 3.63 to 20.5, p 4.95E-06); "
            + "safari: 1 recommendation accepted, 2 declined by the publication of this list",
            AnalyticsDecider.Publish(state, Surveillance, 1).Evidence);
    }

    [Fact]
    public void Reports_between_signal_and_publication_do_not_change_the_evidence()
    {
        var (atSignal, signals) = Count(
            Published(Surveillance), Surveillance, Line(0, crashes: 21, hours: 21_000),
            Line(1, crashes: 9, hours: 1000));
        var (later, none) = Count(
            atSignal, Surveillance, Line(0, crashes: 3, hours: 500, day: 1), Line(1, crashes: 0, hours: 8000, day: 1));

        Assert.Single(signals);
        Assert.Empty(none);
        Assert.Equal(
            AnalyticsDecider.Publish(atSignal, Surveillance, 1).Evidence,
            AnalyticsDecider.Publish(later, Surveillance, 1).Evidence);
    }

    [Fact]
    public void The_evidence_says_when_nothing_was_reported_of_the_base()
    {
        var (state, _) = Count(Published(Surveillance), Surveillance, Line(1, crashes: 9, hours: 1000));

        Assert.EndsWith(
            "9 crashes in 1000 h of use where 1 were expected, nothing on the base to compare with",
            AnalyticsDecider.Publish(state, Surveillance, 1).Evidence, StringComparison.Ordinal);
    }

    private static RegressionDetected Found(string application) =>
        new(A, application, Platform.IPhone, 9, 1, "because");

    private static AnalyticsState Happened(
        AnalyticsState state, Surveillance surveillance, ImmutableArray<AnalyticsEvent> events) =>
        events.Aggregate(state, (one, happened) => one.Evolve(happened, Noon, surveillance));
}
