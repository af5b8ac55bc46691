using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>A response is installed in a fleet without faults.</summary>
public sealed class InstallationStories
{
    [Fact]
    public async Task A_phone_installs_a_response_step_by_step()
    {
        var story = await Story.Of(Story.FleetOf(1).Publish(TestFleet.A, at: TimeSpan.FromHours(1)));

        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged",
                "Restarted", "ResponseActivated"
            ],
            story.Device(0).Outline);
        Assert.Equal("20F770750b", story.All<DeviceEvent.ResponseActivated>().Single().OsBuild);
    }
}
