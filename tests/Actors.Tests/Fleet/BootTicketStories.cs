using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// A device's boot ticket, made again in each of its states. ML-DSA gives the same signature each time.
/// </summary>
public sealed class BootTicketStories
{
    [Fact]
    public async Task Only_a_software_update_changes_a_byte_of_the_boot_ticket()
    {
        var story = await Story.Of(Story.FleetOf(1)
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .Publish(TestFleet.C, at: TimeSpan.FromDays(3))
            .Withdraw(TestFleet.C, TimeSpan.FromDays(6), removeFromDevices: true)
            .Scripted(TimeSpan.FromDays(10), new OperatorCommand.Publish(TestFleet.Update, null))
            .Lasting(TimeSpan.FromDays(14)));
        var device = story.Device(0);
        var identity = SigningIdentities.Own(SigningAlgorithm.MLDsa65);
        using var issuer = new TicketAuthority(
            story.World, new ResponseLibrary(story.Fleet.Scenario), identity, SigningIdentities.Foreign).NewIssuer();

        var tickets = device.States.Skip(1).Select(TicketOf).ToArray();

        var update = Array.IndexOf(device.Outline, nameof(DeviceEvent.SoftwareUpdateInstalled));
        Assert.Equal(2, device.All<DeviceEvent.ResponseActivated>().Select(one => one.Release).Distinct().Count());
        Assert.NotEmpty(device.All<DeviceEvent.ResponsesRemoved>());
        Assert.InRange(update, Array.IndexOf(device.Outline, nameof(DeviceEvent.ResponsesRemoved)), tickets.Length);
        Assert.All(tickets[..update], ticket => Assert.Equal(tickets[0], ticket));
        Assert.All(tickets[update..], ticket => Assert.Equal(tickets[^1], ticket));
        Assert.NotEqual(tickets[0], tickets[^1]);

        string TicketOf(DeviceState state)
        {
            var binding = story.World.BootBindingOf(state.Traits, state.Os.Build);
            var set = story.World.BootManifestSetOf(state.Platform, state.Os.Build, binding);
            Assert.Equal(state.Os.BootTicketDigest, Digest.Sha384(set));
            return Convert.ToHexString(issuer.IssueBoot(new(state.Platform, state.Os.Build, binding)).Span);
        }
    }
}
