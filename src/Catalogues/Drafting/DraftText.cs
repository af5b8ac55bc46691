using System.Globalization;
using System.Text;
using RsrActors.Catalogues.Tables;
using RsrActors.Model;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Drafting;

/// <summary>Writes a draft as a scenario in HOCON, with a comment on each section.</summary>
internal static class DraftText
{
    public static string Write(DraftQuestion question, DraftPlan plan)
    {
        var text = new StringBuilder();
        WriteStory(text, question, plan);
        WriteHead(text, question, plan);
        var flaws = DraftFlaws.Of(plan);
        DraftFlaws.Write(text, flaws, plan);
        WriteReleases(text, plan);
        WriteUpdates(text, plan, flaws);
        _ = text.Append(
            """

            # The ramp of a published response, and what stops it: `rsr rules` lists the rules. Apple announces none.
            rollout { rule = all-at-once }

            """);
        WriteFaults(text, question);
        WriteScript(text, plan, question.Enforce);
        return text.ToString();
    }

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c is '"' or '\\' ? quoted.Append('\\').Append(c)
                : char.IsControl(c) ? quoted.Append($"\\u{(int)c:x4}")
                : quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void WriteStory(StringBuilder text, DraftQuestion question, DraftPlan plan)
    {
        var devices = Words.Count(question.Kinds.Sum(kind => (long)kind.Devices), "device");
        var source = question.Feeds.IsEmpty
            ? "the program's own tables"
            : $"{Comment(string.Join(", ", question.Feeds))} and the program's own tables";
        _ = text.Append(CultureInfo.InvariantCulture, $"""
            # {plan.Release} of {Day(plan.Start)} for a fleet of {devices}: how soon does it have it?
            #
            # 'rsr new' wrote this file: 'rsr check' and 'rsr run' it, and change what differs in your organisation.
            # Builds, days and flaws are those of {source}.
            # Assumed are the hour of each publication, 17 o'clock in UTC, and all that is left out here: how people and
            # devices behave. hocon/scenarios/README.md documents every key.


            """);
        foreach (var one in plan.LeftOut)
        {
            _ = text.Append(
                $"# Left out: {one}, which appeared in these days, but has no build in the catalogue for the fleet.\n");
        }


        if (!plan.LeftOut.IsEmpty)
            _ = text.Append('\n');
    }

