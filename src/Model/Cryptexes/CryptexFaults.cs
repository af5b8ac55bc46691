namespace RsrActors.Model.Cryptexes;

/// <summary>Bytes of a cryptex or of its patch are not what they have to be.</summary>
public abstract class CryptexFaultException(string message) : Exception(message);

/// <summary>The patch is no frame that can be read, or was made for another image.</summary>
public sealed class BrokenPatchException(string message) : CryptexFaultException(message);

/// <summary>The patch arrived with other bytes than were published.</summary>
public sealed class PatchDigestMismatchException(Digest expected, Digest actual)
    : CryptexFaultException($"The patch has the digest {actual} and should have {expected}.");

/// <summary>The image is not the one that its ticket names.</summary>
public sealed class ImageDigestMismatchException(Digest expected, Digest actual)
    : CryptexFaultException($"The image has the digest {actual} and should have {expected}.");

/// <summary>The image's blocks no longer measure what its seal says.</summary>
public sealed class BrokenSealException(Seal expected, Seal actual)
    : CryptexFaultException($"The image measures {actual} and is sealed as {expected}.");
