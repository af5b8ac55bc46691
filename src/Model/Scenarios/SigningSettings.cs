using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// The signing service as a queueing system. Its capacity is virtual; it does not depend on the number of threads that
/// sign.
/// </summary>
/// <param name="Latency">One way, between a device and the service; not below the lookahead.</param>
/// <param name="Servers">Requests served at the same time.</param>
/// <param name="ServiceTime">Mean service time of a request; exponential.</param>
/// <param name="LongestQueue">A request that would wait longer is refused as rate limited.</param>
public sealed record SigningSettings(
    SigningAlgorithm Algorithm, Span Latency, int Servers, TimeSpan ServiceTime, TimeSpan LongestQueue);
