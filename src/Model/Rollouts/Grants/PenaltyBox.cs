using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Grants;

/// <summary>What NervesHub keeps of one device for one deployment.</summary>
/// <param name="Attempts">When it tried to update, ascending.</param>
/// <param name="BlockedUntil">Until when it is in the penalty box.</param>
public sealed record DeviceAttempts(ImmutableArray<VirtualTime> Attempts, VirtualTime BlockedUntil)
{
    public static readonly DeviceAttempts None = new([], VirtualTime.Zero);

    public DeviceAttempts With(VirtualTime attempt) => this with { Attempts = Attempts.Add(attempt) };

    public bool Equals(DeviceAttempts? other) =>
        other is not null && BlockedUntil == other.BlockedUntil && Attempts.SequenceEqual(other.Attempts);

    public override int GetHashCode() => HashCode.Combine(BlockedUntil, Attempts.Length);
}

/// <summary>The result of NervesHub's check of one device.</summary>
public enum DeviceStanding
{
    Eligible,
    UpToDate,
    Blocked,
}

/// <summary>
/// NervesHub's penalty box: a device that tries too often, in a short time or in all, is blocked for a day. It counts
/// attempts, whatever their result. There is no halt for the fleet.
/// </summary>
/// <remarks>NervesHub 0bb6b5c: the order of the checks is up to date, blocked, rate, and total.</remarks>
/// <param name="RateAmount">Attempts within <paramref name="RateWindow"/> that block.</param>
/// <param name="Threshold">Attempts in all that block.</param>
public sealed record PenaltyBox(int RateAmount, TimeSpan RateWindow, int Threshold, TimeSpan Penalty)
{
    public static readonly PenaltyBox Default = new(5, TimeSpan.FromSeconds(180), 3, TimeSpan.FromMinutes(1440));

    public (DeviceStanding Standing, DeviceAttempts Attempts) Check(
        DeviceAttempts device, bool isUpToDate, VirtualTime now)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (isUpToDate)
            return (DeviceStanding.UpToDate, device);
        if (device.BlockedUntil > now)
            return (DeviceStanding.Blocked, device);

        var recent = device.Attempts.Count(attempt => attempt >= now - RateWindow);
        return recent >= RateAmount || device.Attempts.Length >= Threshold
            ? (DeviceStanding.Blocked, new([], now + Penalty))
            : (DeviceStanding.Eligible, device);
    }

    /// <summary>How many more devices may start: never below zero.</summary>
    public static int FreePlaces(int concurrentUpdates, int inFlight) => Math.Max(0, concurrentUpdates - inFlight);
}

/// <summary>
/// NervesHub's grants: at most so many updates at once. The server asks the <see cref="PenaltyBox"/> about the device
/// first, and keeps each device's attempts.
/// </summary>
public sealed record NervesHubGrants(int ConcurrentUpdates, PenaltyBox Box, TimeSpan Timeout) : IGrantRule
{
    public string Name => "nerves-hub";

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    public TimeSpan Validity => TimeSpan.MaxValue;

    public GrantAnswer Ask(GrantCounts counts, RuleMoment moment) =>
        PenaltyBox.FreePlaces(ConcurrentUpdates, (int)counts.InProgress) > 0
            ? GrantAnswer.Granted.Now
            : new GrantAnswer.Refused(GrantRefusal.ConcurrentLimit);
}
