using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Host.Tests.Reports;

/// <summary>
/// Offers, activity, removals and enforcements in the report, from histories that can be counted by hand.
/// </summary>
public sealed class AdoptionReportTests
{
    private const string A = "16.5.1-a";
    private const string C = "16.5.1-c";
    private static readonly World World = new(HistoryInTheMaking.Plain);

    [Fact]
    public void Removals_are_split_by_what_was_removed_and_by_cause()
    {
        var release = Phones(4).Publish(A)
            .Offer(0, A).Stage(0, A)
            .Offer(1, A).Stage(1, A).On(1, new SafariRelaunched(A))
            .Offer(2, A).Activate(2, A)
            .Offer(3, A).Activate(3, A).Publish(C).Offer(3, C).Activate(3, C)
            .At(1).To(A, new ReleaseEvent.Withdrawn("web sites broke", true))
            .At(2).Remove(0, RemovalCause.Vendor, A).Remove(1, RemovalCause.Vendor, A).Remove(2, RemovalCause.Vendor, A)
            .At(3).Remove(3, RemovalCause.User, A, C)
            .ReportAfter(4).Releases[0];

        Assert.Equal((4, 2), (release.Removed, release.Activated));
        Assert.Equal(Counts.Empty.Add("user", 1).Add("vendor", 3), release.Removals);
        Assert.Equal(
            Counts.Empty.Add("active", 1).Add("replaced", 1).Add("safari-only", 1).Add("staged", 1),
            release.RemovedFrom);
        Assert.Equal(Counts.Empty.Add("later-response", 1).Add("removal", 1), release.EndedBy);
    }

    [Fact]
    public void A_response_that_did_not_start_is_removed_as_what_it_was_before_the_restart()
    {
        var release = Phones(2).Publish(A)
            .Offer(0, A).Stage(0, A)
            .On(0, new Restarted(RestartReason.InstallResponse), new InstallAbandoned(A, DeviceFault.DidNotStart, 1))
            .Remove(0, RemovalCause.FailedActivation, A)
            .ReportAfter(1).Releases[0];

        Assert.Equal(Counts.Empty.Add("staged", 1), release.RemovedFrom);
        Assert.Equal((0, 1), (release.Activated, release.Removed));
        Assert.Empty(release.EndedBy);
    }

    [Fact]
    public void A_device_is_counted_by_the_end_of_its_last_activity()
    {
        var history = Phones(3).Publish(A)
            .Offer(0, A).Activate(0, A).Remove(0, RemovalCause.User, A)
            .Offer(1, A).Activate(1, A).Update(1, "16.6")
            .Offer(2, A).Activate(2, A).Publish(C).Offer(2, C).Activate(2, C);
        Assert.Equal(
            Counts.Empty.Add("later-response", 1).Add("removal", 1).Add("software-update", 1),
            history.ReportAfter(1).Releases[0].EndedBy);

        // The response comes back on one device and is installed again on another: their activity has not ended.
        history.At(2).Remove(2, RemovalCause.Vendor, C).Activate(2, A).Offer(0, A).Activate(0, A);
        var release = history.ReportAfter(2).Releases[0];
        Assert.Equal(Counts.Empty.Add("software-update", 1), release.EndedBy);
        Assert.Equal((3, 2), (release.Activated, release.ActiveNow));
    }

    [Fact]
    public void Offers_and_activations_are_split_by_how_the_device_came_to_the_response()
    {
        // The daily poll of device 2 finds it; its person starts the download, and checks by hand an hour later.
        var poll = World.LifeOf(World.TraitsOf(2)).NextPoll(VirtualTime.Zero);
        var release = Phones(4).Publish(A)
            .Offer(0, A, OfferSource.Management).Activate(0, A)
            .Offer(1, A, OfferSource.User).Activate(1, A)
            .At((poll - VirtualTime.Zero).TotalHours).Offer(2, A, OfferSource.User).Activate(2, A)
            .Offer(3, A, OfferSource.Automatic)
            .At(25).Remove(2, RemovalCause.User, A).Offer(2, A, OfferSource.User).Activate(2, A)
            .ReportAfter(26).Releases[0];

        Assert.Equal(Counts.Empty.Add("hand", 1).Add("management", 1).Add("ramp", 2), release.OfferedBy);
        Assert.Equal(Counts.Empty.Add("hand", 2).Add("management", 1).Add("ramp", 2), release.Offers);
        Assert.Equal(Counts.Empty.Add("hand", 1).Add("management", 1).Add("ramp", 1), release.ActivatedBy);
    }

