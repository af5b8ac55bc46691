using RsrActors.Model.Platforms;

namespace RsrActors.Model.Contents;

/// <summary>
/// A file of a system. The simulation stores a stand-in of a few kilobytes; downloads, writes and free space are
/// computed from the size for which it stands.
/// </summary>
/// <param name="Path">The path of the real file, from the root of its volume or cryptex.</param>
/// <param name="StandIn">Bytes of the stand-in.</param>
/// <param name="Size">Bytes of the real file, as assumed.</param>
/// <param name="Kind">What the file is; it decides how much of it changes with others.</param>
public sealed record ContentFile(string Path, Component Component, int StandIn, long Size, ContentKind Kind);

/// <summary>The kinds of files that behave differently when a system changes.</summary>
public enum ContentKind
{
    /// <summary>Code that runs; a trust cache lists it.</summary>
    Binary,

    /// <summary>
    /// A shared cache of the dynamic linker: all libraries in one file, linked to each other. When one library changes,
    /// addresses change in all of it.
    /// </summary>
    SharedCache,

    /// <summary>Anything that is not code.</summary>
    Data,
}
