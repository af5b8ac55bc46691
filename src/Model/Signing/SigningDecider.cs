using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Signing;

/// <summary>
/// The signing service's rules. They decide whether this content may be signed now for a device of this class, and not
/// whether the device should have it.
/// </summary>
public static class SigningDecider
{
    /// <summary>The answer to one request, and the moment at which it leaves the service.</summary>
    public static (TicketAnswer Answer, VirtualTime Done) Decide(
        SigningState state, ServerPool servers, TicketRequest request, EntityId device, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(servers);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(world);
        var settings = world.Scenario.Signing;
        var dice = new Dice(world.Scenario.Seed, device);
        if (state.Outage)
            return (Denied(SigningStatus.Unreachable, SigningStatus.UnreachableMessage), at);
        if (servers.Wait(at) > settings.LongestQueue)
            return (Denied(SigningStatus.RateLimited, SigningStatus.RateLimitedMessage), at);

        if (!Exists(request, world))
            return (Denied(SigningStatus.NotEligible, SigningStatus.NotEligibleMessage), at);
        var draw = DrawOf(request, world);
        var done = servers.Serve(at, dice.Exponential(settings.ServiceTime, Purpose.ServiceTime, draw));
        return state.Eligible.Contains(request.Release) && IsPublished(request, world)
            ? (Granted(), done)
            : (Denied(SigningStatus.NotEligible, SigningStatus.NotEligibleMessage), done);

        TicketAnswer.Granted Granted() =>
            new(request.Release, request.Nonce, FlawOf(request, dice, draw, world.Faults));

        TicketAnswer.Denied Denied(int status, string message) => new(request.Release, status, message);
    }

    /// <summary>The events of an order from the update service or the operator; none when nothing changes.</summary>
    public static ImmutableArray<SigningEvent> Decide(SigningState state, object order)
    {
        ArgumentNullException.ThrowIfNull(state);
        return order switch
        {
            SigningPolicy policy when policy.Eligible != state.Eligible.Contains(policy.Release) =>
                [new SigningEvent.SigningPolicyChanged(policy.Release, policy.Eligible)],
            SigningOutage { Starts: true } when !state.Outage => [new SigningEvent.SigningOutageStarted()],
            SigningOutage { Starts: false } when state.Outage => [new SigningEvent.SigningOutageEnded()],
            SigningPolicy or SigningOutage => [],
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "A new order needs a rule here."),
        };
    }

    /// <summary>
    /// A number for draws that belong to one request. Those for boot tickets are negative, so that they are not those
    /// of a response's.
    /// </summary>
    public static int DrawOf(TicketRequest request, World world)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(world);
        return request.Kind is TicketKind.Boot
            ? ~world.DrawOfUpdate(request.Release, request.Attempt)
            : world.DrawOf(request.Release, request.Attempt);
    }

    private static bool Exists(TicketRequest request, World world) => request.Kind is TicketKind.Boot
        ? world.HasUpdate(request.Release)
        : world.HasRelease(request.Release);

    /// <summary>
    /// Whether the vendor published exactly this content, for this class of devices and this base. The service knows
    /// what was published; it does not sign what a device merely claims.
    /// </summary>
    private static bool IsPublished(TicketRequest request, World world)
    {
        if (request.Kind is TicketKind.Boot)
            return IsPublishedUpdate(request, world);
        foreach (var target in world.Release(request.Release).Targets)
        {
            if (target.Variant == request.Variant && target.PrerequisiteBuild.Text == request.Build)
            {
                return request.ProductClass == target.Platform.ProductClass
                    && request.Objects.AsSpan().SequenceEqual(
                        world.ContentOf(request.Release, request.Variant).Objects.AsSpan());
            }
        }

        return false;
    }

    /// <summary>The same for the build of a software update. A boot ticket does not depend on the base.</summary>
    private static bool IsPublishedUpdate(TicketRequest request, World world)
    {
        foreach (var target in world.Update(request.Release).Targets)
        {
            if (target.Build == request.Build && target.Platform.ProductClass == request.ProductClass)
            {
                var published = world.BootOf(target.Platform, target.Build).Measurements.Objects;
                return request.Objects.AsSpan().SequenceEqual(published.AsSpan());
            }
        }

        return false;
    }

    private static TicketFlaw FlawOf(TicketRequest request, Dice dice, int draw, FaultSettings faults) =>
        request.Kind is TicketKind.Boot ? TicketFlaw.None
        : dice.Chance(faults.TicketForOtherDevice, Purpose.TicketForOtherDevice, draw) ? TicketFlaw.OtherDevice
        : dice.Chance(faults.TicketForOtherContent, Purpose.TicketForOtherContent, draw) ? TicketFlaw.OtherContent
        : dice.Chance(faults.ForeignCertificate, Purpose.ForeignCertificate, draw) ? TicketFlaw.ForeignCertificate
        : TicketFlaw.None;
}
