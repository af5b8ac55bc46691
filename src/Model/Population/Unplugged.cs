using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>A time during which a device is off its charger.</summary>
/// <param name="Until">From this moment on its battery is as if it had not been unplugged.</param>
public sealed record Unplugged(VirtualTime Since, VirtualTime Until)
{
    public bool Holds(VirtualTime at) => at >= Since && at < Until;
}
