using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Releases;

/// <summary>The App Store lets a phased release be paused for thirty days, all pauses together.</summary>
public sealed class PauseLimitTests
{
    private const int Day = 24;

    private static readonly World Store = WorldOf(RolloutSettings.Shipped("app-store"));

    /// <summary>Hours of pauses and resumes in turn, and the hour at which the last pause ends by itself.</summary>
    public static TheoryData<int[], int> Pauses => new()
    {
        { [0], 30 * Day },
        { [5], 30 * Day + 5 },
        { [Day, 3 * Day, 10 * Day], 38 * Day },
        { [0, 10 * Day, 11 * Day, 21 * Day, 30 * Day], 40 * Day },
    };

    [Theory, MemberData(nameof(Pauses))]
    public void A_pause_ends_when_all_pauses_together_are_thirty_days(int[] hours, int endsAt)
    {
        var memory = After(Store, hours);
        var end = At(endsAt);

        Assert.Equal(end, UpdateServiceDecider.NextReview(memory, Store));
        Assert.Equal(
            [new CommandForRelease(A, new ReleaseCommand.Resume("app-store allows pauses of 30d in all"))],
            UpdateServiceDecider.Review(memory, end, Store).Commands.AsEnumerable());
    }

    [Fact]
    public void A_pause_after_thirty_days_of_pauses_ends_in_the_next_moment() => Assert.Equal(
        At(40 * Day).Next(), UpdateServiceDecider.NextReview(After(Store, [0, 30 * Day, 40 * Day]), Store));

    [Fact]
    public void A_pause_that_a_person_ends_does_not_end_by_itself() =>
        Assert.Empty(UpdateServiceDecider.Review(After(Store, [0, Day]), At(30 * Day), Store).Commands.Where(
            command => command.Command is ReleaseCommand.Resume));

    [Fact]
    public void Under_other_rules_a_pause_has_no_limit()
    {
        var world = WorldOf(RolloutSettings.Shipped("linear"));

        Assert.Equal(
            VirtualTime.Never,
            PauseLimit.EndOf(After(world, [0]).State.Find(A), After(world, [0]), world));
    }

    private static World WorldOf(RolloutSettings rule) => new(Plain() with { Rollout = rule });

    private static UpdateServiceMemory After(World world, int[] hours)
    {
        var state = ReleaseState.Undrafted(world.Release(A)) with { Phase = new ReleasePhase.Draft() };
        state = ReleaseState.Evolve(
            state, new ReleaseEvent.Published(1, RampSource.Rule), VirtualTime.Zero);
        foreach (var (i, hour) in hours.Index())
        {
            ReleaseEvent happened = i % 2 == 0
                ? new ReleaseEvent.Paused("calls")
                : new ReleaseEvent.Resumed("no calls");
            state = ReleaseState.Evolve(state, happened, At(hour));
        }

        var initial = UpdateServiceMemory.Initial(world.Scenario);
        return initial with
        {
            State = initial.State with
            {
                Releases =
                [
                    .. initial.State.Releases.Select(release => release.Release.Id == A
                        ? state
                        : release with { Phase = new ReleasePhase.Draft() }),
                ],
            },
            ReviewsFrom = At(hours[^1]),
        };
    }

    private static VirtualTime At(int hour) => VirtualTime.Zero + TimeSpan.FromHours(hour);
}
