using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>fleet.install</c>: how long an installation takes, and what it waits for.</summary>
internal static class InstallSection
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static InstallSettings Read(Section install) => new(
        install.Rate("median-bandwidth", "4 MB/s"),
        install.Inside<ImmutableArray<PlatformTimings>>(
            "timings",
            static timings => [.. Enum.GetValues<Platform>().Select(platform => ReadTimings(timings, platform))]),
        install.Duration("gate-retry", "30 min", least: Second),
        install.Duration("management-retry", "1 d", least: Second),
        install.Inside("retry", static retry => new RetryPolicy(
            retry.Count("attempts", "6", 1, 63),
            retry.Duration("first", "1 min", least: Second),
            retry.Duration("longest", "6 h", least: Second),
            retry.Share("jitter", "50 %"))));

    /// <summary>Timings of Linux are written only for a fleet with such devices, or when they are set.</summary>
    public static void Write(HoconWriter writer, InstallSettings install, ImmutableArray<PlatformShare> fleet) =>
        writer.Section("install", () =>
        {
            writer.Key("median-bandwidth", ScenarioWords.Rate(install.MedianBandwidth));
            writer.Key("gate-retry", ScenarioWords.Of(install.GateRetry));
            writer.Key("management-retry", ScenarioWords.Of(install.ManagementRetry));
            writer.Section("retry", () =>
            {
                writer.Key("attempts", $"{install.Retry.Attempts}");
                writer.Key("first", ScenarioWords.Of(install.Retry.First));
                writer.Key("longest", ScenarioWords.Of(install.Retry.Longest));
                writer.Key("jitter", ScenarioWords.Share(install.Retry.Jitter));
            });
            writer.Section("timings", () =>
            {
                foreach (var platform in Enum.GetValues<Platform>()
                    .Where(platform => platform.IsApple || fleet.Any(kind => kind.Platform == platform)
                        || install.For(platform) != Default(platform)))
                {
                    WriteTimings(writer, platform, install.For(platform));
                }
            });
        });

    private static PlatformTimings Default(Platform platform) => Section.ReadAll(
        new([], Origin.Nowhere), new("defaults"), new(), section => ReadTimings(section, platform));

    private static PlatformTimings ReadTimings(Section timings, Platform platform)
    {
        var usual = Usual(platform);
        return timings.Inside(platform.Name, section => new PlatformTimings(
            section.Between("preparation", usual.Preparation),
            section.Between("restart", usual.Restart),
            section.BetweenOrComputed("update-restart", ("8 min", "20 min")),
            section.WholePercent("response-battery", usual.ResponseBattery),
            section.WholePercent("update-battery", usual.UpdateBattery)));
    }

    private static void WriteTimings(HoconWriter writer, Platform platform, PlatformTimings timings) =>
        writer.Section(platform.Name, () =>
        {
            writer.Key("preparation", ScenarioWords.Of(timings.Preparation));
            writer.Key("restart", ScenarioWords.Of(timings.Restart));
            if (timings.UpdateRestart is { } stated)
                writer.Key("update-restart", ScenarioWords.Of(stated));
            writer.Key("response-battery", ScenarioWords.Percent(timings.ResponseBattery));
            writer.Key("update-battery", ScenarioWords.Percent(timings.UpdateBattery));
        });

    private sealed record Timings(
        (string From, string To) Preparation,
        (string From, string To) Restart,
        string ResponseBattery,
        string UpdateBattery);

    /// <summary>
    /// Responses took 2 to 4 minutes with the restart, and 13 minutes on an old iPad. The battery gates of the Mac are
    /// documented. Those of iPhone and iPad are not; their gate for responses is assumed to be that of the Mac.
    /// </summary>
    private static Timings Usual(Platform platform) => platform switch
    {
        Platform.IPhone => new(("1 min", "2 min"), ("1 min", "2 min"), "10 %", "30 %"),
        Platform.IPad => new(("1 min", "6 min"), ("1 min", "7 min"), "10 %", "30 %"),
        Platform.MacAppleSilicon => new(("1 min", "150 s"), ("1 min", "90 s"), "10 %", "50 %"),
        Platform.MacIntel => new(("90 s", "3 min"), ("90 s", "3 min"), "20 %", "50 %"),
        // Assumed: a server's firmware takes longer to start than its kernel, and it has no battery.
        Platform.Linux => new(("1 min", "2 min"), ("3 min", "8 min"), "0 %", "0 %"),
        _ =>
            throw new ArgumentOutOfRangeException(nameof(platform), platform, "A new platform needs its timings here."),
    };
}
