using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Profiles.Reading;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// The orders of management in the script, <c>enforce</c> and <c>restrict</c>: by their keys, or by a file of device
/// management.
/// </summary>
internal static class EnforcementSection
{
    private const string Declaration = "declaration";
    private const string Profile = "profile";
    private const string None = "none";
    private const string Installation = "allow-installation";
    private const string Removal = "allow-removal";

    /// <summary>By a time from the order on, by a date and time in each device's own time zone, or by a file.</summary>
    public static OperatorCommand Read(Section step, ScriptSection.Stage stage)
    {
        if (Path(step, Declaration) is { } path)
            return ReadDeclaration(step, stage, path);
        var release = CommandSection.ReadAny(step, stage);
        if (!step.Has("local-deadline"))
            return new OperatorCommand.Enforce(release, step.Duration("within", null));
        if (step.Has("within"))
        {
            step.RefuseTogether("within", "found both within and local-deadline, allowed is one of them");
            _ = step.Duration("within", null);
        }

        return new OperatorCommand.EnforceBy(
            release, step.Value("local-deadline", null, DateTime.UnixEpoch, ReadLocal),
            step.Switch("notifications", "on"));
    }

    public static OperatorCommand ReadRestriction(Section step, ScriptSection.Stage stage)
    {
        if (Path(step, Profile) is not { } path)
            return new OperatorCommand.Restrict(step.Switch(Installation, null), step.Switch(Removal, null));
        RefuseWith(step, Profile, Installation, Removal);
        var profile = stage.Profiles.Read(step, Profile, [path]);
        if (profile is { AllowsInstallation: null, AllowsRemoval: null } && step.IsSound)
        {
            step.RefuseTogether(
                Profile, $"{path} says nothing about responses, allowed is a profile that allows or forbids them");
        }

        // Both are allowed unless a profile forbids them (documented).
        return new OperatorCommand.Restrict(profile.AllowsInstallation ?? true, profile.AllowsRemoval ?? true);
    }

    /// <summary>The enforcements of the profiles that all managed devices have from the start.</summary>
    public static IEnumerable<ScriptedCommand> OrdersOfFleet(Section file, ScriptSection.Stage stage)
    {
        var profile = stage.Profiles.OfFleet;
        foreach (var target in profile.Enforcements)
        {
            if (ManagementSection.ReleaseOf(target, stage.All) is { } release)
                yield return new(VirtualTime.Zero, Order(release, target, profile.Notifies ?? true));
            else
                file.RefuseAt(["fleet", "management", "profiles"], Unknown(target, stage));
        }
    }

    private static OperatorCommand.EnforceBy ReadDeclaration(Section step, ScriptSection.Stage stage, string path)
    {
        RefuseWith(step, Declaration, "release", "within", "local-deadline");
        var profile = stage.Profiles.Read(step, Declaration, [path]);
        var notifies = step.Switch("notifications", "on") && profile.Notifies is not false;
        var none = new OperatorCommand.EnforceBy("", DateTime.UnixEpoch, notifies);
        if (!step.IsSound)
            return none;
        if (profile.Enforcements is not [var target])
        {
            step.RefuseTogether(
                Declaration,
                $"{path} has {profile.Enforcements.Length} enforcements that a device follows, allowed is one"
                + (profile.Findings is [var first, ..] ? $"; {first}" : ""));
            return none;
        }

        if (ManagementSection.ReleaseOf(target, stage.All) is { } release)
            return Order(release, target, notifies);
        step.RefuseTogether(Declaration, Unknown(target, stage));
        return none;
    }

    private static OperatorCommand.EnforceBy Order(IRelease release, EnforcedVersion target, bool notifies) =>
        new(release.Id, target.DeadlineToTheMinute, notifies);

    private static string Unknown(EnforcedVersion target, ScriptSection.Stage stage) =>
        $"found an enforcement of {target.Name}, allowed are the releases of this scenario: "
        + ScenarioWords.OrNone(stage.All.Select(one => one.Id));

    private static string? Path(Section step, string key) =>
        step.Optional(key, None, () => step.Text(key, null), "") is { Length: > 0 } path ? path : null;

    private static void RefuseWith(Section step, string key, params string[] others)
    {
        foreach (var other in others.Where(step.Has))
            _ = step.Refuse(other, $"found both {other} and {key}, allowed is one of them: the file has it", 0);
    }

    /// <summary>A date and a time of day without a time zone, as <c>TargetLocalDateTime</c> has them.</summary>
    private static bool ReadLocal(string text, out DateTime local, out string why)
    {
        why = $"found '{text}', allowed is {CommandValues.LocalTimeAllowed}";
        var read = CommandValues.ReadLocalTime(text);
        local = read ?? DateTime.UnixEpoch;
        return read is not null;
    }
}
