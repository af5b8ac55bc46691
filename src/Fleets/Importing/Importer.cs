using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RsrActors.Fleets.Records;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Fleets.Importing;

/// <summary>
/// Counts the devices of one file or several by their kinds. A serial number is kept as a keyed digest, while the files
/// are read, to find devices that they have twice. The memory depends on the kinds and, by 40 bytes, on the serial
/// numbers.
/// </summary>
internal sealed class Importer(Action<Rejection>? rejected, DateOrder? dates) : IDisposable
{
    private const int MostLabels = 250; // The groups of a scenario are 256 at most.
    private const int MostReasons = 100;
    private const int RowBits = 40;

    private readonly List<FileTally> _files = [];

    // The place of a serial number: the file's number above the bits of the row.
    private readonly Dictionary<UInt128, long> _serials = [];
    private readonly Dictionary<(bool IsMac, string Build), (string Version, long Place)> _builds = [];
    private readonly Dictionary<(string Field, string Reason), long> _reasons = [];
    private readonly SortedDictionary<Skipped, long> _skipped = [];
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly byte[] _serial = new byte[4 * InventoryRecords.LongestField];
    private readonly IncrementalHash _digest =
        IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, RandomNumberGenerator.GetBytes(32));

    private Rejection? _first;

    /// <summary>Reads one file; a device that an earlier file has is not counted again.</summary>
    /// <exception cref="InventoryFault">The file is damaged, or has more than an inventory can.</exception>
    public void Read(string path, InventoryRecords records, bool isDetected)
    {
        var file = new FileTally(path, dates);
        _files.Add(file);
        var reader = new RowReader(records, file.Dates);
        var rows = 0L;
        for (; records.Read(); rows++)
        {
            var row = reader.Read();
            if (row.Skipped is { } why)
                _skipped[why] = _skipped.GetValueOrDefault(why) + 1;
            else if ((row.Rejected ?? Add(file, records, row.Device!.Value)) is { } rejection)
                Reject(rejection with { File = path });
        }

        if (rows == 0)
            throw new InventoryFault("found no device, allowed is an inventory with one device or more");
        file.End(records, isDetected, rows, reader.MergedGroups);
    }

    /// <exception cref="InventoryFault">
    /// No file has a column that the user names, or there are too many kinds.
    /// </exception>
    public ImportReport Report(ColumnChoice choice)
    {
        if (choice.Absent(_files.SelectMany(file => file.Columns)) is { } absent)
            throw new InventoryFault($"--map names the column '{absent}', which no file has");
        var shown = _files.Select(file => file.Dates.Shown?.Order).OfType<DateOrder>().Distinct().ToArray();
        var others = shown is [var same] ? same : (DateOrder?)null;
        var decided = _files.Select(file => (File: file, Dates: file.Decide(others))).ToArray();
        var kinds = new Dictionary<(DeviceOfRow Device, int? Seen), long>();
        var days = new Dictionary<int, long>();
        foreach (var (device, seen, devices) in decided.SelectMany(one => one.File.Kinds(one.Dates)))
        {
            kinds[(device, seen)] = kinds.GetValueOrDefault((device, seen)) + devices;
            if (seen is { } day and > 0)
                days[day] = days.GetValueOrDefault(day) + devices;
        }

        FileTally.RequireFew(kinds.Count, days.Count);
        var last = Silence.DayOf(days);
        return new()
        {
            Files = [.. decided.Select(one => one.File.File(one.Dates, choice))],
            Kinds = FleetRoster.Canonical(
                kinds.Select(kind => KindOf(kind.Key.Device, kind.Key.Seen, kind.Value, last))),
            Skipped = [.. _skipped.Select(one => (one.Key, one.Value))],
            Rejected = [.. _reasons.Select(one => (one.Key.Field, one.Key.Reason, one.Value))
                .OrderByDescending(one => one.Value).ThenBy(one => one.Reason, StringComparer.Ordinal)],
            FirstRejected = _first,
            UnknownModels = [.. kinds.Where(kind => kind.Key.Device.Model.IsAssumed)
                .GroupBy(kind => kind.Key.Device.Model.Identifier, kind => kind.Value)
                .Select(model => (Model: model.Key, Devices: model.Sum()))
                .OrderByDescending(model => model.Devices).ThenBy(model => model.Model, StringComparer.Ordinal)],
            SharedNames = [.. kinds.GroupBy(kind => kind.Key.Device.Model, kind => kind.Value)
                .Where(model => model.Key.SharedName.Length > 0)
                .Select(model => (Name: model.Key.SharedName, Model: model.Key.Identifier, Devices: model.Sum()))
                .OrderByDescending(model => model.Devices).ThenBy(model => model.Name, StringComparer.Ordinal)],
            AssumedPlatforms = [.. kinds.Where(kind => kind.Key.Device.Model.IsPlatformAssumed)
                .GroupBy(kind => kind.Key.Device.Model.Platform, kind => kind.Value)
                .Select(platform => (Platform: platform.Key, Devices: platform.Sum()))
                .OrderByDescending(platform => platform.Devices).ThenBy(platform => platform.Platform)],
            Day = last is { } known ? DateOnly.FromDayNumber(known) : null,
        };
    }

    public void Dispose() => _digest.Dispose();

    /// <summary>Counts a device; null when it can be counted.</summary>
    private Rejection? Add(FileTally file, InventoryRecords records, in DeviceOfRow device)
    {
        var place = ((_files.Count - 1L) << RowBits) | records.Row;
        if (FirstWithSameSerial(records.Field(Meaning.Serial), place) is { } first)
        {
            return new(
                records.Row, "serial",
                $"the serial number is that of {NameOf(first)}, allowed is one row for a device");
        }

        var isMac = device.Model.Platform.IsMac;
        if (device.Build.Length > 0)
        {
            if (!_builds.TryAdd((isMac, device.Build), (device.Version, place))
                && _builds[(isMac, device.Build)] is var (version, row) && version != device.Version)
            {
                return new(
                    records.Row, "build",
                    $"version {device.Version} has the build {device.Build}, which is that of {version} in "
                    + $"{NameOf(row)}; allowed is one version for a build");
            }
        }

        if (device.Group.Length > 0 && _groups.Add(device.Group) && _groups.Count > MostLabels)
        {
            throw new InventoryFault(
                $"row {records.Row}: found more than {MostLabels} different groups, allowed are {MostLabels} at most; "
                + $"--map COLUMN={ColumnChoice.Ignore} leaves a column out");
        }

        file.Add(device);
        return null;
    }

    /// <summary>A place as a message names it: the file, too, when it is another one.</summary>
    private string NameOf(long place)
    {
        var (file, row) = ((int)(place >> RowBits), place & ((1L << RowBits) - 1));
        return file == _files.Count - 1 ? $"row {row}" : $"row {row} of {_files[file].Path}";
    }

    private long? FirstWithSameSerial(ReadOnlySpan<char> serial, long place)
    {
        if (serial.IsEmpty || serial is "-")
            return null;
        Span<byte> digest = stackalloc byte[32];
        var length = Encoding.UTF8.GetBytes(serial[..Math.Min(serial.Length, InventoryRecords.LongestField)], _serial);
        _digest.AppendData(_serial, 0, length);
        _ = _digest.GetHashAndReset(digest);
        var number = MemoryMarshal.Read<UInt128>(digest);
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_serials, number, out var known);
        if (known)
            return first;
        first = place;
        return null;
    }

    private void Reject(Rejection rejection)
    {
        _first ??= rejection;
        rejected?.Invoke(rejection);

        // A reason that names rows or builds is one of many.
        var reason = rejection.Field == "serial" ? "a row before it has the same serial number" : rejection.Reason;
        if (_reasons.Count >= MostReasons && !_reasons.ContainsKey((rejection.Field, reason)))
            reason = "another reason";
        _reasons[(rejection.Field, reason)] = _reasons.GetValueOrDefault((rejection.Field, reason)) + 1;
    }

    private static InventoryKind KindOf(in DeviceOfRow device, int? seen, long count, int? day) => new()
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
        DaysSilent = Silence.StepOf(seen switch
        {
            null => device.DaysSilent,
            0 => int.MaxValue,
            { } last => (day ?? last) - last,
        }),
        Devices = checked((int)count),
    };
}
