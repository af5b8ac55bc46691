using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>fleet.behaviour</c>: how people treat updates. For responses the defaults follow the shape of published adoption:
/// seekers in the first day, an automatic hazard gated by polls, charging and restarts, and a few who never update. For
/// software updates they are fitted to the published adoption of iOS 16 (docs/validity.md).
/// <c>fleet.behaviour-by-platform</c> changes it for the people of a platform.
/// </summary>
internal static class BehaviourSection
{
    /// <summary>Shown in place of a default where a platform has no value of its own.</summary>
    private const string OfTheFleet = "as fleet.behaviour";

    /// <summary>With a lower shape a few delays would last longer than any scenario.</summary>
    private const int LeastShape = 1;

    private const int MostShape = 20;

    public static Behaviour Read(Section section) => Read(section, fleet: null);

    /// <summary>The behaviour of each platform; null for a platform that differs in nothing.</summary>
    public static ImmutableArray<Behaviour?> ReadByPlatform(Section platforms, Behaviour fleet) =>
    [
        .. Enum.GetValues<Platform>().Select(platform => platforms.Inside(
            platform.Name, "PLATFORM", section => ReadOwn(section, fleet))),
    ];

    /// <summary>A behaviour of its own; null when it differs in nothing from that of the fleet.</summary>
    public static Behaviour? ReadOwn(Section section, Behaviour fleet) =>
        Read(section, fleet) is var own && own != fleet ? own : null;

    public static void Write(HoconWriter writer, Behaviour behaviour) =>
        writer.Section("behaviour", () => WriteKeys(writer, behaviour));

    public static void WriteByPlatform(HoconWriter writer, ImmutableArray<Behaviour?> platforms)
    {
        if (platforms.All(own => own is null))
            return;
        writer.Section("behaviour-by-platform", () =>
        {
            foreach (var platform in Enum.GetValues<Platform>())
            {
                if (platforms[(int)platform] is { } own)
                    writer.Section(platform.Name, () => WriteKeys(writer, own));
            }
        });
    }

    /// <param name="fleet">
    /// Where the values of absent keys come from; null when the section is that of the whole fleet.
    /// </param>
    private static Behaviour Read(Section section, Behaviour? fleet)
    {
        var behaviour = new Behaviour(
            Share("automatic-updates", "85 %", static all => all.AutomaticUpdates),
            Share("seekers", "5 %", static all => all.Seekers),
            Share("never-update", "6 %", static all => all.NeverUpdate),
            Share("restart-promptly", "30 %", static all => all.RestartPromptly),
            Share("restart-overnight", "50 %", static all => all.RestartOvernight),
            Duration("put-off", "3 d", static all => all.PutOff),
            Duration("decide", "1 d", static all => all.Decide),
            Share("check-by-hand", "4 %", static all => all.CheckByHand),
            Share("charge-at-night", "85 %", static all => all.ChargeAtNight),
            Share("in-use", "20 %", static all => all.InUse),
            Share("in-use-at-night", "1 %", static all => all.InUseAtNight),
            Duration("relaunch-safari", "8 h", static all => all.RelaunchSafari),
            Share("reapply", "10 %", static all => all.Reapply),
            Duration("reapply-after", "5 d", static all => all.ReapplyAfter),
            Duration("poll-every", "1 d", static all => all.PollEvery, least: TimeSpan.FromHours(1)),
            Share("accept-relaunch", "40 %", static all => all.AcceptRelaunch),
            Share("decline-relaunch", "20 %", static all => all.DeclineRelaunch),
            Share("lid-closed", "0 %", static all => all.LidClosed))
        {
            AutomaticSoftwareUpdates = Share(
                "automatic-software-updates", "28.5 %", static all => all.AutomaticSoftwareUpdates),
            UpdateDecide = Duration("update-decide", "133 d", static all => all.UpdateDecide),
            UpdateDelay = Duration("update-delay", "43 d", static all => all.UpdateDelay),
            UpdateDelayShape = Number("update-delay-shape", "9", static all => all.UpdateDelayShape),
            UpdateFrom = Duration("update-from", "0 h", static all => all.UpdateFrom),
            UpdateUntil = Duration("update-until", "24 h", static all => all.UpdateUntil),
        };
        RefuseHour("update-from", behaviour.UpdateFrom);
        RefuseHour("update-until", behaviour.UpdateUntil);
        if (behaviour.UpdateFrom == behaviour.UpdateUntil)
            section.RefuseWhole("update-from and update-until are equal, allowed are two different hours of the day");
        RefuseMore(
            "restart-promptly and restart-overnight", behaviour.RestartPromptly + behaviour.RestartOvernight,
            "the rest put it off");
        RefuseMore(
            "accept-relaunch and decline-relaunch", behaviour.AcceptRelaunch + behaviour.DeclineRelaunch,
            "the rest ignore the offer");
        return behaviour;

        void RefuseHour(string key, TimeSpan hour)
        {
            if (hour > TimeSpan.FromDays(1))
            {
                section.RefuseTogether(
                    key, $"found '{ScenarioWords.Of(hour)}', allowed is a time of the day, 0 h to 24 h");
            }
        }

        void RefuseMore(string keys, double sum, string rest)
        {
            if (sum > 1 + 1e-9)
                section.RefuseWhole(
                    $"{keys} add up to {Math.Round(100 * sum, 6)} %, allowed is 100 % at most; {rest}");
        }

        double Share(string key, string usual, Func<Behaviour, double> ofFleet) => fleet is null
            ? section.Share(key, usual)
            : section.Optional(key, OfTheFleet, () => section.Share(key, OfTheFleet), ofFleet(fleet));

        double Number(string key, string usual, Func<Behaviour, double> ofFleet) => fleet is null
            ? section.Number(key, usual, LeastShape, MostShape)
            : section.Optional(
                key, OfTheFleet, () => section.Number(key, OfTheFleet, LeastShape, MostShape), ofFleet(fleet));

        TimeSpan Duration(string key, string usual, Func<Behaviour, TimeSpan> ofFleet, TimeSpan? least = null) =>
            fleet is null
                ? section.Duration(key, usual, least)
                : section.Optional(key, OfTheFleet, () => section.Duration(key, OfTheFleet, least), ofFleet(fleet));
    }

