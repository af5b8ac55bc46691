using System.Globalization;
using RsrActors.Host.Runs;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Commands;

/// <summary>Reads the names under which people ask for entities.</summary>
internal static class Entities
{
    private static readonly EntityId[] Services =
        [EntityId.SigningService, EntityId.UpdateService, EntityId.CrashAnalytics, EntityId.Operator];

    /// <exception cref="HostException">There is no such entity in the scenario.</exception>
    public static EntityId Parse(string name, Scenario scenario)
    {
        var number = name.StartsWith("device-", StringComparison.Ordinal) ? name["device-".Length..] : name;
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var device))
            return Device(device, scenario);

        var release = Release.NormaliseId(name.StartsWith("release-", StringComparison.Ordinal) ? name["release-".Length..] : name);
        if (scenario.FindRelease(release) is not null)
            return EntityId.Release(release);

        foreach (var service in Services)
        {
            if (service.ToString() == name)
                return service;
        }

        throw HostException.Refused(
            $"'{name}' is nobody here. There are device-0000000 to {EntityId.Device(scenario.Fleet.Devices - 1)}, "
            + $"{string.Join(", ", scenario.Releases.Select(one => "release-" + one.Id))}, {string.Join(", ", Services)}.");
    }

    public static EntityId Device(int number, Scenario scenario) => number < scenario.Fleet.Devices
        ? EntityId.Device(number)
        : throw HostException.Refused(
            $"There is no device {number}: the fleet has device-0000000 to {EntityId.Device(scenario.Fleet.Devices - 1)}.");
}
