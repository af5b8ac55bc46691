using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>analytics</c>: how crashes are noticed, by the service and on the device.</summary>
internal static class AnalyticsSection
{
    private static readonly Vocabulary<Baseline> Baselines =
        new(("catalogue", Baseline.Catalogue), ("estimated", Baseline.Estimated));

    public static AnalyticsSettings Read(Section analytics) => new(
        analytics.Switch("enabled", "on"),
        analytics.Share("changes-sharing", "0 %"),
        analytics.Duration("changes-sharing-after", "7 d", least: TimeSpan.FromSeconds(1)),
        analytics.Inside("upload", static upload => new UploadSettings(
            upload.Share("panel", "5 %"),
            upload.Between("delay", ("5 min", "6 h")),
            upload.Between("latency", ("15 s", "30 s")),
            upload.Share("lost", "1 %"),
            upload.Share("twice", "0.5 %"))),
        analytics.Inside("surveillance", ReadSurveillance),
        analytics.Inside("recommendation", RecommendationSection.Read))
    {
        List = analytics.Inside("list", ReadList),
    };

    public static void Write(HoconWriter writer, AnalyticsSettings analytics) => writer.Section("analytics", () =>
    {
        writer.Key("enabled", ScenarioWords.Switch(analytics.Enabled));
        writer.Key("changes-sharing", ScenarioWords.Share(analytics.ChangesSharing));
        writer.Key("changes-sharing-after", ScenarioWords.Of(analytics.ChangesSharingAfter));
        writer.Section("upload", () =>
        {
            writer.Key("panel", ScenarioWords.Share(analytics.Upload.Panel));
            writer.Key("delay", ScenarioWords.Of(analytics.Upload.Delay));
            writer.Key("latency", ScenarioWords.Of(analytics.Upload.Latency));
            writer.Key("lost", ScenarioWords.Share(analytics.Upload.Lost));
            writer.Key("twice", ScenarioWords.Share(analytics.Upload.Twice));
        });
        writer.Section("surveillance", () =>
        {
            writer.Key("alpha", ScenarioWords.Share(analytics.Surveillance.Alpha));
            writer.Key("limit", ScenarioWords.Number(analytics.Surveillance.Limit));
            writer.Key("least-crashes", $"{analytics.Surveillance.LeastCrashes}");
            writer.Key("baseline", Baselines.Of(analytics.Surveillance.Baseline));
            writer.Key("review", ScenarioWords.Of(analytics.Surveillance.Review));
        });
        writer.Section("list", () =>
        {
            writer.Key("every", ScenarioWords.Of(analytics.List.Every));
            writer.Key("latency", ScenarioWords.Of(analytics.List.Latency));
        });
        RecommendationSection.Write(writer, analytics.Recommendation);
    });

    private static ListSettings ReadList(Section list)
    {
        var settings = new ListSettings(
            list.Duration("every", "1 d", least: TimeSpan.FromHours(1)), list.Between("latency", ("1 s", "5 s")));
        if (settings.Latency.To > settings.Every)
        {
            list.RefuseTogether(
                "latency",
                $"found '{ScenarioWords.Of(settings.Latency)}', allowed is no longer than the time between two "
                + $"queries, {ScenarioWords.Of(settings.Every)}");
        }

        return settings;
    }

    private static SurveillanceSettings ReadSurveillance(Section surveillance)
    {
        surveillance.RefuseRetired(
            "rule", "rollout.rule and rollout.brakes: a rule of another vendor decides about a rollout");
        var settings = new SurveillanceSettings(
            surveillance.Share("alpha", "5 %"),
            surveillance.Number("limit", "100", 0, 1000),
            surveillance.Count("least-crashes", "1", 1, 1000),
            surveillance.Value<Baseline>("baseline", "catalogue", default, Baselines.TryRead),
            surveillance.Duration("review", "1 h"));

        // Within these bounds the critical values are known to be correct.
        if (settings.Alpha is <= 0 or > 0.5)
        {
            surveillance.RefuseTogether(
                "alpha", $"found '{ScenarioWords.Share(settings.Alpha)}', allowed is a share above 0 %, 50 % at most");
        }

        if (settings.Limit <= 0)
            surveillance.RefuseTogether("limit", "found '0', allowed is a number above 0, 1000 at most");
        return settings;
    }
}
