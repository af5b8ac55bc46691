using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>The operator tells a person to install a response. The person has decided then.</summary>
public sealed class OrderedInstallationTests
{
    private static readonly Publications OutsideTheRamp = Catalogue(
        new CatalogueEntry(A, 0, CatalogueStatus.Offered)) with { EffectiveAt = Day(1) };

    /// <summary>How people treat updates.</summary>
    public static TheoryData<string, Func<Behaviour, Behaviour>> People => new()
    {
        { "automatic", people => people },
        { "by hand", people => people with { AutomaticUpdates = 0 } },
        { "puts restarts off", people => people with { AutomaticUpdates = 0, RestartPromptly = 0 } },
        { "uses the device all day", people => people with { AutomaticUpdates = 0, InUse = 1 } },
        { "acts on nothing", people => people with { NeverUpdate = 1 } },
    };

    [Theory, MemberData(nameof(People))]
    public void A_person_who_is_told_to_install_downloads_at_once_and_restarts_promptly(
        string who, Func<Behaviour, Behaviour> people)
    {
        var told = Day(2.125); // At 13:00 in the time of the device.
        var life = new Life(Plain().People(people).World(), 0, (Day(1), OutsideTheRamp))
        {
            Told = [(told, new OperatorCommand.Install(0, A))],
        }.Lived();

        var story = $"{who}: {string.Join(' ', life.Story)}";
        Assert.Equal(OfferSource.Command, Assert.Single(All<ResponseOffered>(life)).Event.Source);
        Assert.True(At<PatchDownloaded>(life) - told < TimeSpan.FromMinutes(1), story);
        Assert.True(At<ResponseActivated>(life) - told < TimeSpan.FromHours(2), story);
        Assert.Equal(A, life.State.Active?.Release);
    }

    [Fact]
    public void The_command_ends_the_wait_for_a_decision_about_the_same_response()
    {
        var told = Day(2.125);
        var world = Plain().People(people => people with { NeverUpdate = 1 }).World();
        var life = new Life(world, 0, (Day(1), Offering(A) with { EffectiveAt = Day(1) }))
        {
            Told = [(told, new OperatorCommand.Install(0, A))],
        }.Lived();

        Assert.Equal(
            [(OfferSource.User, true), (OfferSource.Command, false)],
            All<ResponseOffered>(life).Select(one => (one.Event.Source, one.At < told)));
        Assert.True(At<PatchDownloaded>(life) - told < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_person_who_finds_a_response_by_hand_still_takes_time_to_decide()
    {
        var world = Plain().People(people => people with { AutomaticUpdates = 0, CheckByHand = 1 }).World();
        var life = new Life(world, 0, (Day(1), OutsideTheRamp)).Lived();

        Assert.Equal(OfferSource.User, Assert.Single(All<ResponseOffered>(life)).Event.Source);
        Assert.True(At<PatchDownloaded>(life) - At<ResponseOffered>(life) > TimeSpan.FromHours(1));
    }

    private static VirtualTime At<T>(Life life) where T : DeviceEvent => Assert.Single(All<T>(life)).At;

    private static IEnumerable<(VirtualTime At, T Event)> All<T>(Life life) where T : DeviceEvent =>
        life.History.Where(one => one.Event is T).Select(one => (one.At, (T)one.Event));
}
