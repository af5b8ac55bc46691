using System.Collections.Immutable;

namespace RsrActors.Model.Cryptexes;

/// <summary>A file inside an image. Only binaries are listed in the trust cache.</summary>
public sealed record CryptexFile(string Path, ImmutableArray<byte> Content, bool IsBinary);
