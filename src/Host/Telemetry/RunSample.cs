using RsrActors.Actors.Kernel;
using RsrActors.Actors.Signing;
using RsrActors.Host.Live;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Telemetry;

/// <summary>What the run answered when it was last asked.</summary>
/// <param name="Taken">The timestamp of the clock of the sampler.</param>
/// <param name="ClosedAt">The timestamp at which another closed epoch was seen, or nothing waited to be stored.</param>
/// <param name="Fleet">The last census of this or another client; null before the first one.</param>
/// <param name="Signing">Null before recovery is complete.</param>
internal sealed record RunSample(
    long Taken, LiveProtocol.Status Status, long ClosedAt, CountedFleet? Fleet, SigningSample? Signing);

/// <summary>The signing service at a moment of virtual time.</summary>
internal sealed record SigningSample(VirtualTime At, SigningView View);
