using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>A time during which a device is kept off its charger.</summary>
/// <param name="Until">From then on its battery is what its days make of it, as if nothing had been.</param>
public sealed record Unplugged(VirtualTime Since, VirtualTime Until)
{
    public bool Holds(VirtualTime at) => at >= Since && at < Until;
}
