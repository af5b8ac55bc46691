using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Crashes;

public sealed class CrashDiaryTests
{
    private static readonly DeviceEvent Down = new Restarted(RestartReason.InstallResponse);

    private static readonly SoftwareUpdateInstalled Updated = new(
        "16.5.1", "16.6", "20G75", Digest.Sha384("a ticket"u8), Digest.Sha256("a seal"u8), 1, Minute);

    /// <summary>Events an hour apart, and the content that runs after them: everywhere, in Safari, elsewhere.</summary>
    public static TheoryData<DeviceEvent[], bool, string?, string?> Rules => new()
    {
        { [], true, null, null },
        { [new SafariRelaunched(A)], true, A, null },
        { [new SafariRelaunched(A), Down], false, A, null },
        { [Down], false, null, null },
        { [Down, Active(A)], true, A, A },
        { [Active(A), new SafariRelaunched(C)], true, C, A },
        { [Active(A), new SafariRelaunched(C), Down, Removed(C)], true, A, A },
        { [new SafariRelaunched(A), Down, Removed(A)], true, null, null },
        { [Active(A), Down, Removed(A)], true, null, null },
        { [Active(A), Active(C), Down, Removed(C), Active(A)], true, A, A },
        { [Active(A), Active(C), Down, Removed(A, C)], true, null, null },
        { [Active(A), Down, Updated], true, null, null },
        { [Active(A), new AnalyticsSharingChanged(true), new ApplicationCrashed(Mail, A)], true, A, A },
    };

    [Theory, MemberData(nameof(Rules))]
    public void A_diary_knows_the_running_content(DeviceEvent[] happened, bool up, string? safari, string? elsewhere)
    {
        var diary = Of(happened);

        Assert.Equal((up, safari, elsewhere), (diary.Now.Up, diary.Now.Safari, diary.Now.Elsewhere));
        Assert.Equal((safari, elsewhere), (diary.Now.Of(Application.Safari), diary.Now.Of(Mail)));
        Assert.Equal(diary.Content.OrderBy(content => content.Since).AsEnumerable(), diary.Content);
        Assert.Equal(diary.Content.Length, diary.Content.DistinctBy(content => content.Since).Count());
    }

    [Fact]
    public void The_last_of_two_changes_in_one_moment_holds()
    {
        var diary = CrashDiary.Empty.With(Active(C), Day(1)).With(Removed(C), Day(2)).With(Active(A), Day(2));

        Assert.Equal([null, C, A], diary.Content.Select(content => content.Elsewhere));
    }

    [Fact]
    public void A_software_update_starts_a_new_comparison_and_consent_starts_the_reports()
    {
        Assert.Equal(Hour(1), Of(Active(A), Updated).BaseSince);
        Assert.Equal(Hour(1), Of(new AnalyticsSharingChanged(false), new AnalyticsSharingChanged(true)).SharesSince);
        Assert.Equal(CrashDiary.Empty.SharesSince, Of(new AnalyticsSharingChanged(false)).SharesSince);
    }

    public static TheoryData<DeviceEvent> EndsOfAsking => new()
    {
        new RecommendationAnswered(A, false), Active(C), Removed(A), Updated,
    };

    [Theory, MemberData(nameof(EndsOfAsking))]
    public void A_recommendation_stays_open_until_its_answer_or_end_and_is_made_once(DeviceEvent end)
    {
        var recommended = Of(
            Active(A), new ApplicationCrashed(Mail, A), new RemovalRecommended(A, Mail, "exact", 0, 1, 1, 1, 0.01));
        var after = recommended.With(end, Hour(9));

        Assert.Equal(new Recommendation(A, Mail, Hour(2)), recommended.Asked);
        Assert.Equal(new NotedCrash(Hour(1), Mail, A), Assert.Single(recommended.Crashes));
        Assert.Null(after.Asked);
        Assert.Equal(A, Assert.Single(after.Recommended));
    }

    [Fact]
    public void A_device_without_crash_analytics_keeps_no_diary()
    {
        var world = Plain().World();

        var state = DeviceFold.Evolve(world.Resting(), new NonceRolled(), Day(1), world);
        state = DeviceFold.Evolve(state, new RemovalStarted(RemovalCause.User, [A]), Day(1), world);

        Assert.Same(CrashDiary.Empty, state.Diary);
    }

    private static CrashDiary Of(params DeviceEvent[] happened) =>
        happened.Select((one, i) => (one, i)).Aggregate(
            CrashDiary.Empty, (diary, next) => diary.With(next.one, Hour(next.i)));

    private static VirtualTime Hour(int hour) => VirtualTime.Zero + TimeSpan.FromHours(hour);

    private static ResponseActivated Active(string release) => new(release, "20F770750b", Minute, 80, true);

    private static ResponsesRemoved Removed(params string[] releases) => new([.. releases], "20F75");
}
