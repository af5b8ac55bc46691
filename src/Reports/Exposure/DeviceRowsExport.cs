using System.Buffers;
using System.Text;
using RsrActors.Model;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Exposure;

/// <summary>Writes a row for each device, in the order of their numbers. It does not close the stream.</summary>
public interface IDeviceRowsExport : IDisposable
{
    void Write(DeviceRow row);

    /// <param name="devices">The number of all devices, written or not.</param>
    void End(int devices);
}

/// <summary>One JSON object per line, or CSV with the same keys as columns.</summary>
public sealed class DeviceRowsExport : IDeviceRowsExport
{
    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly EventFields _fields;
    private readonly BufferedStream _stream;
    private readonly CsvRows? _csv;

    /// <param name="asCsv">CSV if true, else JSON lines.</param>
    public DeviceRowsExport(Stream stream, DateTimeOffset start, bool asCsv)
    {
        _fields = new(_json, start);
        _stream = new(stream, 64 * 1024);
        _csv = asCsv ? new(stream) : null;
        _csv?.Header(DeviceRow.Fields.Keys);
    }

    public void Write(DeviceRow row)
    {
        _json.ResetWrittenCount();
        _fields.Json.Reset();
        _fields.Object(DeviceRow.Fields, row);
        _fields.Json.Flush();
        if (_csv is null)
        {
            _stream.Write(_json.WrittenSpan);
            _stream.WriteByte((byte)'\n');
            return;
        }

        _csv.Values(_json.WrittenSpan);
        _csv.EndRow();
    }

    public void End(int devices)
    {
        _csv?.Flush();
        _stream.Flush();
    }

    public void Dispose()
    {
        _fields.Dispose();
        _csv?.Dispose();
    }
}

/// <summary>A table for people: the most important columns, and a last line with counts.</summary>
public sealed class DeviceTable : IDeviceRowsExport
{
    private readonly Stream _stream;
    private readonly StreamWriter _writer;
    private readonly TextTable _table;
    private readonly VirtualTime _at;
    private readonly InstantText _instants;
    private readonly bool _hasRings;
    private long _rows;
    private long _protected;

    public DeviceTable(Stream stream, World world, VirtualTime at)
    {
        var scenario = world.Scenario;
        _stream = stream;
        _writer = new(stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        _at = at;
        _instants = new(scenario.Start);
        _hasRings = !scenario.Fleet.Rings.IsEmpty;
        var releases = scenario.Releases.Select(release => release.Id).ToArray();
        TextColumn[] rings =
            _hasRings ? [Column("ring", scenario.Fleet.Rings.Select(ring => ring.Name))] : [];
        _table = new([
            new("device", 14),
            Column("platform", scenario.Fleet.Platforms.Select(kind => kind.Platform.Name)),
            Column("model", scenario.Fleet.Platforms.SelectMany(kind => kind.Models).Select(model => model.Name)),
            .. rings,
            Column("version", scenario.Fleet.Platforms.Select(kind => kind.OsVersion)
                .Concat(scenario.Updates.SelectMany(update => update.Targets).Select(target => target.Version))),
            Column("state", Words.All<DeviceStanding>()),
            Column("active", releases),
            Column("incoming", releases),
            new("protected", 9),
        ]);
        _writer.WriteLine(_table.Heading);
    }

    public void Write(DeviceRow row)
    {
        _rows++;
        _protected += row.IsProtected ? 1 : 0;
        string[] rings = _hasRings ? [row.Ring ?? "-"] : [];
        _writer.WriteLine(_table.Line([
            row.State.Id.ToString(), row.State.Platform.Name, row.State.Traits.Model.Name, .. rings,
            row.State.Os.Version, Words.Of(row.Standing), row.State.Active?.Release ?? "-", row.State.Incoming ?? "-",
            row.IsProtected ? "yes"
                : row.Protection.InSafari ? $"in Safari; {row.ExposedBy}"
                : row.ExposedBy is { } reason ? $"no; {reason}"
                : "no",
        ]));
    }

    public void End(int devices)
    {
        _writer.WriteLine();
        _writer.WriteLine(
            (_rows == devices ? Count(_rows) : $"{HumanText.Count(_rows)} of {Count(devices)}")
            + $" at {Encoding.ASCII.GetString(_instants.Of(_at))}; {HumanText.Count(_protected)} of them protected.");
        _writer.Flush();
        _stream.Flush();
    }

    public void Dispose()
    {
        // After a failure the rest is not written: the table would be incomplete anyway.
    }

    private static string Count(long devices) => HumanText.Count(devices, "device");

    private static TextColumn Column(string heading, IEnumerable<string> values) =>
        new(heading, values.Append(heading).Max(value => value.Length));
}
