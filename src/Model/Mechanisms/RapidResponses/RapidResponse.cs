using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Mechanisms.RapidResponses;

/// <summary>
/// A Rapid Security Response changes the two cryptexes, whose content is bootstrapped after the kernel has booted.
/// </summary>
public sealed class RapidResponse : Mechanism
{
    public override MechanismKind Kind => MechanismKind.RapidResponse;

    public override Activation Active => Activation.Restart;

    public override string UndoneBy => "antipatch and restart";

    public override int BatteryNeeded(PlatformTimings timings)
    {
        ArgumentNullException.ThrowIfNull(timings);
        return timings.ResponseBattery;
    }

    public override string? Objection(Component component, Platform platform, string? version) =>
        !platform.IsApple ? $"{platform.Name} has no cryptexes, so it has no responses"
        : version is not null && !platform.HasCryptexes(version)
            ? $"version {version} of {platform.Name} has no cryptexes, so it has no responses"
        : component.IsInCryptex ? null
        : component.IsBootedBefore
            ? "the content of cryptexes is bootstrapped after the kernel has booted, so a response cannot change what "
                + "boots before"
        : "a response changes only the content of cryptexes";
}
