using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>When a device begins with a software update, and when it does not.</summary>
public sealed class UpdateStartTests
{
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(19);

    [Fact]
    public void An_automatic_download_begins_at_once_without_a_delay() => Assert.Equal(
        Noon.Next(), Moments(Plain().World()).UpdateStart(Update, OfferSource.Automatic, Noon));

    [Fact]
    public void An_automatic_download_waits_for_the_delay_and_its_hours_and_a_seeker_for_neither()
    {
        var world = Plain().People(people => people with
        {
            UpdateDelay = TimeSpan.FromDays(5), UpdateFrom = TimeSpan.FromHours(2), UpdateUntil = TimeSpan.FromHours(4),
        }).World();

        var starts = Enumerable.Range(0, 200)
            .Select(device => (device, At: Moments(world, device).UpdateStart(Update, OfferSource.Automatic, Noon)))
            .ToArray();

        Assert.InRange(starts.Average(one => (one.At - Noon).TotalDays), 4, 6.5);
        Assert.All(starts, one => Assert.InRange(
            world.LifeOf(world.TraitsOf(one.device)).TimeOfDay(one.At), TimeSpan.FromHours(2), TimeSpan.FromHours(4)));
        Assert.Equal(Noon.Next(), Moments(world, 0, seeker: true).UpdateStart(Update, OfferSource.Automatic, Noon));
        Assert.Equal(Noon.Next(), Moments(world, 0, seeker: true).UpdateStart(Update, OfferSource.User, Noon));
    }

    [Theory]
    [InlineData(1, 2, 5, 2)]
    [InlineData(3, 2, 5, 3)]
    [InlineData(5, 2, 5, 26)]
    [InlineData(23, 22, 4, 23)]
    [InlineData(3, 22, 4, 3)]
    [InlineData(4, 22, 4, 22)]
    [InlineData(12, 0, 24, 12)]
    public void The_hours_of_a_day_may_include_midnight(double at, double from, double until, double expected)
    {
        var life = Plain().World().LifeOf(Plain().World().TraitsOf(0));
        var found = life.WithinHours(
            life.At(3, TimeSpan.FromHours(at)), TimeSpan.FromHours(from), TimeSpan.FromHours(until));

        Assert.Equal(life.At(3, TimeSpan.FromHours(expected)), found);
    }

    public static TheoryData<CatalogueStatus, double, bool, bool> Offered => new()
    {
        { CatalogueStatus.Offered, 100, false, true },
        { CatalogueStatus.Offered, 0, false, false },
        { CatalogueStatus.Offered, 0, true, true },
        { CatalogueStatus.Paused, 100, true, false },
        { CatalogueStatus.Withdrawn, 100, true, false },
    };

    [Theory, MemberData(nameof(Offered))]
    public void An_update_is_found_within_its_ramp_or_by_hand(
        CatalogueStatus status, double percent, bool byHand, bool isFound)
    {
        var world = Plain().World();
        var offers = new Offers(world, Listed(world, status, percent), world.Resting());

        Assert.Equal(isFound, offers.Find(Noon, byHand) is Offer.Update);
        if (percent == 100)
            Assert.Equal(!isFound, offers.NextCheck(Noon).IsNever);
    }

    [Fact]
    public void The_ramp_of_an_update_admits_its_share_of_devices()
    {
        var world = Plain().World();

        var admitted = Enumerable.Range(0, 1_000).Count(device => new Offers(
            world, Listed(world, CatalogueStatus.Offered, 30), world.Resting(device)).Find(Noon, false) is not null);

        Assert.InRange(admitted, 250, 350);
    }

    [Theory]
    [InlineData(CatalogueStatus.Offered, false)]
    [InlineData(CatalogueStatus.Paused, true)]
    [InlineData(CatalogueStatus.Withdrawn, true)]
    public void A_download_begins_only_while_the_update_is_offered(CatalogueStatus status, bool isAbandoned)
    {
        var world = Plain().World();
        var state = world.Resting() with { Phase = new DevicePhase.FetchingUpdate(Job, Noon) };

        var decision = DeviceDecider.Decide(new(state, Noon, world, Listed(world, status, 100)), []);

        Assert.Equal(
            isAbandoned
                ? [new SoftwareUpdateAttemptFailed(
                    Update, InstallStep.Download, DeviceFault.NoLongerOffered, 1, RetryAt: null)]
                : [],
            decision.Events.AsEnumerable());
    }

