using System.Text;
using RsrActors.Actors.Simulations;
using RsrActors.Catalogues.Devices;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Runs;
using RsrActors.Catalogues.Tables;
using RsrActors.Catalogues.Writing;
using RsrActors.Fleets;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Commands;

/// <summary>
/// What <c>rsr export</c> writes of one moment of a run: the vendor's catalogue, as feeds have it, and the devices, as
/// management sees them.
/// </summary>
internal static class MomentExport
{
    /// <summary>The words of <c>--format</c>, with what they write.</summary>
    public static readonly (string Word, string Meaning)[] Formats =
    [
        ("pmv", "the catalogue as Apple's lookup service answers"),
        ("sofa-ios", "the catalogue of iOS as a feed of SOFA, version 2"),
        ("sofa-macos", "the same of macOS"),
        ("ddm", "a status report of declarative management for each device, one JSON object a line"),
        ("inventory", "the fleet as an inventory, with which another scenario can start"),
    ];

    public static bool IsOne(string format) => Formats.Any(one => one.Word == format);

    /// <summary>Prepares the export; the action that is returned writes it.</summary>
    /// <exception cref="HostException">The moment is not stored, or has nothing to export.</exception>
    public static Action<Stream> Of(RunDirectory directory, string format, VirtualTime? asked)
    {
        var reading = new DeviceReading(directory);
        var at = MomentOption.Within(asked, reading.StoredUntil(), directory);
        return format switch
        {
            "pmv" => Whole(PmvFeed.Write(Catalogue(directory, at))),
            "sofa-ios" => Whole(SofaFeed.Write(Catalogue(directory, at), AppleSystem.IOS)),
            "sofa-macos" => Whole(SofaFeed.Write(Catalogue(directory, at), AppleSystem.MacOS)),
            "inventory" => Whole(Inventory(reading, at)),
            "ddm" => stream =>
            {
                using var buffered = new BufferedStream(stream, 64 * 1024);
                foreach (var state in reading.StatesAt(at))
                    buffered.Write(StatusReports.Write(state, reading.World, at) ?? []);
            },
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A new format needs its export here."),
        };

        static Action<Stream> Whole(byte[] bytes) => stream => stream.Write(bytes);
    }

    private static PublishedCatalogue Catalogue(RunDirectory directory, VirtualTime at)
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForReading());
        return RunCatalogue.At(
            directory.Scenario,
            stored.EventsBetween(VirtualTime.Zero, at, EntityId.UpdateService.ToString()), at);
    }

    private static byte[] Inventory(DeviceReading reading, VirtualTime at)
    {
        var kinds = DeviceInventory.Of(reading.StatesAt(at), reading.World, at);
        return kinds.IsEmpty
            ? throw HostException.Refused(
                "--at is before the first device is enrolled, or the fleet has no Apple device; allowed is a later "
                + "moment.")
            : Encoding.UTF8.GetBytes(InventoryFormat.Write(kinds));
    }
}
