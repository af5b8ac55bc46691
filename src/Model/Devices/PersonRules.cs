using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>What a device's person does because the operator of the simulation says so. What cannot be done now is not done.</summary>
internal static class PersonRules
{
    public static void Decide(ref Background device, ImmutableArray<Letter> mail, Publications published)
    {
        foreach (var letter in mail)
        {
            switch (letter.Body)
            {
                case OperatorCommand.ShareAnalytics c when c.Share != device.State.SharesAnalytics:
                    device.Happens(new AnalyticsSharingChanged(c.Share));
                    break;
                case OperatorCommand.RemoveResponses when device.State.Managed is not { AllowRemoval: false }:
                    device.StartsRemoval(RemovalCause.User);
                    break;
                case OperatorCommand.Install c when device.State is { Phase: DevicePhase.Resting, Managed: not { AllowInstallation: false } }
                    && new Offers(device.World, published, device.State).IsNewer(c.Release):
                    device.Happens(new ResponseOffered(c.Release, OfferSource.User));
                    break;
                // A desktop has no battery: nothing is to be recorded of it. Nor is what ends sooner than it would anyway.
                case OperatorCommand.Unplug c when !device.State.Traits.Desktop
                    && device.At + c.For is var until && (device.State.Unplugged?.Until ?? device.At) < until:
                    device.Happens(new ChargerDisconnected(until));
                    break;
                default:
                    break; // Mail of the phase, or nothing to be done.
            }
        }
    }
}
