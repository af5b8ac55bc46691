using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// What a device's person does after a command of the operator. A command that meets an obstacle changes nothing
/// (<see cref="Obstacles"/>).
/// </summary>
internal static class PersonRules
{
    public static void Decide(ref SideEvents device, ImmutableArray<Message> mail)
    {
        foreach (var message in mail)
        {
            // All other mail is for the phase.
            if (message.Body is OperatorCommand command && Obstacles.To(command, device.Situation) is null)
                Do(command, ref device);
        }
    }

    private static void Do(OperatorCommand command, ref SideEvents device)
    {
        switch (command)
        {
            case OperatorCommand.ShareAnalytics c:
                device.Happens(new AnalyticsSharingChanged(c.Share));
                break;
            case OperatorCommand.RemoveResponses:
                device.StartsRemoval(RemovalCause.User);
                break;
            case OperatorCommand.Install c:
                device.Happens(new ResponseOffered(c.Release, OfferSource.Command));
                break;
            case OperatorCommand.Unplug c:
                device.Happens(new ChargerDisconnected(device.At + c.For));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "A new command needs a rule here.");
        }
    }
}
