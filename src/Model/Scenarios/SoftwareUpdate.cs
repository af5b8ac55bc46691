using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// An ordinary software update: the contrast to a response. It replaces files in the sealed system volume, computes the
/// hash tree again, has the seal signed, and restarts through a RAM disk; it wants more battery, more bytes and more
/// time.
/// </summary>
/// <param name="Includes">Responses whose fixes it carries; they are superseded by it.</param>
public sealed record SoftwareUpdate(
    string Version, ImmutableArray<UpdateTarget> Targets, ImmutableArray<string> Includes);

/// <param name="Download">Bytes.</param>
public sealed record UpdateTarget(Platform Platform, string FromBuild, string Version, string Build, long Download);
