using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// What prevents a command to a device's person. A command has no effect exactly when it meets an obstacle.
/// </summary>
public sealed class ObstacleTests
{
    private static readonly World Plain = Vocabulary.Plain().World();
    private static readonly VirtualTime Noon = Day(1);

    private static readonly DeviceState Idle = Plain.Resting() with { SharesAnalytics = false };
    private static readonly DeviceState RunsA = Idle.Applied(A);
    private static readonly DeviceState RunsC = Idle.Applied(C);
    private static readonly DevicePhase Downloading = new DevicePhase.Fetching(
        InstallJob.First(C, OfferSource.User), Day(0.9));
    private static readonly Publications Both = Offering(A, C);
    private static readonly Publications Paused = Catalogue(new CatalogueEntry(A, 100, CatalogueStatus.Paused));

    private static readonly OperatorCommand InstallA = new OperatorCommand.Install(0, A);
    private static readonly OperatorCommand Remove = new OperatorCommand.RemoveResponses(0);
    private static readonly OperatorCommand Share = new OperatorCommand.ShareAnalytics(0, true);
    private static readonly OperatorCommand ShareNothing = new OperatorCommand.ShareAnalytics(0, false);
    private static readonly OperatorCommand Unplug = new OperatorCommand.Unplug(0, TimeSpan.FromHours(2));

    public static TheoryData<OperatorCommand, DeviceState, Publications, Obstacle?> Table => new()
    {
        { InstallA, Idle, Both, null },
        { InstallA, Idle with { Managed = new(true, false) }, Both, null },
        { InstallA, Idle with { Managed = new(false, true) }, Both, Obstacle.ManagementForbids },
        { InstallA, Idle, Publications.None, Obstacle.NotPublished },
        { InstallA, Idle, Paused, Obstacle.NotOffered },
        { InstallA, Idle with { Os = Idle.Os with { Build = "20G75" } }, Both, Obstacle.NoTarget },
        { InstallA, RunsA, Both, Obstacle.NotNewer },
        { InstallA, RunsC, Both, Obstacle.NotNewer },
        { new OperatorCommand.Install(0, C), RunsA, Both, null },
        { InstallA, Idle with { Phase = Downloading }, Both, Obstacle.Busy },
        { InstallA, Idle with { Phase = Undecided(A) }, Both, null },
        { new OperatorCommand.Install(0, C), Idle with { Phase = Undecided(A) }, Both, null },
        { InstallA, Idle with { Phase = Undecided(C) }, Both, Obstacle.NotNewer },
        { InstallA, Idle with { Phase = Undecided(A) }, Paused, Obstacle.NotOffered },
        { InstallA, Idle with { Phase = Undecided(A, attempt: 2) }, Both, Obstacle.Busy },
        { InstallA, Idle with { Phase = new DevicePhase.Unenrolled() }, Both, Obstacle.Busy },
        { Remove, RunsA, Both, null },
        { Remove, RunsA with { Managed = new(false, true) }, Both, null },
        { Remove, RunsA with { Managed = new(true, false) }, Both, Obstacle.ManagementForbids },
        { Remove, RunsA with { Phase = Downloading }, Both, Obstacle.Busy },
        { Remove, Idle, Both, Obstacle.NothingToRemove },
        { Remove, Idle with { Phase = Staged(inSafari: true) }, Both, null },
        { Remove, RunsA with { Phase = Staged(inSafari: true) }, Both, null },
        { Remove, Idle with { Phase = Staged(inSafari: true), Managed = new(true, false) }, Both,
            Obstacle.ManagementForbids },
        { Remove, Idle with { Phase = Staged(inSafari: false) }, Both, Obstacle.NothingToRemove },
        { Remove, RunsA with { Phase = Staged(inSafari: false) }, Both, Obstacle.Busy },
        { Share, Idle, Both, null },
        { Share, Idle with { SharesAnalytics = true }, Both, Obstacle.AlreadyShares },
        { ShareNothing, Idle with { SharesAnalytics = true, Phase = Downloading }, Both, null },
        { ShareNothing, Idle, Both, Obstacle.AlreadySharesNothing },
        { Unplug, Idle, Both, null },
        { Unplug, Idle with { Unplugged = new(Day(0.9), Day(1.01)) }, Both, null },
        { Unplug, Idle with { Unplugged = new(Day(0.9), Day(2)) }, Both, Obstacle.AlreadyUnplugged },
        { Unplug, Idle with { Traits = Idle.Traits with { Desktop = true } }, Both, Obstacle.NoBattery },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_command_meets_an_obstacle_or_causes_events(
        OperatorCommand command, DeviceState device, Publications published, Obstacle? obstacle)
    {
        var message = new Message(device.Id, EntityId.Operator, VirtualTime.Zero, 0, Noon, command);

        Assert.Equal(obstacle, Obstacles.To(command, new(device, Noon, Plain, published)));
        Assert.Equal(
            obstacle is not null, DeviceDecider.Decide(new(device, Noon, Plain, published), [message]).Events.IsEmpty);
    }

    private static DevicePhase.Staged Staged(bool inSafari) =>
        new(InstallJob.First(C, OfferSource.User), Day(1.5), VirtualTime.Never, inSafari);

    /// <summary>A response was offered and waits, at noon, for its person or for another attempt.</summary>
    private static DevicePhase.Fetching Undecided(string release, int attempt = 1) =>
        new(InstallJob.First(release, OfferSource.User) with { Attempt = attempt }, Day(1.5));

    [Fact]
    public void Every_obstacle_has_its_row() =>
        Assert.Empty(Enum.GetValues<Obstacle>().Cast<Obstacle?>().Except(Table.Select(row => (Obstacle?)row[3])));
}
