using System.Collections.Immutable;
using System.Globalization;

namespace RsrActors.Model.Analytics;

/// <summary>
/// The signatures of crashes. An application crashes on its base in some kinds, the first of them most often; a
/// release's regression is a kind of its own.
/// </summary>
public static class CrashSignatures
{
    /// <summary>Kinds of crash that each application has on its base.</summary>
    public const int KindsOfBase = 20;

    private const string Prefix = "base-";

    private static readonly ImmutableArray<string> OfBase =
    [
        .. Enumerable.Range(1, KindsOfBase).Select(
            kind => Prefix + kind.ToString("00", CultureInfo.InvariantCulture)),
    ];

    private static readonly ImmutableArray<double> UpTo = Cumulated();

    /// <summary>The signature of the crashes that a release adds.</summary>
    public static string AddedBy(string release) => $"added by {release}";

    /// <summary>
    /// The signature of a crash of the base. The shares of the kinds fall as 1, 1/2, 1/3, …: few kinds make most of the
    /// crashes, and many are rare.
    /// </summary>
    /// <param name="draw">Uniform on [0, 1).</param>
    public static string Drawn(double draw)
    {
        var kind = 0;
        while (kind + 1 < KindsOfBase && draw >= UpTo[kind])
            kind++;
        return OfBase[kind];
    }

    /// <summary>A signature's place among those of one application under one release, from 0.</summary>
    public static int PlaceOf(string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return signature.StartsWith(Prefix, StringComparison.Ordinal)
            ? int.Parse(signature.AsSpan(Prefix.Length), CultureInfo.InvariantCulture) - 1
            : KindsOfBase;
    }

    private static ImmutableArray<double> Cumulated()
    {
        var total = Enumerable.Range(1, KindsOfBase).Sum(kind => 1.0 / kind);
        var sum = 0.0;
        return [.. Enumerable.Range(1, KindsOfBase).Select(kind => sum += 1.0 / kind / total)];
    }
}