    [Fact]
    public void Devices_with_a_prerequisite_build_while_the_response_is_published_are_eligible()
    {
        var release = Phones(1)
            .Enrol(1, Platform.IPad).Enrol(2, build: "20E252").Enrol(3, build: "20E252").Enrol(4, build: "20E252")
            .At(1).Publish(A)
            .At(2).Update(2, "16.5.1", "20F75")
            .To(A, new ReleaseEvent.Paused("rumours"))
            .Update(3, "16.5.1", "20F75")
            .To(A, new ReleaseEvent.Withdrawn("web sites broke", false))
            .Update(4, "16.5.1", "20F75")
            .ReportAfter(3).Releases[0];

        Assert.Equal(3, release.Eligible); // At publication, later, and during the pause.
        Assert.Equal((5, 3), (release.Reach[0].Devices, release.Reach[0].Eligible));
    }

    [Fact]
    public void Times_are_reported_of_all_devices_and_of_the_eligible_by_platform()
    {
        var history = new HistoryInTheMaking();
        for (var device = 0; device < 10; device++)
            history.Enrol(device);
        history.Enrol(10, build: "20E252").Enrol(11, Platform.IPad);
        history.At(1).Publish(A);
        for (var device = 0; device < 10; device++)
            history.At(2 + device).Offer(device, A).Activate(device, A);
        var reach = history.ReportAfter(20).Releases[0].Reach;

        Assert.Equal(["all", "iphone", "ipad"], reach.Select(row => row.Platform));
        Assert.Equal([12, 11, 1], reach.Select(row => row.Devices));
        Assert.Equal([10, 10, 0], reach.Select(row => row.Eligible));

        // Half of 12 and of 11 are 6, half of 10 are 5; 90 % of 10 are 9, and 99 % are 10.
        Assert.Equal(new(6 * 3600m, null, null, null), reach[0].OfAll);
        Assert.Equal(new(6 * 3600m, 10 * 3600m, null, null), reach[1].OfAll);
        Assert.Equal(new(5 * 3600m, 9 * 3600m, 10 * 3600m, 10 * 3600m), reach[1].OfEligible);
        Assert.Equal(new(null, null, null, null), reach[2].OfAll);
    }

    [Fact]
    public void An_enforcement_has_the_shares_before_its_deadline_and_an_hour_after_it()
    {
        var history = Enforcing(At(1, new OperatorCommand.Enforce(A, TimeSpan.FromHours(4))));
        for (var device = 0; device < 4; device++)
            history.Enrol(device, managed: new(true, true));
        history.Enrol(4).Publish(A)
            .At(2).Activate(0, A).Activate(4, A)
            .At(5.5).Activate(1, A)
            .At(7).Activate(2, A);

        var one = Assert.Single(history.ReportAfter(8).Enforcements);
        Assert.Equal((4, 1, 2), (one.Devices, one.Before, one.HourAfter));
        Assert.Equal(16.000m + 3600, one.OrderedSeconds); // The network takes 15 s, and the order a second more.
        Assert.Equal(16.000m + 5 * 3600, one.DeadlineSeconds);
        Assert.Null(one.EndedBy);
    }

    [Theory]
    [InlineData(2, null, null, null)]
    [InlineData(5.5, 1L, 1L, null)]
    [InlineData(6.5, 1L, 1L, 1L)]
    public void An_enforcement_has_only_the_figures_from_before_the_end(
        double end, long? devices, long? before, long? after)
    {
        var history = Enforcing(At(1, new OperatorCommand.Enforce(A, TimeSpan.FromHours(4))))
            .Enrol(0, managed: new(true, true)).Publish(A).Activate(0, A);

        var one = Assert.Single(history.ReportAfter(end).Enforcements);
        Assert.Equal((devices, before, after), (one.Devices, one.Before, one.HourAfter));
    }

    [Fact]
    public void An_enforcement_that_was_replaced_or_called_off_before_its_deadline_says_so()
    {
        var history = Enforcing(
            At(1, new OperatorCommand.Enforce(A, TimeSpan.FromDays(2))),
            At(2, new OperatorCommand.Enforce(A, TimeSpan.FromDays(1))),
            At(3, new OperatorCommand.RemoveFromManaged()),
            At(4, new OperatorCommand.Enforce(A, TimeSpan.FromHours(1))));

        Assert.Equal(
            ["later-enforcement", "removal", null],
            history.Enrol(0).ReportAfter(72).Enforcements.Select(one => one.EndedBy));
    }

    private static HistoryInTheMaking Phones(int count) => Enumerable.Range(0, count).Aggregate(
        new HistoryInTheMaking(), (history, device) => history.Enrol(device));

    private static HistoryInTheMaking Enforcing(params ScriptedCommand[] script) =>
        new(HistoryInTheMaking.Plain with { Script = [.. script] });

    private static ScriptedCommand At(double hours, OperatorCommand command) =>
        new(VirtualTime.Zero + TimeSpan.FromHours(hours), command);
}