    private static string Comment(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    private static void WriteHead(StringBuilder text, DraftQuestion question, DraftPlan plan)
    {
        _ = text.Append($$"""
            # What the run is called, when it starts (UTC), how long it lasts, and the number from which all chance
            # follows.
            scenario {
              name = {{Quote(question.Name)}}
              start = "{{Day(plan.Start)}}T{{DraftPlan.Hour}}:00:00Z"
              duration = {{question.Days}} d
              seed = {{plan.Start.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}}
            }


            """);
        _ = text.Append(question.Enforce is null
            ? $$"""
                # The devices are those of the inventory: models, builds, groups, and responses that are installed
                # already. All of them are managed; what people may do with responses is up to the organisation.
                fleet {
                  inventory = {{Quote(question.Inventory)}}
                  management { managed = 100 %, allow-installation = 100 %, allow-removal = 100 % }
                }

                """
            : $$"""
                # The devices are those of the inventory: models, builds, groups, and responses that are installed
                # already. As in the scenario 'enforced', all of them are managed, people may install a response and not
                # remove it, and a third of the laptops is closed at night: such a laptop installs nothing until it is
                # opened, or until the deadline. No export tells these shares; give those of your organisation.
                fleet {
                  inventory = {{Quote(question.Inventory)}}
                  behaviour { lid-closed = 33 % }
                  management { managed = 100 %, allow-installation = 100 %, allow-removal = 0 % }
                }

                """);
    }

    /// <summary>Under an order there are none, as in the scenario <c>enforced</c>, which asks the same.</summary>
    private static void WriteFaults(StringBuilder text, DraftQuestion question) => text.Append(question.Enforce is null
        ? """

            # Faults, with the chance of each; a fault that is left out does not happen. These two are assumed.
            faults {
              network-interrupted = 2 %
              did-not-start = 0.05 %
            }

            """
        : """

            # Faults, with the chance of each; a fault that is left out does not happen. As in 'enforced' there is none.
            # Add, for example, network-interrupted = 2 %.
            faults {
            }

            """);

    private static void WriteReleases(StringBuilder text, DraftPlan plan)
    {
        if (plan.Responses.IsEmpty)
            return;
        _ = text.Append(
            "\n# The responses. A target says on which build of a platform it can be installed, and which build runs\n"
            + "# then. The size of the download is computed; 'download = 27 MB' in a target states it.\nreleases {\n");
        foreach (var group in plan.Responses)
        {
            _ = text.Append($"  {Quote(group.Id)} {{\n    letter = {group.Letter}\n");
            if (!group.Fixes.IsEmpty)
                _ = text.Append($"    fixes = [{string.Join(", ", group.Fixes.Select(Quote))}]\n");
            _ = text.Append("    targets = [\n");
            foreach (var (platform, version, build) in group.Targets)
            {
                _ = text.Append(
                    $"      {{ platform = {platform.Name}, version = {Quote(version)}, "
                    + $"prerequisite = {build.Prerequisite}, build = {build.Build} }}\n");
            }

            _ = text.Append("    ]\n  }\n");
        }

        _ = text.Append("}\n");
    }

    private static void WriteUpdates(StringBuilder text, DraftPlan plan, DraftFlaws flaws)
    {
        if (plan.Updates.IsEmpty)
            return;
        _ = text.Append(
            "\n# Software updates of these days, from each build of the fleet that is older and has the same major\n"
            + "# version; and the responses whose fixes they carry.\nsoftware-updates {\n");
        foreach (var update in plan.Updates)
        {
            _ = text.Append($"  {Quote(update.Version)} {{\n    targets = [\n");
            foreach (var target in update.Targets)
            {
                _ = text.Append(
                    $"      {{ platform = {target.Platform.Name}, from = {target.FromBuild}, version = "
                    + $"{Quote(target.Version)}, build = {target.Build} }}\n");
            }

            _ = text.Append("    ]\n");
            if (flaws.FixedBy(update) is { Length: > 0 } fixes)
                _ = text.Append($"    fixes = [{string.Join(", ", fixes.Select(Quote))}]\n");
            _ = text.Append($"    includes = [{string.Join(", ", plan.IncludedIn(update).Select(Quote))}]\n  }}\n");
        }

        _ = text.Append("}\n");
    }

    private static void WriteScript(StringBuilder text, DraftPlan plan, string? within)
    {
        var commands = plan.Responses
            .Select(group => (Day: plan.DayOf(group.Day), Text: $"do = publish, release = {Quote(group.Id)}"))
            .Concat(plan.Updates.Select(update => (
                Day: plan.DayOf(update.Day), Text: $"do = publish-update, update = {Quote(update.Version)}")))
            .Where(command => command.Day is not null)
            .OrderBy(command => command.Day);
        var order = $"{{ at = 1 h, do = enforce, release = {Quote(plan.Id)}, within = {within ?? "3 d"} }}";
        _ = text.Append("\n# Each is published on its day, counted from the start. ");
        _ = text.Append(within is null
            ? $"An organisation that orders the installation\n# adds, for example, {order}.\n"
            : "The organisation orders the installation\n# an hour after the start; 'within' is the time to the "
                + "deadline. "
                + "From iOS 17.0 and macOS 14.0 on that is the\n# declaration softwareupdate.enforcement.specific; on "
                + "older systems it stands for the manager's own order.\n");
        _ = text.Append("script = [\n");
        foreach (var (day, command) in commands)
            _ = text.Append($"  {{ at = {(day == 0 ? "0 s" : $"{day} d")}, {command} }}\n");
        if (within is not null)
            _ = text.Append($"  {order}\n");
        _ = text.Append("]\n");
    }
}
