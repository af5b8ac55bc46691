using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>groups</c>: named groups of devices, with behaviour, sharing, management and maintenance of their own.
/// </summary>
internal static class GroupSection
{
    private const int Most = 256;
    private const int MostDays = 1000;
    private const string DateForm = "yyyy-MM-dd";
    private const string OfTheFleet = "as fleet.shares-analytics";

    public static ImmutableArray<DeviceGroup> Read(Section file, FleetSettings fleet, ScenarioProfiles profiles)
    {
        var groups = file.Inside(
            "groups", section => section.Named("GROUP", (name, group) => ReadGroup(name, group, fleet, profiles)));
        groups = InventorySection.GroupsOf(fleet, groups);
        file.RefuseMany("groups", groups.Length, Most);
        return groups;
    }

    public static void Write(HoconWriter writer, FleetSettings fleet)
    {
        if (fleet.Groups.IsEmpty)
            return;
        writer.Section("groups", () =>
        {
            foreach (var group in fleet.Groups)
                writer.Section(QuotedText.Of(group.Name), () => WriteGroup(writer, group, fleet));
        });
    }

    private static DeviceGroup ReadGroup(
        string name, Section group, FleetSettings fleet, ScenarioProfiles profiles)
    {
        if (!KeyPath.IsName(name))
            group.RefuseName("allowed is a name of letters, digits, dots and hyphens, of 64 characters at most");
        var platforms = group.Platforms(
            [.. fleet.Platforms.Select(kind => kind.Platform).Distinct()], "the platforms of the fleet");
        var models = ReadKnown(
            group, "models", [.. fleet.Platforms.SelectMany(kind => kind.Models).Select(model => model.Name)]);
        var labels = ReadKnown(
            group, "labels", [.. fleet.Platforms.Select(kind => kind.Label).Where(label => label.Length > 0)]);
        return new(name, group.Share("share", "100 %"), platforms, models, labels)
        {
            Behaviour = group.Inside("behaviour", section => BehaviourSection.ReadOwn(section, fleet.Behaviour)),
            SharesAnalytics = group.Optional(
                "shares-analytics", OfTheFleet, () => (double?)group.Share("shares-analytics", OfTheFleet), null),
            Management = group.Inside(
                "management", section => ManagementSection.ReadOwn(section, fleet.Management, profiles)),
            Window = group.Inside("maintenance-window", ReadWindow),
            BlockedDays = ReadDays(group),
        };
    }

    private static void WriteGroup(HoconWriter writer, DeviceGroup group, FleetSettings fleet)
    {
        writer.Key("share", ScenarioWords.Share(group.Share));
        writer.Key("platforms", $"[{string.Join(", ", group.Platforms.Select(platform => platform.Name))}]");
        writer.Key("models", $"[{string.Join(", ", group.Models.Select(QuotedText.Of))}]");
        writer.Key("labels", $"[{string.Join(", ", group.Labels.Select(QuotedText.Of))}]");
        if (group.Behaviour is { } behaviour)
            BehaviourSection.Write(writer, behaviour);
        if (group.SharesAnalytics is { } sharing)
            writer.Key("shares-analytics", ScenarioWords.Share(sharing));
        if (group.Management is { } management)
            ManagementSection.Write(writer, management, fleet.Management.Deferrals);
        if (group.Window is { } window)
        {
            writer.Section("maintenance-window", () =>
            {
                writer.Key("from", ScenarioWords.Of(window.From));
                writer.Key("until", ScenarioWords.Of(window.Until));
                writer.Key("days", $"[{string.Join(", ", window.Days.Select(Words.Of))}]");
            });
        }

        writer.Key("blocked-days", $"[{string.Join(", ", group.BlockedDays.Select(Written))}]");
    }

    private static MaintenanceWindow? ReadWindow(Section section)
    {
        var day = TimeSpan.FromDays(1);
        var (from, until) = (section.Duration("from", "0 h", most: day), section.Duration("until", "24 h", most: day));
        var words = section.Words("days", "every day");
        var days = ImmutableArray.CreateBuilder<DayOfWeek>();
        foreach (var word in words)
        {
            if (!Words.TryParse<DayOfWeek>(word, out var found))
            {
                _ = section.Refuse(
                    "days",
                    $"found '{word}', allowed are "
                    + string.Join(", ", MaintenanceWindow.EveryDay.Select(Words.Of)),
                    0);
            }
            else if (!days.Contains(found))
            {
                days.Add(found);
            }
        }

        if (from == until || (until == TimeSpan.Zero && from == day))
            section.RefuseWhole("from and until are equal, allowed are two different hours of the day");
        if (section.Has("days") && words.IsEmpty)
            section.RefuseTogether("days", "found an empty list, allowed is one day of the week or more");
        ImmutableArray<DayOfWeek> all =
            words.IsEmpty ? MaintenanceWindow.EveryDay : [.. MaintenanceWindow.EveryDay.Where(days.Contains)];
        return from == TimeSpan.Zero && until == day && all.Length == MaintenanceWindow.EveryDay.Length
            ? null
            : new(from, until, all);
    }

    private static ImmutableArray<string> ReadKnown(Section group, string key, ImmutableArray<string> known)
    {
        var words = group.Words(key, "[]");
        foreach (var word in words.Where(word => !known.Contains(word)))
        {
            group.RefuseTogether(
                key, $"found '{word}', allowed are those of fleet.platforms: {ScenarioWords.OrNone(known.Distinct())}");
        }

        return words;
    }

    private static ImmutableArray<DateOnly> ReadDays(Section group)
    {
        var days = ImmutableArray.CreateBuilder<DateOnly>();
        foreach (var word in group.Words("blocked-days", "[]"))
        {
            if (DateOnly.TryParseExact(word, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                days.Add(day);
            else
                _ = group.Refuse("blocked-days", $"found '{word}', allowed are dates such as \"2023-07-14\"", 0);
        }

        group.RefuseMany("blocked-days", days.Count, MostDays);
        return [.. days.Distinct().Order()];
    }

    private static string Written(DateOnly day) =>
        QuotedText.Of(day.ToString(DateForm, CultureInfo.InvariantCulture));
}
