using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Checks;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Keys;
using RsrActors.Scenarios.Sections;
using RsrActors.Texts;

namespace RsrActors.Scenarios;

/// <summary>
/// Reads a scenario file into the record from which a run follows, or says in one sentence why it cannot. The keys,
/// their units and defaults are documented in <c>hocon/scenarios/README.md</c>.
/// </summary>
public static class ScenarioReader
{
    private static readonly ValueReader<TimeSpan> Limited =
        SectionValues.DurationBetween(TimeSpan.FromMinutes(1), Quantity.LongestDuration);

    /// <summary>Which names a scenario may have.</summary>
    public const string NameAllowed =
        "a name of letters, digits, dots and hyphens such as rsr-16.5.1-a, of 64 characters at most";

    /// <summary>Whether a scenario may have this name.</summary>
    public static bool IsName(string text) => KeyPath.IsName(text);

    /// <param name="file">How refusals name the text.</param>
    /// <param name="folder">The folder of the file: included files and the inventory are relative to it.</param>
    public static ScenarioReading Read(string file, string text, ScenarioOverrides overrides, string folder = "") =>
        Read(file, text, overrides, new(), folder);

    internal static ScenarioReading Read(
        string file, string text, ScenarioOverrides overrides, KeysRead trace, string folder = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(overrides);
        var complaints = new Complaints(file);
        var profiles = new ScenarioProfiles(folder);
        var inventory = new InventoryRead();
        var scenario = Resolve(text, folder, overrides, complaints, trace, profiles, inventory);
        return scenario is not null && complaints.First is null
            ? new ScenarioReading.Accepted(scenario, ScenarioWriter.Write(scenario))
            {
                Profiles = profiles.Copies, Notes = ScenarioNotes.Of(profiles.Copies, scenario),
                Inventory = inventory.File,
            }
            : new ScenarioReading.Refused(complaints.First ?? $"{file}: no scenario");
    }

    private static Scenario? Resolve(
        string text, string folder, ScenarioOverrides overrides, Complaints complaints, KeysRead trace,
        ScenarioProfiles profiles, InventoryRead inventory)
    {
        if (ScenarioDocument.Parse(text, folder, complaints) is not { } parsed)
            return null;
        if (parsed.Find("scenario") is null)
        {
            RefuseNoScenario(parsed, complaints);
            return null;
        }

        // Settings come before substitutions, so that a substitution has the value that a setting gives its key.
        var document = ScenarioDocument.Resolve(ScenarioDocument.Apply(parsed, overrides, complaints), complaints);
        if (document is null)
            return null;
        var story = ScenarioDocument.StoryOf(text);
        return Section.ReadAll(
            document, complaints, trace, file => ReadFile(file, story, folder, overrides, profiles, inventory));
    }

    private static void RefuseNoScenario(HoconNode.Tree parsed, Complaints complaints)
    {
        const string Head = "scenario";
        var keys = parsed.Keys.Take(100).Select(pair => pair.Key).ToArray();
        if (NearestWord.To(Head, keys) is { } misspelt)
        {
            complaints.Add(
                parsed.Find(misspelt)!.Origin, KeyPath.Join("", misspelt), $"unknown key; did you mean {Head}?");
            return;
        }

        complaints.Add(
            Origin.Nowhere, "",
            $"has no section '{Head}', so it is not a scenario; its sections are {ScenarioWords.OrNone(keys.Take(8))}");
    }

    private static Scenario ReadFile(
        Section file, string story, string folder, ScenarioOverrides overrides, ScenarioProfiles profiles,
        InventoryRead inventory)
    {
        var (name, start, duration, seed) = file.Inside("scenario", ReadHead);
        var vulnerabilities = file.Inside("vulnerabilities", flaws => VulnerabilitySection.Read(flaws, start));
        var content = new SecurityContent(vulnerabilities);
        var releases = file.Inside("releases", section => ReleaseSection.Read(section, content));
        var fleet = file.Inside("fleet", section => FleetSection.Read(section, folder, profiles, inventory));
        var groups = GroupSection.Read(file, fleet, profiles);
        fleet = fleet with { Groups = groups, Rings = RingSection.Read(file, groups) };
        InventorySection.CheckRings(file, fleet);
        var updates = file.Inside("software-updates", section => UpdateSection.Read(section, content));
        fleet = InventorySection.Resolve(fleet, releases, updates);
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
            file.Inside("rollout", static rollout => RolloutSection.Read(rollout, RuleRegistry.Shipped)),
            signing,
            propagation,
            file.Inside("faults", FaultSection.Read),
            ScriptSection.Read(file, new(
                duration,
                fleet.Devices,
                overrides.Days is not null,
                overrides.Devices is not null,
                [.. releases.Select(release => release.Id)],
                [.. updates.Select(update => update.Version)])
                {
                    Rings = [.. fleet.Rings.Select(ring => ring.Name)],
                    All = [.. releases, .. updates],
                    Start = start,
                    Profiles = profiles,
                }))
        {
            Analytics = file.Inside("analytics", AnalyticsSection.Read),
            Vulnerabilities = vulnerabilities,
            Background = BackgroundSection.Read(file, content),
            Volumes = file.Inside("volumes", VolumeSection.Read),
        };

        // Sections are checked against each other only when each of them is valid by itself.
        if (!file.IsSound)
            return scenario;
        ScenarioChecks.Check(file, scenario);
        return file.IsSound ? BuildLineage.WithDeltas(scenario) : scenario;
    }

    private static (string Name, DateTimeOffset Start, TimeSpan Duration, ulong Seed) ReadHead(Section head) => (
        head.Text("name", null, NameAllowed, IsName),
        head.Value("start", null, DateTimeOffset.UnixEpoch, InstantValues.Read),
        head.Value("duration", null, TimeSpan.FromHours(1), ReadDuration),
        head.Seed("seed", "1"));

    private static bool ReadDuration(string text, out TimeSpan duration, out string why)
    {
        (duration, why) = (Scenario.Unlimited, "");
        if (text == ScenarioWords.Unlimited || Limited(text, out duration, out why))
            return true;
        why += $", or {ScenarioWords.Unlimited}";
        return false;
    }
}
