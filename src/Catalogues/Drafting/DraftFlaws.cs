using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace RsrActors.Catalogues.Drafting;

/// <summary>
/// The flaws of a draft: all that responses fix, which are in the frameworks, because a response can change nothing
/// else but Safari; and those of software updates that were exploited. Feeds do not say in which component a flaw is,
/// and the others of an update are too many for a report.
/// </summary>
internal sealed record DraftFlaws(ImmutableArray<DraftFlaw> All, int LeftOut)
{
    public static DraftFlaws Of(DraftPlan plan)
    {
        var flaws = new Dictionary<string, DraftFlaw>(StringComparer.Ordinal);
        foreach (var group in plan.Responses)
        {
            foreach (var id in group.Fixes)
            {
                flaws.TryAdd(id, new(
                    id, "frameworks", group.Day ?? plan.Start, group.Exploited.Contains(id) ? group.Day : null));
            }
        }

        var others = new HashSet<string>(StringComparer.Ordinal);
        foreach (var update in plan.Updates)
        {
            var exploited = update.Members.SelectMany(member => member.Exploited).ToHashSet(StringComparer.Ordinal);
            foreach (var id in exploited.Order(StringComparer.Ordinal))
                flaws.TryAdd(id, new(id, "system", update.Day, update.Day));
            others.UnionWith(update.Members.SelectMany(member => member.Fixes));
        }

        others.ExceptWith(flaws.Keys);
        return new(
            [.. flaws.Values.OrderBy(flaw => flaw.Known).ThenBy(flaw => flaw.Id, StringComparer.Ordinal)],
            others.Count);
    }

    /// <summary>The flaws of the scenario that an update fixes.</summary>
    public ImmutableArray<string> FixedBy(PlannedUpdate update)
    {
        var fixes = update.Members.SelectMany(member => member.Fixes.Concat(member.Exploited))
            .ToHashSet(StringComparer.Ordinal);
        return [.. All.Select(flaw => flaw.Id).Where(fixes.Contains)];
    }

    public static void Write(StringBuilder text, DraftFlaws flaws, DraftPlan plan)
    {
        if (flaws.All.IsEmpty)
            return;
        _ = text.Append(
            "\n# The flaws that releases fix: the component that has it, since when it is known, and since when it is\n"
            + "# exploited. Feeds do not say the component: what a response fixes is in the frameworks, all else is\n"
            + "# assumed to be in the system.");
        if (flaws.LeftOut > 0)
        {
            _ = text.Append(
                CultureInfo.InvariantCulture,
                $" Left out are {flaws.LeftOut} others that the updates fix and that were not exploited.");
        }

        _ = text.Append("\nvulnerabilities {\n");
        foreach (var flaw in flaws.All)
        {
            _ = text.Append(
                $"  {DraftText.Quote(flaw.Id)} {{ component = {flaw.Component}, known = \"{Day(flaw.Known)}\""
                + (flaw.Exploited is { } since ? $", exploited = \"{Day(since)}\"" : "") + " }\n");
        }

        _ = text.Append("}\n");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <param name="Exploited">Null when it was not exploited when the fix appeared.</param>
internal sealed record DraftFlaw(string Id, string Component, DateOnly Known, DateOnly? Exploited);
