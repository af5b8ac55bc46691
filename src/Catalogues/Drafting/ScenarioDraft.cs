using System.Collections.Immutable;
using RsrActors.Catalogues.Published;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Drafting;

/// <summary>
/// Drafts a scenario about one release and a fleet: the responses, software updates and flaws of a catalogue, and a
/// script that publishes each on its day.
/// </summary>
public static class ScenarioDraft
{
    private const int MostNamed = 20;

    public static DraftReading Of(DraftQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var catalogue = CompletedCatalogue.Of(question.Catalogue);
        var groups = ResponseGroup.Of(catalogue);
        if (question.Release is { } name)
        {
            if (groups.FirstOrDefault(group => group.IsCalled(name)) is { } response)
                return About(question, catalogue, groups, response);
            return UpdatesCalled(catalogue, name) is { Length: > 0 } updates
                ? About(question, catalogue, groups, updates)
                : new DraftReading.Refused(Unknown(name, catalogue, groups));
        }

        var usable = groups.Where(group => group.Targets.Any()).Reverse().ToArray();
        var newest = usable.FirstOrDefault(group => question.Kinds.Any(kind => DraftPlan.IsFor(kind, group)))
            ?? usable[0];
        return About(question, catalogue, groups, newest);
    }

    private static DraftReading About(
        DraftQuestion question, PublishedCatalogue catalogue, ImmutableArray<ResponseGroup> groups,
        ResponseGroup response)
    {
        if (!response.Targets.Any())
        {
            return new DraftReading.Refused(
                $"{response}: found no build with its prerequisite, allowed is a response whose builds the catalogue "
                + "says; the feed of Apple's lookup service says them");
        }

        if (response.Day is not { } day)
            return new DraftReading.Refused(NoDay(response.ToString()));

        // The name by which the question calls it, where members have several versions.
        var named = question.Release is { } name
            ? response with
            {
                Members =
                [
                    .. response.Members.OrderByDescending(
                        member => new ResponseGroup([member]).IsCalled(name)),
                ],
            }
            : response;
        ImmutableArray<ResponseGroup> all = [.. groups.Select(group => group == response ? named : group)];
        var plan = DraftPlan.Of(catalogue, all, question.Kinds, named.Name, day, question.Days, named);
        return new DraftReading.Accepted(
            DraftText.Write(question, plan), named.Name, day,
            question.Kinds.Where(kind => DraftPlan.IsFor(kind, named)).Sum(kind => (long)kind.Devices));
    }

    private static DraftReading About(
        DraftQuestion question, PublishedCatalogue catalogue, ImmutableArray<ResponseGroup> groups,
        PublishedVersion[] updates)
    {
        var update = updates[0];
        if (updates.Min(one => one.Released) is not { } day)
            return new DraftReading.Refused(NoDay(update.FullName));
        var plan = DraftPlan.Of(catalogue, groups, question.Kinds, update.Name, day, question.Days, null);
        if (plan.Updates.FirstOrDefault(one => one.Version == update.Version) is not { } planned)
        {
            return new DraftReading.Refused(
                $"{update.FullName}: found no build of it in the catalogue that a device of the fleet can come to, "
                + "allowed is an update of a major version that the fleet has, with a later build");
        }

        var froms = planned.Targets.Select(target => (target.Platform, target.FromBuild)).ToHashSet();
        return new DraftReading.Accepted(
            DraftText.Write(question, plan), update.Name, day,
            question.Kinds.Where(kind => froms.Contains((kind.Platform, kind.OsBuild)))
                .Sum(kind => (long)kind.Devices));
    }

    /// <summary>Of both systems, where the name does not say one.</summary>
    private static PublishedVersion[] UpdatesCalled(PublishedCatalogue catalogue, string name) =>
    [
        .. catalogue.Updates.Where(update =>
            string.Equals(update.FullName, name, StringComparison.OrdinalIgnoreCase)
            || (VersionOrder.IsVersion(name) && VersionOrder.Compare(update.Version, name) == 0)),
    ];

    private static string NoDay(string release) =>
        $"{release}: found no day of publication in the catalogue, allowed is a release with one; the feeds of SOFA "
        + "say days, and several feeds can be given";

    private static string Unknown(string name, PublishedCatalogue catalogue, ImmutableArray<ResponseGroup> groups)
    {
        var updates = catalogue.Updates.Reverse().Select(update => update.FullName).ToArray();
        return $"--release is '{(name.Length > 40 ? name[..40] + "…" : name)}'; known are the responses "
            + $"{string.Join(", ", groups.Reverse().Take(MostNamed).Select(group => group.ToString()))}"
            + (updates.Length > 0
                ? $"; and the software updates {string.Join(", ", updates.Take(MostNamed))}"
                    + (updates.Length > MostNamed ? $" and {updates.Length - MostNamed} others" : "")
                : "");
    }
}
