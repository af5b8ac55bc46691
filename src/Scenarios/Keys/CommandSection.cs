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
        "unplug", "promote", "hold-ring",
    ];

    public static OperatorCommand Read(Section step, ScriptSection.Stage stage) =>
        step.Deciding("do", null, Words) switch
    {
        "publish" => new OperatorCommand.Publish(
            ReadAny(step, stage),
            step.Optional("percent", RulesPercent, () => (double?)step.Percent("percent", RulesPercent), null)),
        "ramp" => new OperatorCommand.Ramp(ReadAny(step, stage), step.Percent("percent", null)),
        "pause" => new OperatorCommand.Pause(ReadAny(step, stage), step.Text("cause", null)),
        "resume" => new OperatorCommand.Resume(ReadAny(step, stage), step.Text("cause", null)),
        "withdraw" => ReadWithdrawal(step, stage),
        // The older way to write it; a resolved scenario has "publish" and "release".
        "publish-update" =>
            new OperatorCommand.Publish(ReadKnown(step, "update", "software updates", stage.Updates), null),
        "start-signing-outage" => new OperatorCommand.StartSigningOutage(),
        "restrict" => EnforcementSection.ReadRestriction(step, stage),
        "enforce" => EnforcementSection.Read(step, stage),
        "promote" => new OperatorCommand.Promote(ReadAny(step, stage), ReadRing(step, stage)),
        "hold-ring" => new OperatorCommand.HoldRing(
            ReadAny(step, stage), ReadRing(step, stage), step.Text("cause", null)),
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
        writer.Key("do", command.Name);
        if (command is ICommandForDevice forDevice)
            writer.Key("device", $"{forDevice.Device}");
        if (command is ICommandForRelease forRelease)
            writer.Key("release", QuotedText.Of(forRelease.Release));
        if (command is ICommandWithCause withCause)
            writer.Key("cause", QuotedText.Of(withCause.Cause));

        switch (command)
        {
            case OperatorCommand.Publish { Percent: { } percent }:
                writer.Key("percent", ScenarioWords.Percent(percent));
                break;
            case OperatorCommand.Ramp c:
                writer.Key("percent", ScenarioWords.Percent(c.Percent));
                break;
            case OperatorCommand.Withdraw c:
                writer.Key("remove-from-devices", ScenarioWords.Switch(c.RemoveFromDevices));
                break;
            case OperatorCommand.Restrict c:
                writer.Key("allow-installation", ScenarioWords.Switch(c.AllowInstallation));
                writer.Key("allow-removal", ScenarioWords.Switch(c.AllowRemoval));
                break;
            case OperatorCommand.Enforce c:
                writer.Key("within", ScenarioWords.Of(c.Within));
                break;
            case OperatorCommand.EnforceBy c:
                writer.Key(
                    "local-deadline",
                    QuotedText.Of(CommandValues.LocalTime(c.LocalDeadline)));
                writer.Key("notifications", ScenarioWords.Switch(c.Notifies));
                break;
            case OperatorCommand.Promote c:
                writer.Key("ring", QuotedText.Of(c.Ring));
                break;
            case OperatorCommand.HoldRing c:
                writer.Key("ring", QuotedText.Of(c.Ring));
                break;
            case OperatorCommand.ShareAnalytics c:
                writer.Key("share", ScenarioWords.Switch(c.Share));
                break;
            case OperatorCommand.Unplug c:
                writer.Key("for", ScenarioWords.Of(c.For));
                break;
            case OperatorCommand.Publish or OperatorCommand.Pause or OperatorCommand.Resume
                or OperatorCommand.StartSigningOutage or OperatorCommand.EndSigningOutage
                or OperatorCommand.RemoveFromManaged or OperatorCommand.RemoveResponses or OperatorCommand.Install:
                break; // No key of their own.
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "A new command needs its words here.");
        }
    }

    private static string ReadRing(Section step, ScriptSection.Stage stage)
    {
        var ring = step.Text("ring", null);
        if (!stage.Rings.Contains(ring))
        {
            step.RefuseTogether(
                "ring", $"found '{ring}', allowed is one of the rings: {ScenarioWords.OrNone(stage.Rings)}");
        }

        return ring;
    }

    private static int ReadDevice(Section step, ScriptSection.Stage stage)
    {
        var device = step.Count("device", null, 0, 9_999_998);
        if (device >= stage.Devices && !stage.Thinned)
            step.RefuseTogether(
                "device", $"found '{device}', allowed is a device of the fleet, 0 to {stage.Devices - 1}");
        return device;
    }

    private static OperatorCommand.Withdraw ReadWithdrawal(Section step, ScriptSection.Stage stage)
    {
        var command = new OperatorCommand.Withdraw(
            ReadAny(step, stage), step.Text("cause", null), step.Switch("remove-from-devices", "off"));
        if (command.RemoveFromDevices && stage.Updates.Contains(command.Release))
        {
            step.RefuseTogether(
                "remove-from-devices",
                "found 'on', allowed is off for a software update: a device cannot undo one");
        }

        return command;
    }

    /// <summary>A response, or a software update by its version.</summary>
    internal static string ReadAny(Section step, ScriptSection.Stage stage) =>
        ReadKnown(step, "release", "releases", [.. stage.Releases, .. stage.Updates]);

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
