using CsCheck;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Invariants;

public sealed class WithdrawalIsFinalTests
{
    private static readonly TimeSpan Propagation = TimeSpan.FromMilliseconds(60);

    private static readonly Gen<ReleaseFinding> Finding = Gen.Select(
        Gen.OneOf(A, "16.5.1-b", C), Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9])
        .Select((release, offer, request, withdrawn) =>
            new ReleaseFinding(release, new(offer), new(request), new(withdrawn), VirtualTime.Never));

    /// <summary>
    /// The release is withdrawn at 100, and signing stops at 120: last offer, last request with a fresh ticket, broken
    /// rules.
    /// </summary>
    [Theory]
    [InlineData(90, 90, 0)]
    [InlineData(160, 120, 0)]
    [InlineData(161, 120, 1)]
    [InlineData(160, 121, 1)]
    [InlineData(500, 500, 2)]
    public void A_withdrawn_release_is_neither_offered_nor_signed(long offered, long requested, int broken)
    {
        var all = ReleaseFindings.None
            .With(Of(EntityId.Device(1), offered, new DeviceEvent.ResponseOffered(A, OfferSource.Automatic), requested))
            .With(Of(
                EntityId.Device(1), 900, new DeviceEvent.TicketIssued(A, Digest.Sha384([]), Reused: false), requested))
            .With(Of(EntityId.Release(A), 100, new ReleaseEvent.Withdrawn("web sites broke", true), 0))
            .With(Of(EntityId.SigningService, 120, new SigningEvent.SigningPolicyChanged(A, false), 0));

        Assert.Equal(broken, WithdrawalIsFinal.Judge(all, Propagation).Length);
    }

    [Fact]
    public void A_release_that_is_not_withdrawn_may_be_offered_at_any_time() => Assert.Empty(WithdrawalIsFinal.Judge(
        ReleaseFindings.None.With(ReleaseFinding.Nothing(A) with { LastOffer = new(9), LastFreshRequest = new(9) }),
        Propagation));

    [Fact]
    public void A_ticket_that_is_used_again_is_no_finding() => Assert.Null(ReleaseFindings.Of(
        new(EntityId.Device(1), 1, new(900), new DeviceEvent.TicketIssued(A, Digest.Sha384([]), Reused: true)),
        new(900)));

    [Fact]
    public void The_result_does_not_depend_on_the_order_of_processes() =>
        Finding.Array[0, 6].Sample(findings =>
        {
            var forth = findings.Aggregate(ReleaseFindings.None, (all, one) => all.With(one));
            var back = findings.Reverse().Aggregate(ReleaseFindings.None, (all, one) => all.With(one));

            Assert.Equal(forth.Releases.AsEnumerable(), back.Releases.AsEnumerable());
            Assert.Equal(forth.Releases.AsEnumerable(), forth.And(back).Releases.AsEnumerable());
            Assert.Equal(
                forth.Releases.Select(one => one.Release).Order(StringComparer.Ordinal),
                forth.Releases.Select(one => one.Release));
        });

    private static ReleaseFinding Of(EntityId entity, long at, IEvent happened, long requestedAt) =>
        ReleaseFindings.Of(new(entity, 1, new(at), happened), new(requestedAt))!;
}
