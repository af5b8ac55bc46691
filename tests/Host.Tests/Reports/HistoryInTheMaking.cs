using System.Collections.Immutable;
using RsrActors.Host.Tests.Scenarios;
using RsrActors.Model;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports;
using RsrActors.Reports.Figures;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Host.Tests.Reports;

/// <summary>Writes small histories by hand, and makes the report of them.</summary>
/// <param name="scenario">The scenario with crash analytics; without it no crash is counted.</param>
internal sealed class HistoryInTheMaking(Scenario? scenario = null)
{
    private const string C = "16.5.1-c";
    private static readonly DateTimeOffset Start = new(2023, 7, 10, 17, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Digest Something = Digest.Parse("00");

    /// <summary>(a) and its successor (c) for iPhones, nothing in the script, and no crash analytics.</summary>
    public static readonly Scenario Plain =
        Samples.Accepted(Samples.Read(Samples.Small)) with { Analytics = AnalyticsSettings.Off, Script = [] };

    private readonly ReportProjection _projection = new(new World(WithSuccessor(scenario ?? Plain)), []);
    private readonly Dictionary<EntityId, int> _seqs = [];
    private VirtualTime _now = VirtualTime.Zero;

    public HistoryInTheMaking At(double hours)
    {
        _now = VirtualTime.Zero + hours * Hour;
        return this;
    }

    public HistoryInTheMaking At(VirtualTime moment)
    {
        _now = moment;
        return this;
    }

    public HistoryInTheMaking Enrol(
        int device, Platform platform = Platform.IPhone, string build = "20F75", bool shares = true,
        Management? managed = null, string? response = null) =>
        On(device, new Enrolled(
            platform, "iPhone15,2", "16.5.1", build, 0x8120, 1, Something, Something, [], shares, true, false,
            managed)
            {
                Response = response,
            });

    public HistoryInTheMaking Offer(int device, string release, OfferSource source = OfferSource.Automatic) =>
        On(device, new ResponseOffered(release, source));

    public HistoryInTheMaking Stage(int device, string release) => On(device, new ResponseStaged(release, []));

    public HistoryInTheMaking Activate(int device, string release) =>
        On(device, new ResponseActivated(release, "20F770750b", TimeSpan.FromMinutes(1), 80, false));

    public HistoryInTheMaking Remove(int device, RemovalCause cause, params string[] releases) =>
        On(device, new RemovalStarted(cause, [.. releases])).On(device, new ResponsesRemoved([.. releases], "20F75"));

    public HistoryInTheMaking Update(int device, string version, string build = "20G75") =>
        On(device, new SoftwareUpdateInstalled(
            "16.5.1", version, build, Something, Something, 1, TimeSpan.FromMinutes(15)));

    public HistoryInTheMaking Crash(int device, string application, string? release) =>
        On(device, new ApplicationCrashed(application, release));

    public HistoryInTheMaking Detect(
        string release, string application, Platform platform, int crashes, double expected) =>
        Happen(EntityId.CrashAnalytics, new AnalyticsEvent.RegressionDetected(
            release, application, platform, crashes, expected, "too many"));

    /// <summary>Drafts and publishes a release for iPhones with 20F75.</summary>
    public HistoryInTheMaking Publish(string release) => Publish(release, SampleEvents.Phone);

    public HistoryInTheMaking Publish(string release, params ReleaseTarget[] targets) =>
        To(release, new ReleaseEvent.Drafted(release[^1], [.. targets]),
            new ReleaseEvent.Published(100, RampSource.Rule));

    public HistoryInTheMaking On(int device, params DeviceEvent[] events) => Happen(EntityId.Device(device), events);

    public HistoryInTheMaking To(string release, params ReleaseEvent[] events) =>
        Happen(EntityId.Release(release), events);

    public HistoryInTheMaking Happen(EntityId entity, params IEvent[] events)
    {
        foreach (var happened in events)
            _projection.Apply(new(entity, _seqs[entity] = _seqs.GetValueOrDefault(entity) + 1, _now, happened));
        return this;
    }

    public Report ReportAfter(double hours) => _projection.ReportAt(
        new("by-hand", 42, "0.1.0", Start, 2, VirtualTime.Zero + hours * Hour, 3, "c0ffee", 10, 0),
        RunFigures.Of(
            TimeSpan.FromSeconds(2), 1_000, 500, 20, 123_000_000, 2, TimeSpan.FromSeconds(3),
            TimeSpan.FromMilliseconds(250)));

    /// <summary>Histories by hand have events of (c) too.</summary>
    private static Scenario WithSuccessor(Scenario scenario)
    {
        var phone = scenario.Releases[0].Targets[0];
        var build = BuildNumber.ParseResponse("20F770750d", phone.PrerequisiteBuild)!;
        ImmutableArray<ReleaseTarget> targets = [phone with { Build = build }];
        return scenario.FindRelease(C) is null
            ? scenario with { Releases = scenario.Releases.Add(new(C, 'c', targets, Regrets.None)) }
            : scenario;
    }
}
