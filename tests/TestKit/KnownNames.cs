using RsrActors.Model.Scenarios;

namespace RsrActors.TestKit;

/// <summary>A test with an unknown name fails at once with that message, and not as a failed run.</summary>
internal static class KnownNames
{
    /// <param name="name"><c>16.5.1-a</c> or <c>16.5.1 (a)</c>.</param>
    public static Release Require(this Scenario scenario, string name) =>
        scenario.FindRelease(Release.NormaliseId(name)) ?? throw new ArgumentException(
            $"The scenario has no release '{name}'; "
            + $"it has {string.Join(", ", scenario.Releases.Select(one => one.Id))}.",
            nameof(name));

    /// <summary>A response, or a software update by its version.</summary>
    public static IRelease RequireAny(this Scenario scenario, string name) =>
        scenario.AllReleases.FirstOrDefault(one => one.Id == Release.NormaliseId(name)) ?? throw new ArgumentException(
            $"The scenario has no release '{name}'; "
            + $"it has {string.Join(", ", scenario.AllReleases.Select(one => one.Id))}.",
            nameof(name));

    /// <summary>Every name in a command is known.</summary>
    public static void Require(this Scenario scenario, OperatorCommand command)
    {
        if (command is OperatorCommand.Install { Release: var response })
            scenario.Require(response);
        else if (command is ICommandForRelease { Release: var release })
            scenario.RequireAny(release);
        if (command is ICommandForDevice { Device: var device }
            && (device < 0 || device >= scenario.Fleet.Devices))
        {
            throw new ArgumentException(
                $"'{command}': the fleet has devices 0 to {scenario.Fleet.Devices - 1}.", nameof(command));
        }
    }
}
