using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>fleet.behaviour</c>: how people treat updates. The defaults follow the shape of published adoption: seekers in
/// the first day, an automatic hazard gated by polls, charging and restarts, and a few who never update.
/// </summary>
internal static class BehaviourSection
{
    public static Behaviour Read(Section section)
    {
        var behaviour = new Behaviour(
            section.Share("automatic-updates", "85 %"),
            section.Share("seekers", "5 %"),
            section.Share("never-update", "6 %"),
            section.Share("restart-promptly", "30 %"),
            section.Share("restart-overnight", "50 %"),
            section.Duration("put-off", "3 d"),
            section.Duration("decide", "1 d"),
            section.Share("check-by-hand", "4 %"),
            section.Share("charge-at-night", "85 %"),
            section.Share("in-use", "20 %"),
            section.Share("in-use-at-night", "1 %"),
            section.Duration("relaunch-safari", "8 h"),
            section.Share("reapply", "10 %"),
            section.Duration("reapply-after", "5 d"),
            section.Duration("poll-every", "1 d", least: TimeSpan.FromHours(1)));
        if (behaviour.RestartPromptly + behaviour.RestartOvernight > 1 + 1e-9)
        {
            var sum = Math.Round(100 * (behaviour.RestartPromptly + behaviour.RestartOvernight), 6);
            section.RefuseWhole(
                $"restart-promptly and restart-overnight add up to {sum} %, "
                + "allowed is 100 % at most; the rest put it off");
        }

        return behaviour;
    }

    public static void Write(HoconWriter writer, Behaviour behaviour) => writer.Section("behaviour", () =>
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
    });
}