    private static void WriteKeys(HoconWriter writer, Behaviour behaviour)
    {
        writer.Key("automatic-updates", ScenarioWords.Share(behaviour.AutomaticUpdates));
        writer.Key("seekers", ScenarioWords.Share(behaviour.Seekers));
        writer.Key("never-update", ScenarioWords.Share(behaviour.NeverUpdate));
        writer.Key("restart-promptly", ScenarioWords.Share(behaviour.RestartPromptly));
        writer.Key("restart-overnight", ScenarioWords.Share(behaviour.RestartOvernight));
        writer.Key("put-off", ScenarioWords.Of(behaviour.PutOff));
        writer.Key("decide", ScenarioWords.Of(behaviour.Decide));
        writer.Key("check-by-hand", ScenarioWords.Share(behaviour.CheckByHand));
        writer.Key("charge-at-night", ScenarioWords.Share(behaviour.ChargeAtNight));
        writer.Key("in-use", ScenarioWords.Share(behaviour.InUse));
        writer.Key("in-use-at-night", ScenarioWords.Share(behaviour.InUseAtNight));
        writer.Key("relaunch-safari", ScenarioWords.Of(behaviour.RelaunchSafari));
        writer.Key("reapply", ScenarioWords.Share(behaviour.Reapply));
        writer.Key("reapply-after", ScenarioWords.Of(behaviour.ReapplyAfter));
        writer.Key("poll-every", ScenarioWords.Of(behaviour.PollEvery));
        writer.Key("accept-relaunch", ScenarioWords.Share(behaviour.AcceptRelaunch));
        writer.Key("decline-relaunch", ScenarioWords.Share(behaviour.DeclineRelaunch));
        writer.Key("lid-closed", ScenarioWords.Share(behaviour.LidClosed));
        writer.Key("automatic-software-updates", ScenarioWords.Share(behaviour.AutomaticSoftwareUpdates));
        writer.Key("update-decide", ScenarioWords.Of(behaviour.UpdateDecide));
        writer.Key("update-delay", ScenarioWords.Of(behaviour.UpdateDelay));
        writer.Key("update-delay-shape", ScenarioWords.Number(behaviour.UpdateDelayShape));
        writer.Key("update-from", ScenarioWords.Of(behaviour.UpdateFrom));
        writer.Key("update-until", ScenarioWords.Of(behaviour.UpdateUntil));
    }
}
