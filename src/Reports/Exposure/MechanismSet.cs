using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;

namespace RsrActors.Reports.Exposure;

/// <summary>Some of the mechanisms, one bit for each.</summary>
internal readonly record struct MechanismSet(byte Bits)
{
    public static readonly MechanismSet None = new(0);

    public bool IsEmpty => Bits == 0;

    public bool Contains(MechanismKind kind) => (Bits & (1 << (int)kind)) != 0;

    public MechanismSet With(MechanismKind kind) => new(checked((byte)(Bits | (1 << (int)kind))));

    public MechanismSet Union(MechanismSet other) => new((byte)(Bits | other.Bits));

    public MechanismSet Without(MechanismSet other) => new((byte)(Bits & ~other.Bits));

    /// <summary>
    /// The mechanisms whose fixed content every process of a device runs, whichever of them came first.
    /// </summary>
    public static MechanismSet Fixing(in RunningContent content, Vulnerability vulnerability, World world)
    {
        var (platform, build) = (content.Platform, content.BaseBuild);
        var set = None;
        if (world.IsFixedInBase(vulnerability.Id, platform, build))
            set = set.With(MechanismKind.SoftwareUpdate);
        var background = world.FixingInBackground(vulnerability.Id);
        for (var place = 0; place < world.Scenario.Background.Length; place++)
        {
            if (content.Background.Contains(place) && background.Contains(place))
                set = set.With(world.Scenario.Background[place].Mechanism);
        }

        return IsFixed(content.Active) && (content.Safari is null || IsFixed(content.Safari))
            ? set.With(MechanismKind.RapidResponse)
            : set;

        bool IsFixed(string? release) => release is not null
            && world.IsFixedBy(release, vulnerability.Id, platform, build);
    }
}

/// <summary>For each device, the mechanisms whose fixed content it has ever run: one byte each.</summary>
internal sealed class EverFixed
{
    private MechanismSet[] _devices = [];

    /// <summary>Adds mechanisms of a device. Returns those that are new to it.</summary>
    public MechanismSet Add(int device, MechanismSet fixing)
    {
        if (fixing.IsEmpty)
            return fixing;
        if (device >= _devices.Length)
            Array.Resize(ref _devices, Math.Max(device + 1, Math.Max(1024, _devices.Length * 2)));
        ref var ever = ref _devices[device];
        var first = fixing.Without(ever);
        ever = ever.Union(fixing);
        return first;
    }
}
