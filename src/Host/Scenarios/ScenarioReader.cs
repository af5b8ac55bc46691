using System.Globalization;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Scenarios;

/// <summary>
/// Reads a scenario file into the record a run is a function of, or says in one sentence why it cannot. The keys, their
/// units and defaults are documented in <c>hocon/scenarios/README.md</c>.
/// </summary>
public static class ScenarioReader
{
    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'",
        "yyyy-MM-dd HH:mm'Z'", "yyyy-MM-dd HH:mm:ss'Z'",
    ];

    private static readonly ValueReader<TimeSpan> Limited =
        SectionValues.DurationBetween(TimeSpan.FromMinutes(1), SectionValues.Longest);

    /// <param name="file">What messages call the text.</param>
    public static ScenarioReading Read(string file, string text, ScenarioOverrides overrides) =>
        Read(file, text, overrides, new());

    internal static ScenarioReading Read(string file, string text, ScenarioOverrides overrides, KeyTrace trace)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(overrides);
        var complaints = new Complaints(file);
        var scenario = Resolve(text, overrides, complaints, trace);
        return scenario is not null && complaints.First is null
            ? new ScenarioReading.Accepted(scenario, ScenarioWriter.Write(scenario))
            : new ScenarioReading.Refused(complaints.First ?? $"{file}: no scenario");
    }

    private static Scenario? Resolve(string text, ScenarioOverrides overrides, Complaints complaints, KeyTrace trace)
    {
        if (ScenarioDocument.Parse(text, complaints) is not { } parsed)
            return null;
        if (parsed.Find("scenario") is null)
        {
            var sections = ScenarioWords.OrNone(parsed.Keys.Select(pair => pair.Key).Take(8));
            complaints.Add(
                Origin.Nowhere, "", $"has no section 'scenario', so it is none; its sections are {sections}");
            return null;
        }

        var document = ScenarioDocument.Apply(parsed, overrides, complaints);
        var story = ScenarioDocument.StoryOf(text);
        return Section.ReadAll(document, complaints, trace, file => ReadFile(file, story, overrides));
    }

    private static Scenario ReadFile(Section file, string story, ScenarioOverrides overrides)
    {
        var (name, start, duration, seed) = file.Inside("scenario", ReadHead);
        var releases = file.Inside("releases", ReleaseSection.Read);
        var fleet = file.Inside("fleet", FleetSection.Read);
        var updates = file.Inside("software-updates", ReleaseSection.ReadUpdates);
        var (propagation, signing) = file.Inside("services", ServicesSection.Read);
        var scenario = new Scenario(
            name,
            story,
            start,
            duration,
            seed,
            file.Inside("kernel", KernelSection.Read),
            fleet,
            releases,
            updates,
            file.Inside("rollout", RolloutSection.Read),
            signing,
            propagation,
            file.Inside("faults", FaultSection.Read),
            ScriptSection.Read(file, new(
                duration,
                fleet.Devices,
                overrides.Days is not null,
                overrides.Devices is not null,
                [.. releases.Select(release => release.Id)],
                [.. updates.Select(update => update.Version)])))
        {
            Analytics = file.Inside("analytics", AnalyticsSection.Read),
        };

        // What the sections say about each other is only worth checking when each is sound by itself.
        if (file.IsSound)
            ScenarioChecks.Check(file, scenario);
        return scenario;
    }

    private static (string Name, DateTimeOffset Start, TimeSpan Duration, ulong Seed) ReadHead(Section head) => (
        head.Text(
            "name", null, "a name of letters, digits, dots and hyphens such as rsr-16.5.1-a",
            static text => text.Length <= 64 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => KeyPath.IsPlain(c) || c == '.')),
        head.Value("start", null, DateTimeOffset.UnixEpoch, ReadInstant),
        head.Value("duration", null, TimeSpan.FromHours(1), ReadDuration),
        head.Value("seed", "1", 0UL, static (string text, out ulong seed, out string why) =>
        {
            why = $"found '{text}', allowed is a whole number from 0 to {ulong.MaxValue}";
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
        }));

    private static bool ReadDuration(string text, out TimeSpan duration, out string why)
    {
        (duration, why) = (Scenario.Unlimited, "");
        if (text == ScenarioWords.Unlimited || Limited(text, out duration, out why))
            return true;
        why += $", or {ScenarioWords.Unlimited}";
        return false;
    }

    private static bool ReadInstant(string text, out DateTimeOffset instant, out string why)
    {
        why = $"found '{text}', allowed is a moment in UTC such as \"2023-07-10T17:00:00Z\"";
        return DateTimeOffset.TryParseExact(
            text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
