using System.Globalization;
using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Numbers;

/// <summary>
/// Writes moments of virtual time as <c>2023-07-10T17:00:45.250Z</c>. Many consecutive events are on the same day, so
/// the date is kept and only the time of day is written anew. Only one thread may use it at a time.
/// </summary>
public sealed class InstantText(DateTimeOffset start)
{
    /// <summary>Bytes of one moment.</summary>
    public const int Length = 24;

    private const long MillisecondsPerDay = 86_400_000;
    private readonly long _start = start.UtcTicks / TimeSpan.TicksPerMillisecond;
    private readonly byte[] _text = "0000-00-00T00:00:00.000Z"u8.ToArray();
    private long _day = -1;

    /// <summary>The moment's text; the next call overwrites it.</summary>
    public ReadOnlySpan<byte> Of(VirtualTime moment)
    {
        var (day, rest) = Math.DivRem(_start + moment.Milliseconds, MillisecondsPerDay);
        if (day != _day)
        {
            new DateTime(day * TimeSpan.TicksPerDay, DateTimeKind.Utc)
                .TryFormat(_text, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            _text[10] = (byte)'T';
            _day = day;
        }

        var milliseconds = (int)rest;
        Digits(11, 2, milliseconds / 3_600_000);
        Digits(14, 2, milliseconds / 60_000 % 60);
        Digits(17, 2, milliseconds / 1_000 % 60);
        Digits(20, 3, milliseconds % 1_000);
        return _text;
    }

    private void Digits(int at, int count, int value)
    {
        for (var i = at + count - 1; i >= at; i--, value /= 10)
            _text[i] = (byte)('0' + value % 10);
    }
}
