using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>
/// What the crash-analytics service counts for rollout rules: for each release whose rule reads it, the use and crashes
/// of devices that run the release, and of those that do not. It is immutable and shared.
/// </summary>
public sealed class RolloutUse
{
    private const int MarksOfUse = 4;

    /// <summary>Kinds of crash that are told apart for each application: those of the base, and the release's own.
    /// </summary>
    private const int KindsEach = CrashSignatures.KindsOfBase + 1;

    private readonly Scenario _scenario;
    private readonly TimeSpan _startOfDay;

    /// <param name="firstMark">The first mark of a device that is free.</param>
    public RolloutUse(Scenario scenario, int firstMark)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_scenario, _startOfDay) = (scenario, scenario.Start.TimeOfDay);
        Step = scenario.EvidenceStep;
        var watched = ImmutableArray.CreateBuilder<Watched>();
        foreach (var release in scenario.AllReleases)
        {
            var needs = scenario.EvidenceOf(release);
            if ((needs.Kinds & (EvidenceKinds.Use | EvidenceKinds.CrashKinds)) == 0)
                continue;
            watched.Add(new(release, needs, firstMark + Marks));
            Marks += MarksOfUse
                + (needs.Reads(EvidenceKinds.CrashKinds) ? scenario.Fleet.Applications.Length * KindsEach : 0);
        }

        Releases = scenario.Analytics.Enabled ? watched.ToImmutable() : [];
    }

    /// <summary>The length of a cell of <see cref="EvidenceGrid"/>.</summary>
    public TimeSpan Step { get; }

    /// <summary>The number of firsts that are counted for each device.</summary>
    public int Marks { get; }

    /// <summary>Those that are counted, in the order of the scenario.</summary>
    public ImmutableArray<Watched> Releases { get; }

    /// <param name="Mark">The first of its marks.</param>
    public sealed record Watched(IRelease Release, EvidenceNeeds Needs, int Mark)
    {
        public int UseMark(bool onRelease) => Mark + (onRelease ? 0 : 1);

        public int CrashMark(bool onRelease) => Mark + (onRelease ? 2 : 3);

        public int KindMark(int application, string signature) =>
            Mark + MarksOfUse + application * KindsEach + CrashSignatures.PlaceOf(signature);

        public bool Concerns(Platform platform) => Release.Targets.Any(target => target.Platform == platform);

        /// <summary>Whether a line of a report is about use of the release.</summary>
        public bool Runs(CrashReport report, CrashTotal total) => Release is SoftwareUpdate update
            ? report.OnUpdate == update.Version
            : total.Release == Release.Id;
    }

    /// <summary>The day, in the vendor's calendar, of a moment: day 0 is that of the start.</summary>
    public int DayOf(VirtualTime at) =>
        (int)Math.Floor((_startOfDay + (at - VirtualTime.Zero)).TotalDays);

    /// <summary>Adds a report to what the next news will tell.</summary>
    /// <param name="at">When the report arrives.</param>
    /// <param name="baseline">
    /// Crashes per hour of an application that are expected on the device's platform, for a release.
    /// </param>
    /// <param name="isFirst">Whether a mark of the device is set for the first time; called once for each.</param>
    public PendingUse Count(
        PendingUse pending, CrashReport report, VirtualTime at, Func<Watched, CrashTotal, double> baseline,
        Func<int, bool> isFirst)
    {
        ArgumentNullException.ThrowIfNull(pending);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(isFirst);
        foreach (var watched in Releases)
        {
            if (!watched.Concerns(report.Platform))
                continue;
            var isSince = pending.IsSince(watched.Release.Id, report.Day);
            var needs = watched.Needs;
            if (needs.Reads(EvidenceKinds.Use))
            {
                pending = CountUse(pending, watched, report, isSince, onRelease: true, baseline, isFirst);
                if (needs.Reads(EvidenceKinds.Control))
                    pending = CountUse(pending, watched, report, isSince, onRelease: false, baseline, isFirst);
            }

            if (needs.Reads(EvidenceKinds.CrashKinds))
                pending = CountKinds(pending, watched, report, isFirst);
        }

        return pending.IsEmpty || !pending.Due.IsNever
            ? pending
            : pending with { Due = EvidenceGrid.EndAt(at.Next(), Step) };
    }

    private static PendingUse CountUse(
        PendingUse pending, Watched watched, CrashReport report, bool isSince, bool onRelease,
        Func<Watched, CrashTotal, double> baseline, Func<int, bool> isFirst)
    {
        var use = default(UseCounts);
        foreach (var total in report.Totals)
        {
            if (watched.Runs(report, total) == onRelease)
                use += UseOf(total, baseline(watched, total));
        }

        if (use == default)
            return pending;
        use = use with { ActiveDevices = 1, CrashedDevices = use.Crashes > 0 ? 1 : 0 };
        return pending.With(new SliceUse(
            watched.Release.Id, watched.Needs.KeyOf(report.Ring, report.Platform, report.Model), onRelease, isSince,
            use, isSince && isFirst(watched.UseMark(onRelease)) ? 1 : 0,
            isSince && use.Crashes > 0 && isFirst(watched.CrashMark(onRelease)) ? 1 : 0));
    }

    private PendingUse CountKinds(PendingUse pending, Watched watched, CrashReport report, Func<int, bool> isFirst)
    {
        foreach (var total in report.Totals)
        {
            var onRelease = watched.Runs(report, total);
            foreach (var kind in total.Kinds)
            {
                var isNew = onRelease && isFirst(watched.KindMark(PlaceOf(total.Application), kind.Signature));
                pending = pending.With(new KindUse(
                    watched.Release.Id, total.Application, kind.Signature, onRelease, kind.Crashes, isNew ? 1 : 0));
            }
        }

        return pending;
    }

    private static UseCounts UseOf(CrashTotal total, double perHour) => new()
    {
        UseMilliseconds = ReportedUse.Of(total.Crashes, total.Hours).Milliseconds,
        Crashes = total.Crashes,
        Expected = double.IsNaN(perHour) ? 0 : UseCounts.ExpectedOf(perHour * total.Hours),
    };

    private int PlaceOf(string application)
    {
        var place = 0;
        while (_scenario.Fleet.Applications[place].Id != application)
            place++;
        return place;
    }
}
