using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace RsrActors.Model.Simulation;

/// <summary>
/// What events and messages belong to: a device, a release, a service, the operator. It is written as in exports
/// (<c>device-0000042</c>, <c>signing-service</c>), and ordered by that text, ordinal.
/// </summary>
/// <param name="Kind">The whole name, or the part before the number.</param>
/// <param name="Number">The number among entities of one kind, from 0; -1 when the kind is the whole name.</param>
public readonly record struct EntityId(string Kind, int Number) : IComparable<EntityId>
{
    private const string DeviceKind = "device";

    /// <summary>The whole fleet: a message to it reaches every cohort.</summary>
    public static readonly EntityId Fleet = new("fleet", -1);

    public static readonly EntityId SigningService = new("signing-service", -1);

    public static readonly EntityId UpdateService = new("update-service", -1);

    public static readonly EntityId CrashAnalytics = new("crash-analytics", -1);

    public static readonly EntityId Operator = new("operator", -1);

    /// <summary>
    /// The console of a live run. It has no history of its own, because the operator carries out its commands.
    /// </summary>
    public static readonly EntityId Console = new("console", -1);

    public static EntityId Device(int number) => new(DeviceKind, number);

    public static EntityId Release(string id) => new("release-" + id, -1);

    public bool IsDevice => Number >= 0 && Kind == DeviceKind;

    /// <summary>The release's id when this is a release, else null.</summary>
    public string? ReleaseId =>
        Number < 0 && Kind.StartsWith("release-", StringComparison.Ordinal) ? Kind["release-".Length..] : null;

    /// <summary>
    /// A number for this entity in draws and in the order of messages; the same in every operating-system process.
    /// </summary>
    public ulong Key =>
        SplitMix64.Mix(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(Kind.AsSpan())) + unchecked((ulong)Number));

    /// <summary>Reads what <see cref="ToString"/> writes. A number needs at least seven digits.</summary>
    public static EntityId Parse(string name)
    {
        var dash = name.LastIndexOf('-');
        return dash > 0 && name.Length - dash - 1 >= 7 && name.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? new(string.Intern(name[..dash]), int.Parse(name.AsSpan(dash + 1)))
            : new(string.Intern(name), -1);
    }

    public int CompareTo(EntityId other) =>
        ReferenceEquals(Kind, other.Kind) && Number <= 9_999_999 && other.Number <= 9_999_999
            ? Number.CompareTo(other.Number)
            : string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => Number < 0 ? Kind : $"{Kind}-{Number:D7}";

    public static bool operator <(EntityId left, EntityId right) => left.CompareTo(right) < 0;

    public static bool operator >(EntityId left, EntityId right) => left.CompareTo(right) > 0;

    public static bool operator <=(EntityId left, EntityId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EntityId left, EntityId right) => left.CompareTo(right) >= 0;
}
