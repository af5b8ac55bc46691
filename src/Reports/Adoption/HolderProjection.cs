using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Adoption;

/// <summary>
/// Which releases were held, paused or withdrawn, and who has them: counted from what the report keeps of each device,
/// by the table of <see cref="ReleasePresences"/>.
/// </summary>
/// <param name="text">The text of a base build by its number.</param>
internal sealed class HolderProjection(
    World world, DeviceProjections devices, Roster<ReleaseProjection> releases, Roster<UpdateProjection> updates,
    Func<int, string> text)
{
    private readonly SortedDictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stopped = new(StringComparer.Ordinal);

    public void Apply(string release, ReleaseEvent happened)
    {
        if (happened is ReleaseEvent.RolloutHeld or ReleaseEvent.RingHeld or ReleaseEvent.Paused
            or ReleaseEvent.Withdrawn
            || (happened is ReleaseEvent.RolloutDecided decided && RuleVerbs.Stops(decided.Decision)))
        {
            _stopped.Add(release);
        }

        var before = _states.GetValueOrDefault(release, "drafted");
        _states[release] = happened switch
        {
            ReleaseEvent.Published or ReleaseEvent.Resumed => "published",
            ReleaseEvent.RampAdvanced { Percent: > 0 } when before is "held" or "halted" => "published",
            ReleaseEvent.RolloutHeld => "held",
            ReleaseEvent.RolloutDecided { Decision: RuleVerbs.Halt } => "halted",
            ReleaseEvent.Paused => "paused",
            ReleaseEvent.Withdrawn => "withdrawn",
            ReleaseEvent.Superseded => "superseded",
            _ => before,
        };
    }

    /// <summary>Null when no release was held, paused or withdrawn.</summary>
    public ImmutableArray<HolderFigures>? ToFigures(VirtualTime end) => _stopped.Count == 0
        ? null
        :
        [
            .. _states.Where(state => _stopped.Contains(state.Key))
                .Select(state => FiguresOf(state.Key, state.Value, end)),
        ];

    /// <summary>Who has a release at a moment at or after the last event.</summary>
    public ReleaseHolders HoldersOf(IRelease release, VirtualTime at)
    {
        var keys = new List<HolderKey>();
        var traces = devices.All;
        for (var device = 0; device < traces.Length; device++)
        {
            ref readonly var trace = ref traces[device];
            if (!trace.IsEnrolled)
                continue;
            var presence = release is SoftwareUpdate update
                ? OfUpdate(device, trace, update, at)
                : OfResponse(device, trace, releases.Of(release.Id), at);
            if (presence is ReleasePresence.None)
                continue;
            var traits = world.TraitsOf(device);
            keys.Add(new(
                trace.Platform, traits.Model.Name, traits.Ring, presence,
                presence is ReleasePresence.Staged or ReleasePresence.PutOff && release is not SoftwareUpdate
                    && trace.Safari == releases.Of(release.Id).Number));
        }

        return ReleaseHolders.Of(keys);
    }

    private HolderFigures FiguresOf(string id, string state, VirtualTime end)
    {
        var holders = HoldersOf(world.Scenario.AllReleases.First(release => release.Id == id), end);
        return new()
        {
            Release = id,
            State = state,
            Fleet = RowOf("all", holders.Total),
            Platforms = [.. holders.ByPlatform.Select(row => RowOf(row.Platform.Name, row.Count))],
            Models = [.. holders.ByModel.Select(row => RowOf(row.Model, row.Count))],
            Rings = world.Fleet.Rings.IsEmpty
                ? []
                : [.. holders.ByRing.Select(row => RowOf(world.Fleet.Rings[row.Ring].Name, row.Count))],
        };
    }

    private static HolderRow RowOf(string name, HolderCount count) => new(
        name, count.Having, count.ToCome, count.InSafari,
        count.Steps.ToImmutableSortedDictionary(
            one => Words.Of(one.Step), one => (long)one.Devices, StringComparer.Ordinal));

    private ReleasePresence OfResponse(
        int device, in DeviceProjection trace, ReleaseProjection release, VirtualTime at)
    {
        if (trace.Active == release.Number)
            return ReleasePresence.Active;
        ref readonly var work = ref trace.Work;
        if (work.Release != release.Number)
            return ReleasePresence.None;
        return work.Step switch
        {
            WorkStep.Fetch => ReleasePresences.OfFetching(
                work.Fault is null ? MomentsOf(device).DownloadStart(release.Id, work.Source, work.Since) : work.Since,
                at),
            WorkStep.Personalise => ReleasePresence.AwaitingTicket,
            WorkStep.Prepare => ReleasePresence.Preparing,
            WorkStep.Restart => ReleasePresences.OfStaged(world.TraitsOf(device), work.Source),
            WorkStep.Start => ReleasePresence.Restarting,
            _ => ReleasePresence.None,
        };
    }

    private ReleasePresence OfUpdate(int device, in DeviceProjection trace, SoftwareUpdate update, VirtualTime at)
    {
        if (update.Brings(trace.Platform, text(trace.Build)))
            return ReleasePresence.Active;
        if (trace.Update == 0 || updates[trace.Update - 1].Version != update.Version)
            return ReleasePresence.None;
        return trace.Work.Step switch
        {
            WorkStep.FetchUpdate => OfFetchingUpdate(device, trace, update, at),
            WorkStep.RestartUpdate => ReleasePresences.OfStaged(world.TraitsOf(device), trace.Work.Source),
            WorkStep.PersonaliseUpdate => ReleasePresence.AwaitingTicket,
            WorkStep.Update => ReleasePresence.Restarting,
            _ => ReleasePresence.None,
        };
    }

    private ReleasePresence OfFetchingUpdate(
        int device, in DeviceProjection trace, SoftwareUpdate update, VirtualTime at)
    {
        var (platform, from) = (trace.Platform, text(trace.Build));
        var target = update.Targets.First(one => one.Platform == platform && one.FromBuild == from);
        ref readonly var work = ref trace.Work;
        var state = StateOf(device, from);
        var begins = work.Fault is null
            ? new DeviceMoments(world, state).UpdateStart(target.Version, work.Source, work.Since, work.BeginsAtOnce)
            : work.Since;
        return ReleasePresences.OfFetchingUpdate(
            state,
            new DevicePhase.FetchingUpdate(
                new(target.Version, target.Build, work.Source, work.Attempt, GateTries: 0), begins),
            at, world);
    }

    private DeviceMoments MomentsOf(int device) => new(world, DeviceState.Unenrolled(world.TraitsOf(device), world));

    private DeviceState StateOf(int device, string build)
    {
        var state = DeviceState.Unenrolled(world.TraitsOf(device), world);
        return state with { Os = state.Os with { Build = build } };
    }
}
