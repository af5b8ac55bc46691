using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>Every phase has its word. A phase in which a device waits has another word while it waits.</summary>
public sealed class DeviceStandingTests
{
    private static readonly World Plain = Vocabulary.Plain().World();
    private static readonly VirtualTime Noon = Day(1);
    private static readonly VirtualTime Earlier = Noon - Minute;
    private static readonly VirtualTime Later = Noon + Minute;
    private static readonly InstallJob Job = InstallJob.First(A, OfferSource.Automatic);
    private static readonly InstallJob Again = Job with { Attempt = 2 };
    private static readonly UpdateJob Update = new("16.6", "20G75", OfferSource.Automatic, 1, 0);

    public static TheoryData<DevicePhase, DeviceStanding> Words => new()
    {
        { new DevicePhase.Unenrolled(), DeviceStanding.Unenrolled },
        { new DevicePhase.Resting(), DeviceStanding.Idle },
        { new DevicePhase.Fetching(Job, Later), DeviceStanding.Offered },
        { new DevicePhase.Fetching(Job, Noon), DeviceStanding.Offered },
        { new DevicePhase.Fetching(Job, VirtualTime.Never), DeviceStanding.Offered },
        { new DevicePhase.Fetching(Job, Earlier), DeviceStanding.Downloading },
        { new DevicePhase.Fetching(Again, Later), DeviceStanding.Retrying },
        { new DevicePhase.Fetching(Job with { GateTries = 1 }, Later), DeviceStanding.Retrying },
        { new DevicePhase.Fetching(Again, Earlier), DeviceStanding.Downloading },
        { new DevicePhase.Requesting(Again, Later), DeviceStanding.Retrying },
        { new DevicePhase.AwaitingTicket(Job), DeviceStanding.AwaitingTicket },
        { new DevicePhase.AwaitingTicket(Again), DeviceStanding.AwaitingTicket },
        { new DevicePhase.Preparing(Job, Later), DeviceStanding.Preparing },
        { new DevicePhase.Staged(Job, Later, VirtualTime.Never, false), DeviceStanding.Staged },
        { new DevicePhase.Staged(Job, VirtualTime.Never, VirtualTime.Never, true), DeviceStanding.Staged },
        { new DevicePhase.Starting(Job, Earlier, Later), DeviceStanding.Restarting },
        { new DevicePhase.Removing(RemovalCause.User, [A], Later, false), DeviceStanding.Removing },
        { new DevicePhase.Returning(RemovalCause.User, [A], Earlier, Later), DeviceStanding.Removing },
        { new DevicePhase.FetchingUpdate(Update, Later), DeviceStanding.UpdateOffered },
        { new DevicePhase.FetchingUpdate(Update with { Attempt = 2 }, Later), DeviceStanding.Retrying },
        { new DevicePhase.FetchingUpdate(Update, Earlier), DeviceStanding.DownloadingUpdate },
        { new DevicePhase.FetchingUpdate(Update, VirtualTime.Zero), DeviceStanding.UpdateReady },
        { new DevicePhase.UpdateReady(Update, Later), DeviceStanding.UpdateReady },
        { new DevicePhase.AwaitingBootTicket(Update), DeviceStanding.AwaitingTicket },
        { new DevicePhase.Updating(Update, Earlier, Later), DeviceStanding.Updating },
        { new DevicePhase.FallingBack(Update, DeviceFault.KernelDigestMismatch, Earlier, Later),
            DeviceStanding.Updating },
        { new DevicePhase.AwaitingHands(
            new DevicePhase.Starting(Job, Earlier, Later), BootStep.Kernel, Later), DeviceStanding.AwaitingHands },
        { new DevicePhase.BootLooping(Update, Earlier, Later), DeviceStanding.BootLooping },
    };

    [Theory, MemberData(nameof(Words))]
    public void A_phase_has_a_word(DevicePhase phase, DeviceStanding word) =>
        Assert.Equal(word, In(phase).StandingAt(Noon, Plain));

    [Fact]
    public void Every_phase_and_every_word_is_covered()
    {
        var phases = typeof(DevicePhase).GetNestedTypes().Where(
            type => type.IsSubclassOf(typeof(DevicePhase)) && !type.IsAbstract);

        Assert.Empty(phases.Except(Words.Select(row => row[0].GetType())));
        Assert.Empty(Enum.GetValues<DeviceStanding>().Except(Words.Select(row => (DeviceStanding)row[1])));
    }

    [Fact]
    public void A_response_is_on_its_way_from_its_offer_to_its_activation()
    {
        Assert.Equal(A, In(new DevicePhase.Fetching(Job, Later)).Incoming);
        Assert.Equal(A, In(new DevicePhase.Starting(Job, Earlier, Later)).Incoming);
        Assert.Null(In(new DevicePhase.Resting()).Incoming);
        Assert.Null(In(new DevicePhase.Removing(RemovalCause.User, [A], Later, false)).Incoming);
    }

    [Fact]
    public void A_device_is_protected_by_an_active_response_and_not_by_a_staged_one()
    {
        var staged = In(new DevicePhase.Staged(Job, Later, Later, InSafari: false));
        var relaunched = In(new DevicePhase.Staged(Job, Later, VirtualTime.Never, InSafari: true));
        var active = In(new DevicePhase.Resting()) with { Applied = [new(A, 0, Earlier)] };

        var newest = new Protection(Plain, [new(A, 100, CatalogueStatus.Offered)]);
        Assert.Equal((false, false), (staged.IsProtected(newest), staged.IsBrowserProtected(newest)));
        Assert.Equal((false, true), (relaunched.IsProtected(newest), relaunched.IsBrowserProtected(newest)));
        Assert.Equal((true, true), (active.IsProtected(newest), active.IsBrowserProtected(newest)));
    }

    [Fact]
    public void A_software_update_protects_only_if_it_includes_the_response()
    {
        var updated = In(new DevicePhase.Resting());
        updated = updated with { Os = updated.Os with { Build = "20G75" } };
        var without = Vocabulary.Plain();
        without = without with { Updates = [.. without.Updates.Select(update => update with { Includes = [] })] };

        Assert.True(updated.IsProtected(new(Plain, [new(A, 100, CatalogueStatus.Superseded)])));
        Assert.False(updated.IsProtected(new(without.World(), [new(A, 100, CatalogueStatus.Superseded)])));
    }

    [Fact]
    public void A_device_that_had_a_response_and_runs_the_base_again_is_reverted()
    {
        ImmutableArray<AppliedResponse> had = [new(A, 0, Earlier)];
        var resting = In(new DevicePhase.Resting());

        Assert.False(resting.IsReverted);
        Assert.True((resting with { Retained = had }).IsReverted);
        Assert.False((resting with { Retained = had, Applied = [new(C, 0, Noon)] }).IsReverted);
    }

    private static DeviceState In(DevicePhase phase) => Plain.Resting() with { Phase = phase };
}
