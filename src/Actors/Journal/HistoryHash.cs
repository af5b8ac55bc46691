using System.Globalization;
using System.IO.Hashing;

namespace RsrActors.Actors.Journal;

/// <summary>
/// A sum, modulo 2^128, of one XxHash128 per event. A sum does not depend on the order. So the hash of a history is
/// the sum of its processes' hashes, however the fleet is divided into processes and the history into epochs.
/// </summary>
public readonly record struct HistoryHash(UInt128 Sum)
{
    public static readonly HistoryHash Empty;

    /// <summary>Adds one event: its stored record, which has entity, number, time, manifest and payload.</summary>
    public HistoryHash With(ReadOnlySpan<byte> record) => new(unchecked(Sum + XxHash128.HashToUInt128(record)));

    public static HistoryHash operator +(HistoryHash left, HistoryHash right) => new(unchecked(left.Sum + right.Sum));

    public static HistoryHash Add(HistoryHash left, HistoryHash right) => left + right;

    public override string ToString() => Sum.ToString("x32", CultureInfo.InvariantCulture);
}
