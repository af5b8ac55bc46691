using System.Collections.Immutable;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Scenarios;

/// <summary><c>script</c>: what the operator does, and when.</summary>
internal static class ScriptSection
{
    /// <summary>In place of a default: without a percentage the rollout rule decides.</summary>
    private const string RulesPercent = "by the rollout rule";

    /// <summary>What the script speaks about.</summary>
    /// <param name="Duration">The scenario's.</param>
    /// <param name="CutOff">Leave out what comes after the end, instead of refusing it.</param>
    public sealed record Stage(
        TimeSpan Duration, bool CutOff, ImmutableArray<string> Releases, ImmutableArray<string> Updates);

    public static ImmutableArray<ScriptedCommand> Read(Section scenario, Stage stage)
    {
        var script = scenario.Each("script", step => new ScriptedCommand(ReadTime(step, stage), ReadCommand(step, stage)), "[]");
        var end = VirtualTime.Zero + stage.Duration;
        return [.. script.Where(step => !stage.CutOff || step.At < end).OrderBy(step => step.At)];
    }

    public static void Write(HoconWriter writer, ImmutableArray<ScriptedCommand> script) =>
        writer.Each("script", script, step =>
        {
            writer.Key("at", ScenarioWords.Of(step.At - VirtualTime.Zero));
            WriteCommand(writer, step.Command);
        });

    private static VirtualTime ReadTime(Section step, Stage stage)
    {
        var at = step.Duration("at", null);
        if (at >= stage.Duration && !stage.CutOff)
        {
            step.RefuseTogether(
                "at",
                $"found '{ScenarioWords.Of(at)}', "
                + $"allowed is a time before the scenario ends at {ScenarioWords.Of(stage.Duration)}");
        }

        return VirtualTime.Zero + at;
    }

    private static OperatorCommand ReadCommand(Section step, Stage stage) => step.Choice(
        "do", null, "publish", "ramp", "pause", "resume", "withdraw", "publish-update", "start-signing-outage",
        "end-signing-outage") switch
    {
        "publish" => new OperatorCommand.Publish(
            ReadRelease(step, stage), step.Has("percent") ? step.Percent("percent", RulesPercent) : NoPercent(step)),
        "ramp" => new OperatorCommand.Ramp(ReadRelease(step, stage), step.Percent("percent", null)),
        "pause" => new OperatorCommand.Pause(ReadRelease(step, stage), step.Text("cause", null)),
        "resume" => new OperatorCommand.Resume(ReadRelease(step, stage), step.Text("cause", null)),
        "withdraw" => new OperatorCommand.Withdraw(
            ReadRelease(step, stage), step.Text("cause", null), step.Switch("remove-from-devices", "off")),
        "publish-update" => new OperatorCommand.PublishUpdate(ReadKnown(step, "update", "software updates", stage.Updates)),
        "start-signing-outage" => new OperatorCommand.StartSigningOutage(),
        _ => new OperatorCommand.EndSigningOutage(),
    };

    private static double? NoPercent(Section step) =>
        step.Value<double?>("percent", RulesPercent, null, static (string text, out double? value, out string why) =>
        {
            (value, why) = (null, "");
            return true;
        });

    private static string ReadRelease(Section step, Stage stage) => ReadKnown(step, "release", "releases", stage.Releases);

    private static string ReadKnown(Section step, string key, string many, ImmutableArray<string> known)
    {
        var id = Release.NormaliseId(step.Text(key, null));
        return id.Length == 0 || known.Contains(id)
            ? id
            : step.Refuse(key, $"found '{id}', allowed is one of the {many} of this scenario: {ScenarioWords.OrNone(known)}", id);
    }

    private static void WriteCommand(HoconWriter writer, OperatorCommand command)
    {
        switch (command)
        {
            case OperatorCommand.Publish c:
                Do("publish", c.Release);
                if (c.Percent is { } percent)
                    writer.Key("percent", ScenarioWords.Percent(percent));
                break;
            case OperatorCommand.Ramp c:
                Do("ramp", c.Release);
                writer.Key("percent", ScenarioWords.Percent(c.Percent));
                break;
            case OperatorCommand.Pause c:
                Do("pause", c.Release, c.Cause);
                break;
            case OperatorCommand.Resume c:
                Do("resume", c.Release, c.Cause);
                break;
            case OperatorCommand.Withdraw c:
                Do("withdraw", c.Release, c.Cause);
                writer.Key("remove-from-devices", ScenarioWords.Switch(c.RemoveFromDevices));
                break;
            case OperatorCommand.PublishUpdate c:
                Do("publish-update");
                writer.Key("update", ScenarioWords.Quote(c.Version));
                break;
            case OperatorCommand.StartSigningOutage:
                Do("start-signing-outage");
                break;
            case OperatorCommand.EndSigningOutage:
                Do("end-signing-outage");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "A new command needs its words here.");
        }

        void Do(string what, string? release = null, string? cause = null)
        {
            writer.Key("do", what);
            if (release is not null)
                writer.Key("release", ScenarioWords.Quote(release));
            if (cause is not null)
                writer.Key("cause", ScenarioWords.Quote(cause));
        }
    }
}
