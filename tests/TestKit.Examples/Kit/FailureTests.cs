using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;
using RsrActors.TestKit;
using Xunit.Abstractions;
using Xunit.Sdk;
using static RsrActors.TestFleets.TestFleet;

namespace Examples.Kit;

/// <summary>A failing test prints the expectation, the moment, the seed, and the history concerned.</summary>
public sealed class FailureTests(ITestOutputHelper output) : ScenarioTest
{
    [Fact]
    public async Task A_missing_event_of_a_device_fails_with_its_history()
    {
        var fleet = await Start(Of(4).Seeded(77));
        await fleet.Publish(A);
        await fleet.Advance(2 * Day);

        var failure = Assert.Throws<XunitException>(
            () => Expect(fleet.Device(2)).ToHave<DeviceEvent.ResponsesRemoved>());

        output.WriteLine(failure.Message);
        var lines = failure.Message.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(
            [
                "Expected device-0000002 to have ResponsesRemoved, and it has none.",
                "Seed 77, scenario plain, 4 devices.",
                "Virtual time 2023-07-12T17:00:00.000Z, 2d 00:00:00.000 after the start.",
                "The history of device-0000002:",
            ],
            lines[..4]);
        Assert.Equal(fleet.Device(2).History().Split('\n'), lines[4..]);
        Assert.Equal(fleet.Device(2).Events.Count, lines.Length - 4);
        Assert.StartsWith(
            """{"at":"2023-07-10T17:00:00.000Z","ms":0,"entity":"device-0000002","seq":1,"event":"DeviceEnrolled",""",
            lines[4], StringComparison.Ordinal);
        Assert.Contains("""
            "event":"ResponseActivated","data":{"release":"16.5.1-a","osBuild":"20F770750b",
            """, lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_has_the_condition_as_it_is_written_in_the_test()
    {
        var fleet = await Start(Of(1));
        await fleet.Publish(A);
        await fleet.Advance(2 * Day);
        var phone = Expect(fleet.Device(0));

        Assert.StartsWith(
            "Expected device-0000000 to have TicketIssued such that it => it.Reused, and it has none.",
            Assert.Throws<XunitException>(() => phone.ToHave<DeviceEvent.TicketIssued>(it => it.Reused)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Expected device-0000000 to have ResponseOffered after ResponseStaged, its event 6, and it has none.",
            Assert.Throws<XunitException>(
                () => phone.ToHave<DeviceEvent.ResponseStaged>().Then<DeviceEvent.ResponseOffered>()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_does_not_happen_in_time_fails_at_its_time()
    {
        var fleet = await Start(Of(3));
        await fleet.Advance(Hour);

        var failure = await Assert.ThrowsAsync<XunitException>(
            () => Expect(fleet.Device(1)).ToHaveWithin<DeviceEvent.ResponseActivated>(5 * Hour));

        Assert.Contains("to have ResponseActivated within 05:00:00", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Virtual time 2023-07-10T23:00:00.000Z", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"DeviceEnrolled\"", failure.Message, StringComparison.Ordinal);
        Assert.Equal(VirtualTime.Zero + 6 * Hour, fleet.Now);
    }

    [Fact]
    public async Task An_event_that_never_happens_fails_with_the_name_of_its_entity()
    {
        var fleet = await Start(Of(3));

        var failure = await Assert.ThrowsAsync<XunitException>(
            () => fleet.AdvanceUntil(fleet.Device(2).Has<DeviceEvent.ResponseOffered>, atMost: Day));

        Assert.Contains(
            "Expected fleet.Device(2).Has<DeviceEvent.ResponseOffered>", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The history of device-0000002:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unprotected_fleet_fails_with_the_history_of_an_unprotected_device()
    {
        var fleet = await Start(Of(3).Seeded(5));
        await fleet.Publish(A);
        await fleet.AdvanceUntil(() => fleet.ShareProtected() > 0, atMost: 2 * Day);
        var exposed = fleet.Devices.First(device => device.ActiveRelease is null);

        var failure = Assert.Throws<XunitException>(() => Expect(fleet).ToBeProtected(share: 1));

        Assert.StartsWith(
            "Expected the fleet to be protected to 100 %, and it is to 33 %.", failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("Seed 5,", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"The history of {exposed}:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_in_another_phase_fails_with_its_history()
    {
        var fleet = await Start(Of(1));
        await fleet.Publish(A);
        await fleet.Advance(Hour);

        var failure = Assert.Throws<XunitException>(() => Expect(fleet.Release(A)).ToBe<ReleasePhase.Withdrawn>());

        Assert.StartsWith(
            "Expected release-16.5.1-a to be Withdrawn, and it is Ramping.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"ReleasePublished\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_fails_the_test()
    {
        var fleet = await Start(Of(3).Seeded(9));
        await fleet.Publish(A);

        fleet.Kit.Sys.ActorSelection("/user/run/signing-service").Tell(PoisonPill.Instance);
        var failure = await Assert.ThrowsAsync<XunitException>(() => fleet.Advance(2 * Day));

        Assert.StartsWith("The run failed: signing-service stopped.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Seed 9,", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_invariant_shows_the_history_up_to_the_event_that_broke_it()
    {
        var fleet = await Start(Of(3).Seeded(11));
        await fleet.Advance(Hour);
        var broken = new InvariantBrokenException(
            "It broke.",
            new RecordedEvent(EntityId.Device(1), 2, VirtualTime.Zero + Hour, new DeviceEvent.NonceRolled()));

        fleet.Kit.Sys.ActorSelection("/user/run").Tell(new SimulationProtocol.Failed(broken));
        var failure = await Assert.ThrowsAsync<XunitException>(() => fleet.Advance(Day));

        Assert.StartsWith("The run failed: It broke.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Seed 11,", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $"{fleet.Device(1).History()}\n" + """
            {"at":"2023-07-10T18:00:00.000Z","ms":3600000,"entity":"device-0000001","seq":2,"event":"NonceRolled","data":{}}
            """,
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_names_and_numbers_are_refused_at_once()
    {
        var fleet = await Start(Of(3));

        await Says<ArgumentException>("16.5.1-a, 16.5.1-c", () => fleet.Publish("17.0-b"));
        await Says<ArgumentException>("16.5.1-c, 16.6", () => fleet.PublishUpdate("17.0"));
        await Says<ArgumentOutOfRangeException>("0 to 2", () => fleet.Device(3).RemoveResponses());
        await Says<ArgumentOutOfRangeException>("Lasting", () => fleet.Advance(31 * Day));
        await Says<ArgumentException>("fleet.devises", () => Start(TestFleet.From("tiny", "fleet.devises=3")));
        await Says<ArgumentException>("Using", () => Start(Of(1).Breaking(A, "safari", times: 3)));

        static async Task Says<TException>(string what, Func<Task> wrong) where TException : Exception =>
            Assert.Contains(what, (await Assert.ThrowsAsync<TException>(wrong)).Message, StringComparison.Ordinal);
    }
}
