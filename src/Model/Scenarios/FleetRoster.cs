using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// The devices of a fleet that comes from an inventory: device numbers are given to the kinds in their order, so the
/// number of a device tells its kind. A lookup takes O(log n), and the memory is that of the kinds.
/// </summary>
public sealed class FleetRoster
{
    /// <summary>Boards of models with one chip are even, as in Apple's numbers.</summary>
    private const uint BoardStep = 2;

    private readonly ImmutableArray<RosterEntry> _entries;
    private readonly int[] _ends;

    /// <param name="kinds">All kinds of the inventory, in any order; kinds that are equal are added up.</param>
    /// <param name="sha256">The digest of the inventory in its own format.</param>
    /// <param name="devices">The devices of the fleet: those of the inventory, or fewer for a sample.</param>
    public FleetRoster(IEnumerable<InventoryKind> kinds, string sha256, int devices)
        : this(Canonical(kinds), null, sha256, devices)
    {
    }

    /// <param name="kinds">Null when the scenario adds nothing to the kinds of the inventory.</param>
    private FleetRoster(
        ImmutableArray<InventoryKind> inventory, ImmutableArray<InventoryKind>? kinds, string sha256, int devices)
    {
        (Inventory, Kinds) = (inventory, kinds ?? inventory);
        InventoryDevices = Kinds.Sum(kind => kind.Devices);
        Sha256 = sha256;
        Devices = devices;
        var counts = Apportionment.LargestRemainder([.. Kinds.Select(kind => kind.Devices)], devices);
        _entries = EntriesOf(Kinds, counts);
        _ends = new int[_entries.Length];
        for (var (i, end) = (0, 0); i < _ends.Length; i++)
            _ends[i] = end += _entries[i].Devices;
    }

    /// <summary>All kinds of the inventory as it is in its file, in their order.</summary>
    public ImmutableArray<InventoryKind> Inventory { get; }

    /// <summary>The same with what the scenario adds to them.</summary>
    public ImmutableArray<InventoryKind> Kinds { get; }

    /// <summary>The devices of the inventory.</summary>
    public int InventoryDevices { get; }

    /// <summary>SHA-256 of the inventory in its own format, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The devices of the fleet.</summary>
    public int Devices { get; }

    /// <summary>Whether the fleet has only some of the inventory's devices: each kind in proportion.</summary>
    public bool IsSample => Devices != InventoryDevices;

    /// <summary>The kinds that have a device in the fleet, in the order of the devices' numbers.</summary>
    public ImmutableArray<RosterEntry> Entries => _entries;

    /// <summary>One platform share for each platform, system, model and group of the fleet.</summary>
    public ImmutableArray<PlatformShare> Platforms => [.. _entries.Select(entry => entry.Share).Distinct()];

    /// <summary>The kind of a device.</summary>
    /// <param name="number">From 0.</param>
    public RosterEntry Of(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Devices);
        var place = Array.BinarySearch(_ends, number);

        // An end is the first number of the next entry.
        return _entries[place >= 0 ? place + 1 : ~place];
    }

    /// <summary>The same fleet, with what a scenario adds to each kind.</summary>
    public FleetRoster With(Func<InventoryKind, InventoryKind> resolve) =>
        new(Inventory, Canonical(Kinds.Select(resolve)), Sha256, Devices);

    /// <summary>The kinds in their order, with one entry for those that are equal.</summary>
    public static ImmutableArray<InventoryKind> Canonical(IEnumerable<InventoryKind> kinds) =>
    [
        .. kinds.GroupBy(kind => kind with { Devices = 0 })
            .Select(same => same.Key with { Devices = checked(same.Sum(kind => kind.Devices)) })
            .Where(kind => kind.Devices > 0)
            .Order(InventoryKind.Order),
    ];

    private static ImmutableArray<RosterEntry> EntriesOf(ImmutableArray<InventoryKind> kinds, int[] counts)
    {
        var models = ModelsOf(kinds);
        var keys = kinds.Select(kind => new PlatformShare(
            kind.Platform, 0, kind.OsVersion, kind.OsBuild, [], kind.Desktop ? 1 : 0) { Label = kind.Group })
            .ToArray();
        var shares = new Dictionary<(PlatformShare, DeviceModel), PlatformShare>();
        foreach (var one in kinds.Zip(keys, counts)
            .GroupBy(one => (one.Second, Model: models[ModelOf(one.First)])))
        {
            shares[(one.Key.Second, one.Key.Model)] = one.Key.Second with
            {
                Share = one.Sum(kind => kind.Third), Models = [one.Key.Model],
            };
        }

        return
        [
            .. kinds.Select((kind, place) => (kind, place)).Where(one => counts[one.place] > 0).Select(one =>
            {
                var model = models[ModelOf(one.kind)];
                return new RosterEntry(one.kind, shares[(keys[one.place], model)], model, counts[one.place]);
            }),
        ];
    }

    private static (Platform, string, uint) ModelOf(InventoryKind kind) => (kind.Platform, kind.Model, kind.ChipId);

    /// <summary>Models with one chip have boards of their own: chip and board together tell the model.</summary>
    private static Dictionary<(Platform, string, uint), DeviceModel> ModelsOf(ImmutableArray<InventoryKind> kinds)
    {
        var models = new Dictionary<(Platform, string, uint), DeviceModel>();
        foreach (var chip in kinds.Select(ModelOf).Distinct().GroupBy(model => (model.Item1, model.Item3)))
        {
            var board = 0u;
            foreach (var model in chip)
            {
                models[model] = new(model.Item2, model.Item3) { Board = board };
                board += BoardStep;
            }
        }

        return models;
    }
}

/// <summary>The devices of one kind in the fleet.</summary>
/// <param name="Share">The platform share to which they belong.</param>
/// <param name="Devices">How many of them the fleet has.</param>
public sealed record RosterEntry(InventoryKind Kind, PlatformShare Share, DeviceModel Model, int Devices);
