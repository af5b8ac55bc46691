using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// An ordinary software update, for comparison with a response. It replaces files in the sealed system volume, computes
/// the hash tree again, has the seal signed, and restarts through a RAM disk. It needs more battery, bytes and time
/// than a response.
/// </summary>
/// <param name="Includes">Responses whose fixes it contains; they are superseded by it.</param>
public sealed record SoftwareUpdate(
    string Version, ImmutableArray<UpdateTarget> Targets, ImmutableArray<string> Includes)
{
    /// <summary>The vulnerabilities that it fixes, beside those of the responses that it includes.</summary>
    public ImmutableArray<string> Fixes { get; init; } = [];
}

/// <param name="Download">Bytes.</param>
public sealed record UpdateTarget(Platform Platform, string FromBuild, string Version, string Build, long Download);
