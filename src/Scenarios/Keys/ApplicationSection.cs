using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>fleet.applications</c>: the catalogue of what devices run, and how often it crashes.</summary>
internal static class ApplicationSection
{
    private const int Most = 256;

    /// <summary>
    /// Assumed are the choice of applications (common ones, and those whose web views broke in July 2023) and how long
    /// each is used. Published is that half of all mobile applications have no crash in 99.95 % of their sessions.
    /// With sessions of six minutes, which is also assumed, that is 5 crashes in 1000 hours.
    /// </summary>
    private static readonly ImmutableArray<Application> Usual =
    [
        new("safari", 1, TimeSpan.FromMinutes(45), 4),
        new("mail", 0.8, TimeSpan.FromMinutes(15), 2),
        new("facebook", 0.5, TimeSpan.FromMinutes(30), 6),
        new("instagram", 0.45, TimeSpan.FromMinutes(30), 6),
        new("zoom", 0.2, TimeSpan.FromMinutes(15), 5),
    ];

    public static ImmutableArray<Application> Read(Section fleet)
    {
        var applications = fleet.Each("applications", static application => new Application(
            application.Text("id", null),
            application.Share("popularity", null),
            application.Duration("daily", "0 s", most: TimeSpan.FromDays(1)),
            application.Number("crashes-per-1000-hours", "0", 0, 100_000)), "five applications");
        if (!fleet.Has("applications"))
            return Usual;
        fleet.RefuseMany("applications", applications.Length, Most);
        fleet.RefuseDuplicates("applications", applications.Select(application => application.Id));
        return applications;
    }

    public static void Write(HoconWriter writer, ImmutableArray<Application> applications) =>
        writer.Each("applications", applications, application =>
        {
            writer.Key("id", QuotedText.Of(application.Id));
            writer.Key("popularity", ScenarioWords.Share(application.Popularity));
            writer.Key("daily", ScenarioWords.Of(application.Daily));
            writer.Key("crashes-per-1000-hours", ScenarioWords.Number(application.CrashesPerThousandHours));
        });
}
