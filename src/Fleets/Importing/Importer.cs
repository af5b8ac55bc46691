using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RsrActors.Fleets.Records;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Fleets.Importing;

/// <summary>
/// Counts the devices of an inventory by their kinds. A serial number is kept as a keyed digest, while the file is
/// read, to find devices that it has twice. The memory depends on the kinds and, by 40 bytes, on the serial numbers.
/// </summary>
internal sealed class Importer : IDisposable
{
    private const int MostKinds = 200_000;
    private const int MostLabels = 250; // The groups of a scenario are 256 at most.
    private const int MostReasons = 100;

    private readonly InventoryRecords _records;
    private readonly RowReader _rows;
    private readonly Action<Rejection>? _rejected;
    private readonly Dictionary<DeviceOfRow, long> _kinds = [];
    private readonly Dictionary<int, long> _days = [];
    private readonly Dictionary<UInt128, long> _serials = [];
    private readonly Dictionary<(bool IsMac, string Build), (string Version, long Row)> _builds = [];
    private readonly Dictionary<(string Field, string Reason), long> _reasons = [];
    private readonly SortedDictionary<Skipped, long> _skipped = [];
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly byte[] _serial = new byte[4 * InventoryRecords.LongestField];
    private readonly IncrementalHash _digest =
        IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, RandomNumberGenerator.GetBytes(32));

    private Rejection? _first;

    public Importer(InventoryRecords records, Action<Rejection>? rejected) =>
        (_records, _rows, _rejected) = (records, new(records), rejected);

    /// <exception cref="InventoryFault">The file is damaged, or has more than an inventory can.</exception>
    public ImportReport Read(bool isDetected)
    {
        var rows = 0L;
        for (; _records.Read(); rows++)
        {
            var row = _rows.Read();
            if (row.Skipped is { } why)
                _skipped[why] = _skipped.GetValueOrDefault(why) + 1;
            else if ((row.Rejected ?? Add(row.Device!.Value)) is { } rejected)
                Reject(rejected);
        }

        if (rows == 0)
            throw new InventoryFault("found no device, allowed is an inventory with one device or more");
        var day = Silence.DayOf(_days);
        return new()
        {
            Source = _records.Source,
            IsDetected = isDetected,
            Rows = rows,
            Kinds = FleetRoster.Canonical(_kinds.Select(kind => KindOf(kind.Key, kind.Value, day))),
            Skipped = [.. _skipped.Select(one => (one.Key, one.Value))],
            Rejected = [.. _reasons.Select(one => (one.Key.Field, one.Key.Reason, one.Value))
                .OrderByDescending(one => one.Value).ThenBy(one => one.Reason, StringComparer.Ordinal)],
            FirstRejected = _first,
            AssumedModels = _kinds.Where(kind => kind.Key.Model.IsAssumed).Sum(kind => kind.Value),
            Day = day is { } known ? DateOnly.FromDayNumber(known) : null,
        };
    }

    public void Dispose() => _digest.Dispose();

    /// <summary>Counts a device; null when it can be counted.</summary>
    private Rejection? Add(in DeviceOfRow device)
    {
        if (FirstWithSameSerial() is { } first)
        {
            return new(
                _records.Row, "serial", $"the serial number is that of row {first}, allowed is one row for a device");
        }

        var isMac = device.Model.Platform.IsMac;
        if (device.Build.Length > 0)
        {
            if (!_builds.TryAdd((isMac, device.Build), (device.Version, _records.Row))
                && _builds[(isMac, device.Build)] is var (version, row) && version != device.Version)
            {
                return new(
                    _records.Row, "build",
                    $"version {device.Version} has the build {device.Build}, which is that of {version} in row {row}; "
                    + "allowed is one version for a build");
            }
        }

        if (device.Group.Length > 0 && _groups.Add(device.Group) && _groups.Count > MostLabels)
        {
            throw new InventoryFault(
                $"row {_records.Row}: found more than {MostLabels} different groups, allowed are {MostLabels} at most; "
                + $"--map COLUMN={ColumnChoice.Ignore} leaves a column out");
        }

        if (device.Seen is { } seen and > 0)
            _days[seen] = _days.GetValueOrDefault(seen) + device.Devices;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _kinds, device with { Devices = 0 }, out var known);
        if (!known && _kinds.Count > MostKinds * (long)(_days.Count + 1))
            throw new InventoryFault($"found more than {MostKinds} kinds of devices, allowed are so many at most");
        count += device.Devices;
        return null;
    }

    private long? FirstWithSameSerial()
    {
        var serial = _records.Field(Meaning.Serial);
        if (serial.IsEmpty || serial is "-")
            return null;
        Span<byte> digest = stackalloc byte[32];
        var length = Encoding.UTF8.GetBytes(serial[..Math.Min(serial.Length, InventoryRecords.LongestField)], _serial);
        _digest.AppendData(_serial, 0, length);
        _ = _digest.GetHashAndReset(digest);
        var number = MemoryMarshal.Read<UInt128>(digest);
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_serials, number, out var known);
        if (known)
            return row;
        row = _records.Row;
        return null;
    }

    private void Reject(Rejection rejection)
    {
        _first ??= rejection;
        _rejected?.Invoke(rejection);

        // A reason that names rows or builds is one of many.
        var reason = rejection.Field == "serial" ? "a row before it has the same serial number" : rejection.Reason;
        if (_reasons.Count >= MostReasons && !_reasons.ContainsKey((rejection.Field, reason)))
            reason = "another reason";
        _reasons[(rejection.Field, reason)] = _reasons.GetValueOrDefault((rejection.Field, reason)) + 1;
    }

    private static InventoryKind KindOf(in DeviceOfRow device, long count, int? day) => new()
    {
        Platform = device.Model.Platform,
        Model = device.Model.Identifier,
        ChipId = device.Model.ChipId,
        Desktop = device.Model.Desktop,
        OsVersion = device.Version,
        OsBuild = device.Build,
        Letter = device.Letter,
        Group = device.Group,
        Ring = device.Ring,
        DaysSilent = Silence.StepOf(device.Seen switch
        {
            null => device.DaysSilent,
            0 => int.MaxValue,
            { } seen => (day ?? seen) - seen,
        }),
        Devices = checked((int)count),
    };
}
