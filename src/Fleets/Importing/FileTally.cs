using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Fleets.Records;

namespace RsrActors.Fleets.Importing;

/// <summary>The devices of one file by their kinds, with days in both orders until the order is decided.</summary>
internal sealed class FileTally(string path, DateOrder? dates)
{
    private const int MostKinds = 200_000;

    private readonly Dictionary<DeviceOfRow, long> _kinds = [];
    private readonly Dictionary<DayReading, long> _days = [];
    private ImportedFile? _file;

    public string Path => path;

    public DateColumn Dates { get; } = new(dates);

    /// <summary>The columns or keys of the file, when it is read.</summary>
    public ImmutableArray<string> Columns { get; private set; } = [];

    /// <exception cref="InventoryFault">The file has more kinds than an inventory can.</exception>
    public void Add(in DeviceOfRow device)
    {
        if (device.Seen is { } seen && seen != default)
            _days[seen] = _days.GetValueOrDefault(seen) + device.Devices;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _kinds, device with { Devices = 0 }, out var known);
        if (!known)
            RequireFew(_kinds.Count, _days.Count);
        count += device.Devices;
    }

    /// <exception cref="InventoryFault">There are more kinds than an inventory can have.</exception>
    internal static void RequireFew(int kinds, int days)
    {
        if (kinds > MostKinds * (days + 1L))
            throw new InventoryFault($"found more than {MostKinds} kinds of devices, allowed are so many at most");
    }

    /// <summary>The file is read.</summary>
    public void End(
        InventoryRecords records, bool isDetected, long rows, ImmutableArray<(string Group, int Names)> mergedGroups)
    {
        var used = Enum.GetValues<Meaning>()
            .Select(meaning => (Column: records.ColumnOf(meaning), Meaning: meaning))
            .Where(one => one.Column is not null)
            .Select(one => (one.Column!, one.Meaning))
            .ToImmutableArray();
        Columns = [.. records.Columns];
        var unread = UnreadColumns.Of(Columns, used.Select(one => one.Item1));
        _file = new()
        {
            Path = path, Source = records.Source, IsDetected = isDetected, Rows = rows, Columns = used,
            OtherColumns = [.. unread.Where(column => !PersonalColumns.Has(column))],
            PersonalColumns = [.. unread.Where(PersonalColumns.Has)],
            Groups = _kinds.Keys.Select(kind => kind.Group).Where(group => group.Length > 0).Distinct().Count(),
            MergedGroups = mergedGroups,
            Missing = [], Dates = null,
        };
    }

    /// <summary>How the dates are read; null when their order makes no difference.</summary>
    /// <param name="others">The order that other files show; null when none does, or they differ.</param>
    public DateReading? Decide(DateOrder? others)
    {
        if (!Dates.HasOrder)
            return null;
        if (Dates.Told is { } told)
            return new(told, DateGrounds.Told, 0);
        if (Dates.Shown is var (order, row))
            return new(order, DateGrounds.Shown, row);
        if (others is { } same)
            return new(same, DateGrounds.OtherFile, 0);

        // Days with month and day exchanged are spread over a year, and most devices look silent for months.
        return new(
            SilenceIn(DateOrder.DayFirst) < SilenceIn(DateOrder.MonthFirst) ? DateOrder.DayFirst : DateOrder.MonthFirst,
            DateGrounds.Assumed, 0);
    }

    /// <summary>The file as it is reported.</summary>
    public ImportedFile File(DateReading? dates, ColumnChoice choice) => _file! with
    {
        Dates = dates,
        Missing = UnreadColumns.Missing(
            _file.Source, [.. _file.Columns.Select(one => one.Meaning)], _file.OtherColumns, choice),
    };

    /// <summary>The kinds, each with the one day that its devices checked in last; 0 for never.</summary>
    public IEnumerable<(DeviceOfRow Kind, int? Seen, long Devices)> Kinds(DateReading? dates)
    {
        var order = dates?.Order ?? DateOrder.MonthFirst;
        return _kinds.Select(kind => (kind.Key with { Seen = null }, kind.Key.Seen?.In(order), kind.Value));
    }

    private long SilenceIn(DateOrder order)
    {
        var days = new Dictionary<int, long>();
        foreach (var (day, devices) in _days)
            days[day.In(order)] = days.GetValueOrDefault(day.In(order)) + devices;
        var last = Silence.DayOf(days) ?? 0;
        return days.Sum(day => Math.Max(0, last - day.Key) * day.Value);
    }
}
