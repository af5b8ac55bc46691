using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>analytics</c>: how crashes are noticed, by the service and on the device.</summary>
internal static class AnalyticsSection
{
    private static readonly Vocabulary<Baseline> Baselines =
        new(("catalogue", Baseline.Catalogue), ("estimated", Baseline.Estimated));

    /// <summary>The defaults stand in the model.</summary>
    private static readonly AnalyticsSettings Usual = AnalyticsSettings.Default;

    public static AnalyticsSettings Read(Section analytics) => new(
        analytics.Switch("enabled", ScenarioWords.Switch(Usual.Enabled)),
        analytics.Share("changes-sharing", ScenarioWords.Share(Usual.ChangesSharing)),
        analytics.Duration(
            "changes-sharing-after", ScenarioWords.Of(Usual.ChangesSharingAfter), least: TimeSpan.FromSeconds(1)),
        analytics.Inside("upload", static upload => new UploadSettings(
            upload.Share("panel", ScenarioWords.Share(Usual.Upload.Panel)),
            upload.Between("delay", EndsOf(Usual.Upload.Delay)),
            upload.Between("latency", EndsOf(Usual.Upload.Latency)),
            upload.Share("lost", ScenarioWords.Share(Usual.Upload.Lost)),
            upload.Share("twice", ScenarioWords.Share(Usual.Upload.Twice)))),
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
            list.Duration("every", ScenarioWords.Of(Usual.List.Every), least: TimeSpan.FromHours(1)),
            list.Between("latency", EndsOf(Usual.List.Latency)));
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
        var usual = Usual.Surveillance;
        var settings = new SurveillanceSettings(
            surveillance.Share("alpha", ScenarioWords.Share(usual.Alpha)),
            surveillance.Number("limit", ScenarioWords.Number(usual.Limit), 0, 1000),
            surveillance.Count("least-crashes", ScenarioWords.Number(usual.LeastCrashes), 1, 1000),
            surveillance.Value<Baseline>("baseline", Baselines.Of(usual.Baseline), default, Baselines.TryRead),
            surveillance.Duration("review", ScenarioWords.Of(usual.Review)));

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

    private static (string From, string To) EndsOf(Span span) =>
        (ScenarioWords.Of(span.From), ScenarioWords.Of(span.To));
}
