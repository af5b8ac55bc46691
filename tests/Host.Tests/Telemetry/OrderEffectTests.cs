using RsrActors.Host.Telemetry;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using Order = RsrActors.Model.Scenarios.OperatorCommand;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>The event that is the effect of each order.</summary>
public sealed class OrderEffectTests
{
    private const string A = "16.5.1-a";
    private static readonly EntityId Release = EntityId.Release(A);
    private static readonly EntityId Phone = EntityId.Device(7);

    private static readonly (Order Order, EntityId Entity, IEvent Effect)[] Table =
    [
        (new Order.Publish(A, null), Release, new ReleaseEvent.Published(100, RampSource.Rule)),
        (new Order.Ramp(A, 5), Release, new ReleaseEvent.RampAdvanced(5, RampSource.Operator)),
        (new Order.Pause(A, "why"), Release, new ReleaseEvent.Paused("why")),
        (new Order.Resume(A, "why"), Release, new ReleaseEvent.Resumed("why")),
        (new Order.Withdraw(A, "why", true), Release, new ReleaseEvent.Withdrawn("why", true)),
        (new Order.Promote(A, "pilot"), Release, new ReleaseEvent.RingPromoted(A, "pilot", PromotedBy.Operator)),
        (new Order.HoldRing(A, "pilot", "why"), Release, new ReleaseEvent.RingHeld(A, "pilot", "why")),
        (new Order.StartSigningOutage(), EntityId.SigningService, new SigningEvent.SigningOutageStarted()),
        (new Order.EndSigningOutage(), EntityId.SigningService, new SigningEvent.SigningOutageEnded()),
        (new Order.Restrict(true, false), Phone, new DeviceEvent.ManagementChanged(null)),
        (
            new Order.Enforce(A, TimeSpan.FromDays(1)), Phone,
            new DeviceEvent.EnforcementNotified(A, VirtualTime.Zero, TimeSpan.Zero)),
        (
            new Order.EnforceBy(A, new DateTime(2023, 7, 14), true), Phone,
            new DeviceEvent.ResponseOffered(A, OfferSource.Management)),
        (new Order.RemoveFromManaged(), Phone, new DeviceEvent.RemovalStarted(RemovalCause.Management, [A])),
        (new Order.ShareAnalytics(7, true), Phone, new DeviceEvent.AnalyticsSharingChanged(true)),
        (new Order.RemoveResponses(7), Phone, new DeviceEvent.RemovalStarted(RemovalCause.User, [A])),
        (new Order.Install(7, A), Phone, new DeviceEvent.ResponseOffered(A, OfferSource.Command)),
        (new Order.Unplug(7, TimeSpan.FromDays(1)), Phone, new DeviceEvent.ChargerDisconnected(VirtualTime.Zero)),
    ];

    [Fact]
    public void Each_order_has_one_kind_of_event_as_its_effect()
    {
        Assert.Equal(
            typeof(Order).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Order))).Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            Table.Select(row => row.Order.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(Table, row => Assert.True(Is(row.Order, row.Entity, row.Effect), $"{row.Order}: {row.Effect}"));
    }

    [Fact]
    public void What_happens_elsewhere_is_no_effect() => Assert.All(
        Table.Where(row => row.Order is ICommandForDevice || row.Entity == Release),
        row => Assert.False(Is(
            row.Order, row.Entity == Phone ? EntityId.Device(8) : EntityId.Release("16.5.1-c"), row.Effect)));

    private static bool Is(Order order, EntityId entity, IEvent happened) =>
        OrderEffect.Is(order, new(entity, 1, VirtualTime.Zero, happened));
}
