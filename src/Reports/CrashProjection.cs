using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Adoption;
using RsrActors.Reports.Crashes;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Traces;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Reports;

/// <summary>The part of a <see cref="ReportProjection"/> that reads crashes, signals and recommendations.</summary>
internal sealed class CrashProjection(Roster<ReleaseProjection> releases, Scenario scenario)
{
    private readonly CausedCrashes _caused = new(scenario);
    private readonly Roster<ApplicationCount> _applications = new((id, _) => new(id));

    /// <summary>Counts an event; <paramref name="trace"/> is the device after it.</summary>
    public void Apply(int device, in DeviceProjection trace, DeviceEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case ApplicationCrashed e:
                _applications.Of(e.Application).Crashes++;
                if (e.Release is not null)
                    Crash(Of(e.Release), e.Application, device, trace, at);
                break;
            case CrashTotalsReported e:
                foreach (var total in e.Totals)
                {
                    if (total.Release is not null)
                        Of(total.Release).Report(total, trace.Platform);
                }

                break;
            case RemovalRecommended e:
                Of(e.Release).Recommend();
                break;
            case RecommendationAnswered e:
                Of(e.Release).Answer(e.Accepted);
                break;
        }
    }

    public void Apply(AnalyticsEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case AnalyticsEvent.RegressionDetected e:
                Of(e.Release).Detect(e, at);
                break;
            case AnalyticsEvent.AffectedApplicationsPublished e:
                Of(e.Release).List(e.Applications, at);
                break;
        }
    }

    /// <summary>A device's build, its content or its sharing has changed.</summary>
    public void Move(int device, in DeviceProjection before, in DeviceProjection after, VirtualTime at)
    {
        for (var place = 0; place < releases.Count; place++)
        {
            var release = At(place);
            release.Move(device, before, after, at);
            release.Expose(IsVulnerable(release, before), IsVulnerable(release, after), at);
        }
    }

    /// <summary>From now on every device that the release is for, and that does not have it, is vulnerable.</summary>
    public void Publish(
        ReleaseCrashes release, HashSet<(Platform Platform, ushort Build)> prerequisites,
        ReadOnlySpan<DeviceProjection> devices,
        VirtualTime at)
    {
        if (release.IsPublished)
            return;
        release.Publish(prerequisites, at);
        foreach (ref readonly var device in devices)
            release.Expose(false, IsVulnerable(release, device), at);
    }

    public CrashFigures ToFigures(VirtualTime end) => new(
        Counts(),
        [
            .. releases.All.Select(release => release.Crashes!).Where(release => release.IsPublished)
                .Select(release => release.ToFigures(end))
                .OrderBy(one => one.Id, StringComparer.Ordinal),
        ]);

    private void Crash(
        ReleaseCrashes release, string application, int device, in DeviceProjection trace, VirtualTime at)
    {
        var isCaused = release.DoesHarm && _caused.Includes(device, release.Id, application, at);
        release.Crash(application, device, trace, isCaused, at);
    }

    private ImmutableSortedDictionary<string, long> Counts() => _applications.All.ToImmutableSortedDictionary(
        application => application.Id, application => application.Crashes, StringComparer.Ordinal);

    private bool IsVulnerable(ReleaseCrashes release, in DeviceProjection device) =>
        release.IsFor(device.Platform, device.Build)
        && (device.Active == 0 || At(device.Active - 1).Letter < release.Letter);

    private ReleaseCrashes Of(string release) => releases.Of(release).Crashes!;

    private ReleaseCrashes At(int place) => releases[place].Crashes!;

    private sealed class ApplicationCount(string id)
    {
        public string Id { get; } = id;

        public long Crashes { get; set; }
    }
}
