using Akka.Actor;
using Akka.TestKit.Xunit2;
using RsrActors.Actors.Signing;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices;
using RsrActors.Model.Image4;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Signing.SigningProtocol;

namespace RsrActors.Actors.Tests.Devices;

/// <summary>A signing worker that dies of a request comes back empty-handed, and signs it when it is asked again.</summary>
public sealed class SigningWorkerTests() : TestKit("akka { loglevel = OFF, stdout-loglevel = OFF }")
{
    [Fact]
    public void A_worker_that_died_signs_when_it_is_handed_its_work_again()
    {
        var scenario = TestFleet.Of(1).Scenario;
        var world = new World(scenario);
        var office = new TicketOffice(world, new ResponseLibrary(scenario), SharedIdentities.Own, SharedIdentities.Foreign);
        var device = DeviceState.Unenrolled(world.TraitsOf(0), world);
        var request = new TicketRequest(
            TestFleet.A, "iphone-20F75", device.Binding.ChipId, device.Binding.Ecid, device.Nonce, 1);
        var job = new SigningJob(
            new(EntityId.SigningService, device.Id, VirtualTime.Zero, 0, VirtualTime.Zero, request), request,
            new(TestFleet.A, device.Nonce, TicketFlaw.None), VirtualTime.Zero, Deadly: true);
        var service = CreateTestProbe();
        var worker = service.ChildActorOf(
            Props.Create<SigningWorkerActor>(office), new OneForOneStrategy(_ => Directive.Restart), CancellationToken.None);

        worker.Tell(new Sign([job], Again: false), service.Ref);
        service.ExpectMsg<Ready>();
        worker.Tell(new Sign([job], Again: true), service.Ref);

        var ticket = Assert.Single(service.ExpectMsg<TicketsSigned>().Tickets);
        using var verifier = new TicketVerifier(office.RootCertificate);
        Assert.Equal(
            TicketVerdict.Accepted,
            verifier.Verify(ticket, office.ExpectationOf(TestFleet.A, "iphone-20F75", device.Binding, device.Nonce)));
    }
}
