using System.Collections.Immutable;
using RsrActors.Actors.Fleet;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>Checks the histories of one cohort's devices.</summary>
/// <param name="first">The number of the cohort's first device.</param>
public sealed class DeviceMonitor(World world, int first, int count) : ICohortMonitor<DeviceState>
{
    private readonly DeviceFacts[] _facts = Enumerable.Repeat(DeviceFacts.None, count).ToArray();
    private readonly List<RunningContent> _sound = [default];
    private readonly SharedLists _lists = new();
    private readonly int[] _lastSound = new int[count];
    private ReleaseFindings _findings = ReleaseFindings.None;

    public string? Observe(int device, RecordedEvent happened)
    {
        var before = _facts[device];
        foreach (var invariant in DeviceInvariant.All)
        {
            if (invariant.Judge(before, happened, world) is { } broken)
                return Sentence(device, invariant.Rule, broken, happened);
        }

        _findings = _findings.WithDeviceEvent(happened, before);
        _facts[device] = _lists.Share(before, before.With(happened));
        return null;
    }

    public string? Inspect(int device, DeviceState state) =>
        (OnlyAnUpdateTouchesTheSeal.Inspect(_facts[device], state)
            ?? RemovedMeansGone.Inspect(_facts[device], state)
            ?? VolumesHoldWhatIsStored.Inspect(state, _facts[device].At, world)
            ?? InspectProtection(device, state)) is { } broken
            ? $"{EntityId.Device(first + device)}: {broken}"
            : null;

    /// <summary>
    /// There are few different contents, and a device seldom gets another one. When state and history agree on the
    /// content, the result depends on nothing else, so each content is checked only once.
    /// </summary>
    private string? InspectProtection(int device, DeviceState state)
    {
        if (world.Scenario.Vulnerabilities.IsEmpty)
            return null;
        var content = ProtectedMeansFixedEverywhere.ContentOf(_facts[device], world.Scenario);
        var agree = content == RunningContent.Of(state);
        if (agree && content == _sound[_lastSound[device]])
            return null;

        var known = agree ? _sound.IndexOf(content) : -1;
        if (known < 0)
        {
            var all = ProtectedMeansFixedEverywhere.FixedEverywhere(content, world.Scenario);
            if (ProtectedMeansFixedEverywhere.Inspect(state, all, world) is { } broken)
                return broken;
            if (!agree)
                return null;
            known = _sound.Count;
            _sound.Add(content);
        }

        _lastSound[device] = known;
        return null;
    }

    public object? TakeFindings()
    {
        var findings = _findings;
        _findings = ReleaseFindings.None;
        return findings.IsEmpty ? null : findings;
    }

    public object Capture() => new CohortFacts([.. _facts]);

    public void Restore(object? captured)
    {
        foreach (var (device, facts) in ((CohortFacts)captured!).Devices.Index())
            _facts[device] = _lists.Share(DeviceFacts.None, facts);
    }

    private string Sentence(int device, string rule, string broken, RecordedEvent happened) =>
        $"{EntityId.Device(first + device)} at {happened.At}, event {happened.Seq} ({happened.Event.GetType().Name}): "
        + $"{broken} The rule: {rule}";
}

/// <summary>What the invariants keep about a cohort.</summary>
public sealed record CohortFacts(ImmutableArray<DeviceFacts> Devices);

/// <summary>Checks the findings of all processes in an epoch before the epoch closes.</summary>
public sealed class FleetMonitor(TimeSpan propagation) : Kernel.IEpochMonitor
{
    public (object? State, ImmutableArray<string> Broken) Observe(object? state, ImmutableArray<object> findings)
    {
        var all = findings.OfType<ReleaseFindings>()
            .Aggregate((ReleaseFindings?)state ?? ReleaseFindings.None, (sum, next) => sum.And(next));
        return (
            all.IsEmpty ? null : all,
            [.. WithdrawalIsFinal.Judge(all, propagation), .. RecommendationFollowsList.Judge(all, propagation)]);
    }
}
