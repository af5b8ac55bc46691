using System.Text.RegularExpressions;
using RsrActors.Catalogues.Drafting;
using RsrActors.Catalogues.Published;
using RsrActors.Fleets;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Host.Executable;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Host.Commands;

/// <summary>The text of a new scenario, and what it is about, for the terminal.</summary>
/// <param name="About">Begins with a colon; empty when there is nothing to say.</param>
internal sealed partial record NewScenario(string Text, string About)
{
    /// <summary>How the list of devices was read; null without one.</summary>
    public ImportedFile? Inventory { get; private init; }

    /// <summary>The name in the file that comes with the program.</summary>
    private const string Placeholder = "\"starter\"";

    private static readonly string Starter = Path.Combine(AppContext.BaseDirectory, "hocon", "starter.hocon");

    /// <param name="path">The scenario's file: the inventory's path is relative to its folder.</param>
    /// <param name="within">The time to the deadline of an order; null for no order.</param>
    /// <param name="days">How long the scenario lasts.</param>
    /// <exception cref="HostException">Fleet, catalogue or release is refused.</exception>
    public static NewScenario Of(
        string name, string path, string? fleet, string[] feeds, string? release, string? within, int days)
    {
        var starter = new NewScenario(
            File.ReadAllText(Starter).Replace(Placeholder, $"\"{name}\"", StringComparison.Ordinal), "");
        if (fleet is null)
        {
            return feeds.Length == 0 && release is null && within is null
                ? starter
                : throw HostException.Refused(
                    (release is not null ? "--release" : within is not null ? "--enforce" : "--catalogue")
                    + " is given without --fleet; allowed is an "
                    + "inventory with it, whose devices are the fleet");
        }

        var report = Read(fleet);
        var kinds = report.Kinds;
        var folder = WholeFile.IsStandardOutput(path) ? "" : Path.GetDirectoryName(path) ?? "";
        var inventory = Path.GetRelativePath(folder.Length > 0 ? folder : ".", fleet);
        var catalogue = feeds.Length > 0 ? CatalogueCommand.Read(feeds).Catalogue : new PublishedCatalogue();
        var draft = ScenarioDraft.Of(new()
        {
            Name = name,
            Inventory = inventory,
            Kinds = kinds,
            Catalogue = catalogue,
            Feeds = [.. feeds.Select(feed => Path.GetFileName(feed))],
            Release = release,
            Enforce = within,
            Days = days,
        });
        if (draft is DraftReading.Refused refused)
            throw HostException.Refused(refused.Message);
        var accepted = (DraftReading.Accepted)draft;

        // Without a question, and with a fleet for which no response was ever published, the starter says more.
        var isStarter = release is null && within is null && feeds.Length == 0 && accepted.Able == 0;
        var written = isStarter
            ? starter with { Text = WithInventory(starter.Text, inventory) }
            : new(accepted.Text, Sentence(accepted, kinds.Sum(kind => (long)kind.Devices)));
        Require(written.Text, path, folder);
        return written with { Inventory = report.Files[0] };
    }

    private static ImportReport Read(string fleet) =>
        InventoryFile.Read(fleet, null, ColumnChoice.None) switch
        {
            InventoryReading.Accepted accepted => accepted.Report,
            InventoryReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };

    private static string Sentence(DraftReading.Accepted draft, long devices) =>
        $": {draft.Release} of {draft.Day:yyyy-MM-dd}, {HumanText.Count(devices, "device")}, "
        + (draft.Able == 0
            ? "none of which has a build that it can be installed on"
            : $"{HumanText.Count(draft.Able)} with a build that it can be installed on");

    private static string WithInventory(string starter, string inventory) => FleetOfShares().Replace(
        starter, $"  inventory = {QuotedText.Of(inventory)}\n".Replace("$", "$$", StringComparison.Ordinal), 1);

    /// <summary>What the command writes is valid: contradictions of fleet and catalogue are found before.</summary>
    private static void Require(string text, string path, string folder)
    {
        if (ScenarioReader.Read(path, text, ScenarioOverrides.None, folder) is ScenarioReading.Refused refused)
            throw HostException.Refused($"fleet and catalogue contradict each other: {refused.Message}");
    }

    [GeneratedRegex(
        @"^  devices = \d+\n  platforms = \[\n.*?^  \]\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FleetOfShares();
}
