using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// The signing service as a queueing system. Its capacity is virtual; how many threads sign is another matter.
/// </summary>
/// <param name="Latency">One way, between a device and the service. Not below the lookahead.</param>
/// <param name="Servers">Requests served at the same time.</param>
/// <param name="ServiceTime">Mean time one request takes; exponential.</param>
/// <param name="LongestQueue">A request that would wait longer is turned away as rate limited.</param>
public sealed record SigningSettings(
    SigningAlgorithm Algorithm, Span Latency, int Servers, TimeSpan ServiceTime, TimeSpan LongestQueue);
