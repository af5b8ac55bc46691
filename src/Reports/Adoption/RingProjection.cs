using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Adoption;

/// <summary>What the report keeps about the rings of a fleet: some bytes for each device and release.</summary>
/// <param name="world">Of a fleet with rings.</param>
internal sealed class RingProjection(World world)
{
    /// <summary>A restart within this time after a deadline keeps it.</summary>
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A software update requests its boot ticket first.</summary>
    private static readonly TimeSpan WithTicket = TimeSpan.FromMinutes(2);

    private readonly ImmutableArray<Ring> _rings = world.Fleet.Rings;
    private readonly Dictionary<string, InRings> _releases = new(StringComparer.Ordinal);
    private readonly byte[] _places = new byte[world.Fleet.Devices];

    /// <summary>The releases that were published so far.</summary>
    public IEnumerable<string> Published =>
        _releases.Values.Where(one => one.State.Standings is not null).Select(one => one.State.Release.Id);

    public void Enrol(int device) => _places[device] = (byte)world.TraitsOf(device).Ring;

    public void Apply(string release, ReleaseEvent happened, VirtualTime at)
    {
        var its = Of(release);
        its.State = ReleaseState.Evolve(its.State, happened, at);
        switch (happened)
        {
            case ReleaseEvent.Withdrawn or ReleaseEvent.Superseded:
                its.Ended = VirtualTime.Min(its.Ended, at);
                break;
            case ReleaseEvent.RingPromoted e when its.State.PlaceOf(e.Ring) is >= 0 and var place:
                its.Rings[place].Promoted = VirtualTime.Min(its.Rings[place].Promoted, at);
                break;
            case ReleaseEvent.RingHeld e when its.State.PlaceOf(e.Ring) is >= 0 and var place:
                its.Rings[place].Held = at;
                break;
        }
    }

    /// <summary>The device runs a build that a release is for.</summary>
    public void Admit(string release, int device) => _ = Of(release).On(device);

    public void Offer(string release, int device, OfferSource source, VirtualTime at)
    {
        var (ring, own) = Find(release, device);
        if (!own.IsOffered)
            ring.Offered++;
        own.IsOffered = true;

        // As DeviceMoments.DueBy has it.
        own.DueBy = source is not OfferSource.Command && _rings[_places[device]].Deadline is { } deadline
            ? at.Next() + deadline
            : VirtualTime.Never;
    }

    /// <summary>The response is staged; from now on the grace counts.</summary>
    public void Stage(string release, int device, VirtualTime at)
    {
        var (_, own) = Find(release, device);
        if (!own.DueBy.IsNever)
            own.DueBy = VirtualTime.Max(own.DueBy, at.Next() + _rings[_places[device]].Grace);
    }

    /// <param name="down">When the device went down to start with it.</param>
    /// <param name="isUpdate">
    /// No event says when a software update is ready, so its deadline includes the grace.
    /// </param>
    public void Install(string release, int device, VirtualTime down, VirtualTime at, bool isUpdate)
    {
        var (ring, own) = Find(release, device);
        if (own.IsInstalled)
            return;
        own.IsInstalled = true;
        ring.Installed.Add(at);
        if (own.DueBy.IsNever)
            return;
        var by = isUpdate ? own.DueBy + _rings[_places[device]].Grace : own.DueBy;
        if (down < by + (isUpdate ? WithTicket : Minute))
            ring.Kept++;
        else
            ring.Late++;
    }

    /// <summary>Whether a release is offered to a device's ring at a moment.</summary>
    public bool IsOffered(string release, int device, VirtualTime at) =>
        Of(release).State.Standings is not { } standings
        || standings.OfferedFrom(_places[device], _rings[_places[device]].Deferral) <= at;

    /// <summary>A row for each release that was published and each ring.</summary>
    public ImmutableArray<RingFigures> ToFigures(VirtualTime end) =>
    [
        .. _releases.Values.Where(one => one.State.Standings is not null)
            .OrderBy(one => one.State.Release.Id, StringComparer.Ordinal)
            .SelectMany(one => one.Rings.Select((ring, place) => FiguresOf(one, ring, place, end))),
    ];

    private RingFigures FiguresOf(InRings release, InRing ring, int place, VirtualTime end)
    {
        var last = VirtualTime.Min(end, release.Ended);
        var devices = release.Devices.Count(pair => _places[pair.Key] == place);
        return new()
        {
            Release = release.State.Release.Id,
            Ring = _rings[place].Name,
            Devices = devices,
            PromotedSeconds = FixedDecimals.SecondsBetween(VirtualTime.Zero, ring.Promoted),
            HeldSeconds = FixedDecimals.SecondsBetween(VirtualTime.Zero, ring.Held),
            Offered = ring.Offered,
            Installed = ring.Installed.Count,
            SecondsTo50 = Reached(50),
            SecondsTo90 = Reached(90),
            DeadlineKept = ring.Kept,
            DeadlineLate = ring.Late,
            DeadlineMissed = release.Devices.Count(pair =>
                _places[pair.Key] == place && pair.Value is { IsInstalled: false } own && own.DueBy + Minute <= last),
        };

        decimal? Reached(int percent) =>
            devices > 0 && (devices * percent + 99) / 100 is var needed && needed <= ring.Installed.Count
                ? FixedDecimals.SecondsBetween(ring.Promoted, ring.Installed[Math.Max(0, needed - 1)])
                : null;
    }

    private InRings Of(string release)
    {
        if (!_releases.TryGetValue(release, out var its))
        {
            its = new(
                ReleaseState.Undrafted(world.Scenario.AllReleases.First(one => one.Id == release)) with
                {
                    Rings = _rings,
                },
                [.. _rings.Select(static _ => new InRing())]);
            _releases.Add(release, its);
        }

        return its;
    }

    private (InRing Ring, OnDevice Own) Find(string release, int device)
    {
        var its = Of(release);
        return (its.Rings[_places[device]], its.On(device));
    }

    private sealed class InRings(ReleaseState state, ImmutableArray<InRing> rings)
    {
        public ReleaseState State { get; set; } = state;

        public ImmutableArray<InRing> Rings => rings;

        /// <summary>When it was withdrawn or superseded; never while it was not.</summary>
        public VirtualTime Ended { get; set; } = VirtualTime.Never;

        /// <summary>Devices that run, or ran, a build that the release is for.</summary>
        public Dictionary<int, OnDevice> Devices { get; } = [];

        public OnDevice On(int device)
        {
            if (!Devices.TryGetValue(device, out var own))
                Devices.Add(device, own = new());
            return own;
        }
    }

    private sealed class InRing
    {
        public VirtualTime Promoted { get; set; } = VirtualTime.Never;

        public VirtualTime Held { get; set; } = VirtualTime.Never;

        public long Offered { get; set; }

        /// <summary>The first installations, in the order of the history.</summary>
        public List<VirtualTime> Installed { get; } = [];

        public long Kept { get; set; }

        public long Late { get; set; }
    }

    private sealed class OnDevice
    {
        public bool IsOffered { get; set; }

        public bool IsInstalled { get; set; }

        public VirtualTime DueBy { get; set; } = VirtualTime.Never;
    }
}
