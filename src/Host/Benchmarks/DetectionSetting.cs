using System.Collections.Immutable;
using RsrActors.Host.Runs;
using RsrActors.Model.Analytics;
using RsrActors.Model.Crashes;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using RsrActors.Scenarios;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// The setting in which detection is tested: one application, in use all day on every device of one platform, and one
/// response, active on all of them from the start. A detection is published at once.
/// </summary>
internal sealed class DetectionSetting
{
    public const double Alpha = 0.05;

    /// <summary>Devices for each crash a day that is expected of the whole fleet.</summary>
    private const int DevicesPerCrash = 100;

    private readonly World _world;

    /// <param name="limit">Crashes expected when the surveillance ends.</param>
    /// <param name="perDay">Crashes a day that are expected of the whole fleet.</param>
    /// <param name="rateRatio">How many times as often the application crashes under the response.</param>
    public DetectionSetting(double limit, double perDay, double rateRatio)
    {
        (Limit, PerDay, RateRatio) = (limit, perDay, rateRatio);
        Devices = (int)Math.Ceiling(DevicesPerCrash * Math.Max(1, perDay));
        Dice = [.. Enumerable.Range(0, Devices).Select(device => EntityId.Device(device).Key)];
        _world = new World(Scenario());
        Surveillance = new Surveillance(_world.Scenario);
    }

    public double Limit { get; }

    public double PerDay { get; }

    public double RateRatio { get; }

    public int Devices { get; }

    /// <summary>The key of each device's dice.</summary>
    public ImmutableArray<ulong> Dice { get; }

    public Surveillance Surveillance { get; }

    public Release Response => _world.Scenario.Releases[0];

    public DeviceModel Model => _world.Fleet.Platforms[0].Models[0];

    public UploadSettings Upload => _world.Scenario.Analytics.Upload;

    /// <summary>The moment at which the expected crashes reach the limit.</summary>
    public VirtualTime End => (VirtualTime.Zero + TimeSpan.FromDays(Limit / PerDay)).Next();

    public MaxSprtPerformance Expected => new PoissonMaxSprt(Alpha, Limit).Under(RateRatio);

    public CrashRates BaseCrashes => _world.BaseCrashes(Platform.IPhone);

    public CrashRates AddedCrashes => _world.AddedCrashes(Response.Id, Platform.IPhone);

    private Scenario Scenario()
    {
        var plain = ScenarioLibrary.Installed.Require("tiny", ScenarioOverrides.None).Scenario;
        var response = plain.Releases[0];
        return plain with
        {
            Start = new(plain.Start.Date, TimeSpan.Zero),
            Faults = FaultSettings.None,
            Fleet = plain.Fleet with
            {
                Devices = Devices,
                Platforms = [.. plain.Fleet.Platforms.Where(kind => kind.Platform == Platform.IPhone)],
                TimeZones = [new(TimeSpan.Zero, 1)],
                Behaviour = plain.Fleet.Behaviour with { InUse = 1, InUseAtNight = 1 },
                Applications = [new(Application.Safari, 1, TimeSpan.FromDays(1), PerDay / (24 * Devices) * 1000)],
            },
            Releases =
            [
                response with
                {
                    Targets = [.. response.Targets.Where(target => target.Platform == Platform.IPhone)],
                    Regressions = [new(Application.Safari, [], RateRatio, 0)],
                },
            ],
            Analytics = AnalyticsSettings.Default with
            {
                Surveillance =
                    SurveillanceSettings.Default with { Alpha = Alpha, Limit = Limit, Review = TimeSpan.Zero },
            },
        };
    }
}
