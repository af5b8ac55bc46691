using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using RsrActors.Actors.Signing;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Signing.SigningProtocol;

namespace RsrActors.Actors.Tests.Devices;

/// <summary>
/// A signing worker signs a batch of jobs together. A worker that fails on a request returns no ticket, and signs the
/// batch when it is sent again.
/// </summary>
public sealed class SigningWorkerTests() : Akka.TestKit.Xunit2.TestKit("akka { loglevel = OFF, stdout-loglevel = OFF }")
{
    private const string Variant = "iphone-20F75";

    private static readonly Scenario Scenario = Story.FleetOf(23).Scenario;

    [Fact]
    public void A_signing_worker_that_failed_signs_when_its_work_is_sent_again()
    {
        var authority = Authority(SigningAlgorithm.EcdsaP256);
        var (worker, service) = Hire(authority);
        var job = JobOf(0, TicketFlaw.None, deadly: true);

        worker.Tell(new Sign([job], Again: false), service.Ref);
        service.ExpectMsg<Ready>();
        worker.Tell(new Sign([job], Again: true), service.Ref);

        var ticket = Assert.Single(service.ExpectMsg<TicketsSigned>().Tickets);
        Assert.Equal(Errno.None, Verdict(authority, ticket, job));
    }

    /// <summary>
    /// Some tickets have flaws. A ticket of a foreign certificate is not part of the batch; the others are.
    /// </summary>
    [Theory]
    [InlineData(SigningAlgorithm.EcdsaP256)]
    [InlineData(SigningAlgorithm.MerkleEcdsaP256)]
    public void Tickets_come_in_the_order_of_the_jobs_even_with_flaws(SigningAlgorithm algorithm)
    {
        var authority = Authority(algorithm);
        var (worker, service) = Hire(authority);
        var flaws = Enumerable.Range(0, 23).Select(i => (TicketFlaw)(i % 7 % 4)).ToArray();
        ImmutableArray<SigningJob> jobs = [.. flaws.Select((flaw, i) => JobOf(i, flaw, deadly: false))];

        worker.Tell(new Sign(jobs, Again: false), service.Ref);

        var tickets = service.ExpectMsg<TicketsSigned>().Tickets;
        Assert.Equal(
            flaws.Select(flaw => flaw switch
            {
                TicketFlaw.OtherDevice => Errno.EACCES,
                TicketFlaw.OtherContent => Errno.ENOENT,
                TicketFlaw.ForeignCertificate => Errno.EAUTH,
                _ => Errno.None,
            }),
            tickets.Select((ticket, i) => Verdict(authority, ticket, jobs[i])));
    }

    private (IActorRef Worker, TestProbe Service) Hire(TicketAuthority authority)
    {
        var service = CreateTestProbe();
        return (
            service.ChildActorOf(
                Props.Create<SigningWorkerActor>(authority), new OneForOneStrategy(_ => Directive.Restart),
                CancellationToken.None),
            service);
    }

    private static TicketAuthority Authority(SigningAlgorithm algorithm) =>
        new(new World(Scenario), new ResponseLibrary(Scenario), SigningIdentities.Own(algorithm),
            SigningIdentities.Foreign);

    private static SigningJob JobOf(int number, TicketFlaw flaw, bool deadly)
    {
        var world = new World(Scenario);
        var device = DeviceState.Unenrolled(world.TraitsOf(number), world);
        var request = new TicketRequest(
            TicketKind.Cryptex, TestFleet.A, Variant, device.Binding.ChipId, device.Traits.BoardId, device.Binding.Ecid,
            device.Platform.ProductClass, device.Os.Build, device.Nonce, world.ContentOf(TestFleet.A, Variant).Objects,
            1);
        return new(
            new(EntityId.SigningService, device.Id, VirtualTime.Zero, 0, VirtualTime.Zero, request), request,
            new(TestFleet.A, device.Nonce, flaw), VirtualTime.Zero, deadly);
    }

    private static Errno Verdict(TicketAuthority authority, ReadOnlyMemory<byte> ticket, SigningJob job)
    {
        using var verifier = new TicketVerifier(authority.RootCertificate);
        var device = new DeviceBinding(job.Body.ChipId, job.Body.Ecid);
        return verifier.Verify(ticket, authority.ExpectationOf(TestFleet.A, Variant, device, job.Body.Nonce)).Errno;
    }
}
