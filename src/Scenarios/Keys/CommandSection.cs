using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>One command of the script: <c>do</c>, and the keys that belong to the command.</summary>
internal static class CommandSection
{
    /// <summary>Shown in place of a default: without a percentage the rollout rule sets the ramp.</summary>
    private const string RulesPercent = "by the rollout rule";

    private static readonly string[] Words =
    [
        "publish", "ramp", "pause", "resume", "withdraw", "publish-update", "start-signing-outage",
        "end-signing-outage",
        "restrict", "enforce", "remove-from-managed", "share-analytics", "remove-responses", "install",
        "unplug",
    ];

    public static OperatorCommand Read(Section step, ScriptSection.Stage stage) =>
        step.Deciding("do", null, Words) switch
    {
        "publish" => new OperatorCommand.Publish(
            ReadRelease(step, stage), step.Has("percent") ? step.Percent("percent", RulesPercent) : NoPercent(step)),
        "ramp" => new OperatorCommand.Ramp(ReadRelease(step, stage), step.Percent("percent", null)),
        "pause" => new OperatorCommand.Pause(ReadRelease(step, stage), step.Text("cause", null)),
        "resume" => new OperatorCommand.Resume(ReadRelease(step, stage), step.Text("cause", null)),
        "withdraw" => new OperatorCommand.Withdraw(
            ReadRelease(step, stage), step.Text("cause", null), step.Switch("remove-from-devices", "off")),
        "publish-update" =>
            new OperatorCommand.PublishUpdate(ReadKnown(step, "update", "software updates", stage.Updates)),
        "start-signing-outage" => new OperatorCommand.StartSigningOutage(),
        "restrict" => new OperatorCommand.Restrict(
            step.Switch("allow-installation", null), step.Switch("allow-removal", null)),
        "enforce" => new OperatorCommand.Enforce(ReadRelease(step, stage), step.Duration("within", null)),
        "remove-from-managed" => new OperatorCommand.RemoveFromManaged(),
        "share-analytics" => new OperatorCommand.ShareAnalytics(ReadDevice(step, stage), step.Switch("share", null)),
        "remove-responses" => new OperatorCommand.RemoveResponses(ReadDevice(step, stage)),
        "install" => new OperatorCommand.Install(ReadDevice(step, stage), ReadRelease(step, stage)),
        "unplug" => new OperatorCommand.Unplug(
            ReadDevice(step, stage), step.Duration("for", "12 h", least: TimeSpan.FromMinutes(1))),
        _ => new OperatorCommand.EndSigningOutage(),
    };

    public static void Write(HoconWriter writer, OperatorCommand command)
    {
        switch (command)
        {
            case OperatorCommand.Publish c:
                Do(c.Release);
                if (c.Percent is { } percent)
                    writer.Key("percent", ScenarioWords.Percent(percent));
                break;
            case OperatorCommand.Ramp c:
                Do(c.Release);
                writer.Key("percent", ScenarioWords.Percent(c.Percent));
                break;
            case OperatorCommand.Pause c:
                Do(c.Release, c.Cause);
                break;
            case OperatorCommand.Resume c:
                Do(c.Release, c.Cause);
                break;
            case OperatorCommand.Withdraw c:
                Do(c.Release, c.Cause);
                writer.Key("remove-from-devices", ScenarioWords.Switch(c.RemoveFromDevices));
                break;
            case OperatorCommand.PublishUpdate c:
                Do();
                writer.Key("update", QuotedText.Of(c.Version));
                break;
            case OperatorCommand.StartSigningOutage:
                Do();
                break;
            case OperatorCommand.EndSigningOutage:
                Do();
                break;
            case OperatorCommand.Restrict c:
                Do();
                writer.Key("allow-installation", ScenarioWords.Switch(c.AllowInstallation));
                writer.Key("allow-removal", ScenarioWords.Switch(c.AllowRemoval));
                break;
            case OperatorCommand.Enforce c:
                Do(c.Release);
                writer.Key("within", ScenarioWords.Of(c.Within));
                break;
            case OperatorCommand.RemoveFromManaged:
                Do();
                break;
            case OperatorCommand.ShareAnalytics c:
                Do(device: c.Device);
                writer.Key("share", ScenarioWords.Switch(c.Share));
                break;
            case OperatorCommand.RemoveResponses c:
                Do(device: c.Device);
                break;
            case OperatorCommand.Install c:
                Do(c.Release, device: c.Device);
                break;
            case OperatorCommand.Unplug c:
                Do(device: c.Device);
                writer.Key("for", ScenarioWords.Of(c.For));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "A new command needs its words here.");
        }

        void Do(string? release = null, string? cause = null, int? device = null)
        {
            writer.Key("do", command.Name);
            if (device is { } number)
                writer.Key("device", $"{number}");
            if (release is not null)
                writer.Key("release", QuotedText.Of(release));
            if (cause is not null)
                writer.Key("cause", QuotedText.Of(cause));
        }
    }

    /// <summary>The device of a command to one device's person; null for every other command.</summary>
    public static int? DeviceOf(OperatorCommand command) => command switch
    {
        OperatorCommand.ShareAnalytics c => c.Device,
        OperatorCommand.RemoveResponses c => c.Device,
        OperatorCommand.Install c => c.Device,
        OperatorCommand.Unplug c => c.Device,
        _ => null,
    };

    private static double? NoPercent(Section step) =>
        step.Value<double?>("percent", RulesPercent, null, static (string text, out double? value, out string why) =>
        {
            (value, why) = (null, "");
            return true;
        });

    private static int ReadDevice(Section step, ScriptSection.Stage stage)
    {
        var device = step.Count("device", null, 0, 9_999_998);
        if (device >= stage.Devices && !stage.Thinned)
            step.RefuseTogether(
                "device", $"found '{device}', allowed is a device of the fleet, 0 to {stage.Devices - 1}");
        return device;
    }

    private static string ReadRelease(Section step, ScriptSection.Stage stage) =>
        ReadKnown(step, "release", "releases", stage.Releases);

    private static string ReadKnown(Section step, string key, string many, ImmutableArray<string> known)
    {
        var id = Release.NormaliseId(step.Text(key, null));
        if (id.Length > 0 && !known.Contains(id))
        {
            step.RefuseTogether(
                key, $"found '{id}', allowed is one of the {many} of this scenario: {ScenarioWords.OrNone(known)}");
        }

        return id;
    }
}
