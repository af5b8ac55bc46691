using System.Collections.Immutable;
using RsrActors.Model.Contents;

namespace RsrActors.Model.Cryptexes;

/// <summary>A file inside an image. Only binaries are listed in the trust cache.</summary>
/// <param name="Size">Bytes of the real file for which the content stands.</param>
public sealed record ImageFile(string Path, ImmutableArray<byte> Content, long Size, bool IsBinary)
{
    /// <summary>
    /// The stand-ins of files that are outside the cryptexes. A line feed separates the names, because no name contains
    /// one.
    /// </summary>
    /// <param name="origin">The version and the build in which a file changed last.</param>
    internal static IEnumerable<ImageFile> OfBuild(
        IEnumerable<ContentFile> files, string variant, Func<ContentFile, (string Version, string Build)> origin) =>
        files.Select(file =>
        {
            var (version, build) = origin(file);
            return StandIn(file, variant, new(string.Join('\n', variant, version, build, file.Path)));
        });

    /// <summary>The stand-in of a file of the real system.</summary>
    internal static ImageFile StandIn(ContentFile file, string variant, NamedChance chance) => new(
        file.Path, SyntheticBinary.Create(file.Path, variant, file.StandIn, chance), file.Size,
        file.Kind is ContentKind.Binary or ContentKind.SharedCache);
}
