using System.Collections.Immutable;

namespace RsrActors.Scenarios;

/// <summary>What a command line changes in a scenario, as it was typed.</summary>
/// <param name="Settings">
/// Each <c>key=value</c>; the key is the dotted path in the file, items of lists count from 0.
/// </param>
/// <param name="Seed">Short for <c>scenario.seed</c>.</param>
/// <param name="Devices">Short for <c>fleet.devices</c>.</param>
/// <param name="Days">
/// Short for <c>scenario.duration</c>. It also leaves out the script's steps after the end; a setting of the same
/// key refuses them.
/// </param>
public sealed record ScenarioOverrides(
    ImmutableArray<string> Settings, string? Seed = null, string? Devices = null, string? Days = null)
{
    /// <summary>
    /// An inventory whose devices replace those of the scenario: <c>fleet.devices</c> and <c>fleet.platforms</c> of the
    /// file are left out. Its path is relative to the working directory.
    /// </summary>
    public string? Fleet { get; init; }

    public static readonly ScenarioOverrides None = new([]);

    /// <summary>The option, the key, and the value in the form in which it stands in the file.</summary>
    internal IEnumerable<(string Option, string Key, string Value)> All()
    {
        if (Fleet is not null)
            yield return ("--fleet", "fleet.inventory", Fleet.Length > 0 ? Path.GetFullPath(Fleet) : "");
        foreach (var setting in Settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? ("--set", setting, "")
                : ("--set", setting[..equals].Trim(), setting[(equals + 1)..].Trim());
        }

        if (Seed is not null)
            yield return ("--seed", "scenario.seed", Seed);
        if (Devices is not null)
            yield return ("--devices", "fleet.devices", Devices);
        if (Days is not null)
            yield return ("--days", "scenario.duration", $"{Days} d");
    }
}
