namespace RsrActors.Model.Cryptexes;

/// <summary>The bytes of a cryptex or of its patch are wrong.</summary>
public abstract class CryptexFaultException(string message) : Exception(message);

/// <summary>The patch is not a readable frame, or was made for another image.</summary>
public sealed class BrokenPatchException(string message) : CryptexFaultException(message);

/// <summary>The patch arrived with bytes other than the published ones.</summary>
public sealed class PatchDigestMismatchException(Digest expected, Digest actual)
    : CryptexFaultException($"The patch has the digest {actual} and should have {expected}.");

/// <summary>The image is not the one in its ticket.</summary>
public sealed class ImageDigestMismatchException(Digest expected, Digest actual)
    : CryptexFaultException($"The image has the digest {actual} and should have {expected}.");

/// <summary>The image's measured digest is no longer equal to its seal.</summary>
public sealed class BrokenSealException(Seal expected, Seal actual)
    : CryptexFaultException($"The image measures {actual} and is sealed as {expected}.");

/// <summary>A file that a software update wrote is not the one of the update.</summary>
public sealed class FileDigestMismatchException(string path, Digest expected, Digest actual)
    : CryptexFaultException($"{path} has the digest {actual} and should have {expected}.");
