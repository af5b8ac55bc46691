using System.Globalization;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Runs;

/// <summary>Reads the names of entities that users give.</summary>
internal static class Entities
{
    private const string DevicePrefix = "device-";

    /// <exception cref="HostException">There is no such entity in the scenario.</exception>
    public static EntityId Parse(string name, Scenario scenario) => Find(name, scenario)
        ?? throw HostException.Refused(DeviceNumber(name) is { } number
            ? $"There is no device {number}: the fleet has device-0000000 to "
                + $"{EntityId.Device(scenario.Fleet.Devices - 1)}."
            : $"There is no entity '{name}'. There are {All(scenario)}.");

    /// <summary>All entities of a scenario, for messages.</summary>
    public static string All(Scenario scenario) =>
        $"device-0000000 to {EntityId.Device(scenario.Fleet.Devices - 1)}, "
        + $"{string.Join(", ", scenario.AllReleases.Select(one => "release-" + one.Id))}, "
        + string.Join(", ", FleetSimulation.ServicesOf(scenario));

    /// <summary>The number of <c>42</c> or <c>device-0000042</c>; null for any other text.</summary>
    public static int? DeviceNumber(string name)
    {
        var isName = name.StartsWith(DevicePrefix, StringComparison.OrdinalIgnoreCase);
        var digits = name.AsSpan(isName ? DevicePrefix.Length : 0);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Null when the scenario has no such entity.</summary>
    public static EntityId? Find(string name, Scenario scenario)
    {
        if (DeviceNumber(name) is { } device)
            return device < scenario.Fleet.Devices ? EntityId.Device(device) : null;

        var release = Release.NormaliseId(
            name.StartsWith("release-", StringComparison.Ordinal) ? name["release-".Length..] : name);
        if (scenario.FindRelease(release) is not null || scenario.FindUpdate(release) is not null)
            return EntityId.Release(release);

        foreach (var service in FleetSimulation.ServicesOf(scenario))
        {
            if (service.ToString() == name)
                return service;
        }

        return null;
    }
}
