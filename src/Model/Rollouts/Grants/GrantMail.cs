namespace RsrActors.Model.Rollouts.Grants;

/// <summary>A device asks whether it may update now: from the device to the update service.</summary>
/// <param name="Device">The device's number.</param>
/// <param name="Ring">The name of its ring; empty in a fleet without rings.</param>
/// <param name="ByHand">Whether a person checks.</param>
public sealed record GrantRequest(string Release, long Device, string Ring, bool ByHand);

/// <summary>
/// The device may update now: from the update service to the device. A refusal is no message; the device asks again at
/// its next check.
/// </summary>
public sealed record GrantGiven(string Release, bool ByHand);

/// <summary>
/// A device tells how far it is with a release that is granted: from the device to the update service. It is part of
/// the protocol of the update, as in Omaha, and so it does not depend on the sharing of analytics.
/// </summary>
public sealed record GrantReport(string Release, long Device, string Ring, GrantPhase Phase);
