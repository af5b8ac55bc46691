using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Adoption;

/// <summary>
/// How fast a release became active on its devices: the moments of first activations, in the order of the history.
/// It keeps eight bytes per device.
/// </summary>
internal sealed class Reach
{
    private const int PlatformBits = 2;
    private const int ContactBit = 1 << PlatformBits;
    private const int Bits = PlatformBits + 1;
    private static readonly int[] Percents = [50, 90, 95, 99];

    /// <summary>Milliseconds and, in the lowest bits, whether it was in contact, and the platform.</summary>
    private readonly List<long> _activations = [];
    private readonly long[] _eligible = new long[PlatformNames.All.Count];
    private readonly long[] _inContact = new long[PlatformNames.All.Count];

    public long Eligible => _eligible.Sum();

    /// <param name="inContact">Whether the device was in contact at the start.</param>
    public void Admit(Platform platform, bool inContact)
    {
        _eligible[(int)platform]++;
        _inContact[(int)platform] += inContact ? 1 : 0;
    }

    public void Activate(Platform platform, bool inContact, VirtualTime at) => _activations.Add(
        at.Milliseconds << Bits | (inContact ? (long)ContactBit : 0) | (long)platform);

    /// <summary>A row for all platforms together, and one for each that the fleet has.</summary>
    /// <param name="devices">How many of each platform the fleet has.</param>
    /// <param name="withContact">Whether the rows count those in contact, too.</param>
    public ImmutableArray<ReachFigures> ToFigures(long[] devices, VirtualTime publishedAt, bool withContact)
    {
        var all = new Count(devices.Sum(), Eligible, _inContact.Sum());
        Count[] platforms =
            [.. devices.Select((count, platform) => new Count(count, _eligible[platform], _inContact[platform]))];
        foreach (var activation in _activations)
        {
            var at = new VirtualTime(activation >> Bits);
            var inContact = (activation & ContactBit) != 0;
            all.Activate(at, inContact);
            platforms[(int)(activation & ((1 << PlatformBits) - 1))].Activate(at, inContact);
        }

        return
        [
            all.ToFigures("all", publishedAt, withContact),
            .. platforms.Zip(PlatformNames.All, (count, name) => (Count: count, Name: name))
                .Where(pair => pair.Count.Devices > 0)
                .Select(pair => pair.Count.ToFigures(pair.Name, publishedAt, withContact)),
        ];
    }

    /// <summary>
    /// Counts activated devices, and keeps when they reached each percentage of all devices, of the eligible ones, and
    /// of the eligible ones in contact.
    /// </summary>
    private sealed class Count(long devices, long eligible, long inContact)
    {
        private readonly Milestones _ofAll = new(devices);
        private readonly Milestones _ofEligible = new(eligible);
        private readonly Milestones _ofContact = new(inContact);

        public long Devices => devices;

        public void Activate(VirtualTime at, bool isInContact)
        {
            _ofAll.Activate(at);
            _ofEligible.Activate(at);
            if (isInContact)
                _ofContact.Activate(at);
        }

        public ReachFigures ToFigures(string platform, VirtualTime publishedAt, bool withContact) => new(
            platform, devices, eligible, _ofAll.Activated, _ofAll.ToFigures(publishedAt),
            _ofEligible.ToFigures(publishedAt))
        {
            InContact = withContact
                ? new(inContact, _ofContact.Activated, _ofContact.ToFigures(publishedAt))
                : null,
        };
    }

    /// <summary>Counts activated devices, and keeps when they reached each percentage of a number of devices.</summary>
    private sealed class Milestones(long devices)
    {
        private readonly VirtualTime[] _moments = new VirtualTime[Percents.Length];
        private int _reached;

        public long Activated { get; private set; }

        public void Activate(VirtualTime at)
        {
            Activated++;
            for (; _reached < Percents.Length && Activated * 100 >= Percents[_reached] * devices; _reached++)
                _moments[_reached] = at;
        }

        public MilestoneFigures ToFigures(VirtualTime publishedAt)
        {
            return new(To(0), To(1), To(2), To(3));

            decimal? To(int percent) =>
                percent < _reached ? FixedDecimals.SecondsBetween(publishedAt, _moments[percent]) : null;
        }
    }
}
