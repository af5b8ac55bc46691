namespace RsrActors.Model.Rollouts.Evidence;

/// <summary>Use and crashes that devices have reported over one span of time. Counts add.</summary>
/// <remarks>Within one span a device is counted once as active, and once as a device with a crash.</remarks>
public readonly record struct UseCounts
{
    /// <summary>Devices that reported use.</summary>
    public long ActiveDevices { get; init; }

    /// <summary>The reported use, in milliseconds of device time: whole, so that sums do not depend on order.</summary>
    public long UseMilliseconds { get; init; }

    public long Crashes { get; init; }

    /// <summary>Active devices with at least one crash.</summary>
    public long CrashedDevices { get; init; }

    /// <summary>
    /// Crashes that the baseline expects in the same use; zero without a baseline. What one report adds is a multiple
    /// of 2^-30 (<see cref="ExpectedOf"/>), so that sums do not depend on order.
    /// </summary>
    public double Expected { get; init; }

    /// <summary>Expected crashes of one report, rounded to a multiple of 2^-30.</summary>
    public static double ExpectedOf(double crashes) => Math.Round(crashes * (1 << 30)) / (1 << 30);

    /// <summary>Device-hours of use.</summary>
    public double Hours => UseMilliseconds / 3_600_000.0;

    /// <summary>Crashes per device-hour; zero without use.</summary>
    public double Rate => UseMilliseconds == 0 ? 0 : Crashes / Hours;

    /// <summary>The share of active devices that had a crash; zero without active devices.</summary>
    public double CrashedShare => ActiveDevices == 0 ? 0 : (double)CrashedDevices / ActiveDevices;

    public static UseCounts operator +(UseCounts left, UseCounts right) => new()
    {
        ActiveDevices = left.ActiveDevices + right.ActiveDevices,
        UseMilliseconds = left.UseMilliseconds + right.UseMilliseconds,
        Crashes = left.Crashes + right.Crashes,
        CrashedDevices = left.CrashedDevices + right.CrashedDevices,
        Expected = left.Expected + right.Expected,
    };

    public static UseCounts Add(UseCounts left, UseCounts right) => left + right;
}

/// <summary>Ticket requests for the release, since its publication.</summary>
public readonly record struct TicketCounts(long Issued, long Refused);

/// <summary>A kind of crash: a bucket of one application's crashes with one signature, on the release.</summary>
/// <param name="Devices">Devices that it affects.</param>
/// <param name="SeenOnBase">Whether the same kind was ever reported on the base.</param>
public sealed record CrashKind(string Application, string Signature, long Crashes, long Devices, bool SeenOnBase);