    [Theory]
    [InlineData(CatalogueStatus.Offered)]
    [InlineData(CatalogueStatus.Paused)]
    [InlineData(CatalogueStatus.Withdrawn)]
    public void A_device_that_may_restart_asks_the_signing_service_and_not_the_catalogue(CatalogueStatus status)
    {
        var world = Plain().World();
        var state = world.Resting() with { Phase = new DevicePhase.UpdateReady(Job, Noon) };

        var decision = DeviceDecider.Decide(new(state, Noon, world, Listed(world, status, 100)), []);

        Assert.Equal([new BootTicketRequested(Update, "20G75", 1)], decision.Events.AsEnumerable());
        var request = Assert.IsType<TicketRequest>(Assert.Single(decision.Mail).Body);
        var device = world.BootBindingOf(state.Traits, "20G75");
        Assert.Equal(
            (TicketKind.Boot, Update, "20G75", state.Platform.ProductClass, 1),
            (request.Kind, request.Release, request.Build, request.ProductClass, request.Attempt));
        Assert.Equal(
            (device.ChipId, device.BoardId, device.Ecid, device.NonceHash),
            (request.ChipId, request.BoardId, request.Ecid, request.Nonce));
        Assert.IsType<DevicePhase.AwaitingBootTicket>(After(state, decision, world).Phase);
    }

    [Fact]
    public void With_a_boot_ticket_the_device_restarts_into_the_update()
    {
        var world = Plain().World();
        var state = Asking(world);
        var digest = world.BootManifestDigestOf(
            state.Platform, Job.OsBuild, world.BootBindingOf(state.Traits, Job.OsBuild));

        var decision = WorkDecider.Succeeded(
            new(state, Noon, world, Publications.None), WorkOf(state, world), new WorkResult.TicketHolds(digest));

        Assert.Equal(
            [new BootTicketIssued(Update, "20G75", digest), new Restarted(RestartReason.SoftwareUpdate)],
            decision.Events.AsEnumerable());
        Assert.IsType<DevicePhase.Updating>(After(state, decision, world).Phase);
    }

    [Fact]
    public void Without_a_boot_ticket_the_old_system_stays()
    {
        var world = Plain().World();
        var state = Asking(world);

        var decision = WorkDecider.Failed(
            new(state, Noon, world, Publications.None), WorkOf(state, world), DeviceFault.TicketRefused);

        Assert.Equal(
            [new SoftwareUpdateAttemptFailed(
                Update, InstallStep.Personalise, DeviceFault.TicketRefused, 1, RetryAt: null)],
            decision.Events.AsEnumerable());
        var after = After(state, decision, world);
        Assert.IsType<DevicePhase.Resting>(after.Phase);
        Assert.Equal([new(Update, Noon, VirtualTime.Never, false)], after.Blocked.AsEnumerable());
    }

    [Theory]
    [InlineData(DeviceFault.SigningUnreachable)]
    [InlineData(DeviceFault.SigningRateLimited)]
    public void Without_an_answer_it_is_asked_again_and_nothing_is_downloaded_again(DeviceFault fault)
    {
        var world = Plain().World();
        var state = Asking(world);

        var decision = WorkDecider.Failed(
            new(state, Noon, world, Publications.None), WorkOf(state, world), fault);
        var ready = Assert.IsType<DevicePhase.UpdateReady>(After(state, decision, world).Phase);

        Assert.True(ready.RestartAt > Noon);
        Assert.Equal((2, 0), (ready.Job.Attempt, ready.Job.FreshDownloads));
    }

    private static DeviceState Asking(World world) =>
        world.Resting() with { Phase = new DevicePhase.AwaitingBootTicket(Job) };

    private static DeviceState After(DeviceState state, DeviceDecision decision, World world) =>
        decision.Events.Aggregate(state, (one, happened) => DeviceFold.Evolve(one, happened, Noon, world));

    private static DeviceWork.PersonaliseUpdate WorkOf(DeviceState state, World world)
    {
        var answer = new TicketAnswer.Granted(Update, world.BootBindingOf(state.Traits, Job.OsBuild).NonceHash, default);
        Message message = new(state.Id, EntityId.SigningService, Noon, 0, Noon, answer);
        return Assert.IsType<DeviceWork.PersonaliseUpdate>(
            DeviceDecider.Decide(new(state, Noon, world, Publications.None), [message]).Work);
    }

    private static UpdateJob Job => new(Update, "20G75", OfferSource.Automatic, 1, 0);

    private static Catalogue Listed(World world, CatalogueStatus status, double percent)
    {
        var all = Catalogue().WithUpdate(world);
        return all with
        {
            Updates = [.. all.Updates.Select(entry => entry with { Status = status, Percent = percent })],
        };
    }

    private static DeviceMoments Moments(World world, int device = 0, bool seeker = false)
    {
        var state = world.Resting(device);
        return new(world, state with { Traits = state.Traits with { Seeker = seeker } });
    }
}
