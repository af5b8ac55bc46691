using System.IO.Hashing;
using System.Text;

namespace RsrActors.Model.Rollouts.Admissions;

/// <summary>
/// Fedora CoreOS: a release is throttled from a share up to everything over a time, and a device sees it when its
/// wariness is not above the throttle. The wariness is the device's own and lasts: the same devices are always first.
/// </summary>
/// <remarks>fedora-coreos-cincinnati 95388bd. No health is read, and nothing halts.</remarks>
/// <param name="StartValue">The share at the start, from 0 to 1.</param>
/// <param name="Duration">From the start to everything; null when the share stays at the start value.</param>
public sealed record Wariness(double StartValue, TimeSpan? Duration) : IAdmission
{
    private const double Least = 1e-6;

    public string Name => "wariness of the device";

    /// <summary>The throttle at a time since the rollout's start, from 0 to 1.</summary>
    public static double Throttle(TimeSpan elapsed, double startValue, TimeSpan? duration) =>
        elapsed < TimeSpan.Zero ? 0
        : duration is not { } whole ? startValue
        : elapsed > whole || whole == TimeSpan.Zero ? 1
        : startValue + (1 - startValue) * (elapsed / whole);

    /// <summary>The wariness that a device has sent, within 0 and 1.</summary>
    public static double Sent(double value) => Math.Clamp(value, 0, 1);

    /// <summary>The wariness of a device that sends none, by a hash of 64 bits of its identity.</summary>
    public static double OfHash(ulong hash) => Math.Clamp(hash / 18446744073709551616.0, Least, 1);

    /// <summary>The wariness by a hash of the identity; the server's own hash is another one.</summary>
    public static double OfDevice(string identity) => OfHash(XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(identity)));

    /// <summary>An operator's percentage below 100 is a throttle, too.</summary>
    public bool Admits(in AdmissionRequest request) =>
        Math.Max(Least, request.Lasting) * 100 <= request.Percent
        && Math.Max(Least, request.Lasting) <= Throttle(request.Elapsed, StartValue, Duration);

    public TimeSpan WaitOf(in AdmissionRequest request)
    {
        var wariness = Math.Max(Least, request.Lasting);
        return wariness <= StartValue ? TimeSpan.Zero
            : Duration is { } whole ? whole * ((wariness - StartValue) / (1 - StartValue))
            : TimeSpan.MaxValue;
    }
}
