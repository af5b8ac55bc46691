using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;

namespace RsrActors.Model.Devices.Installing;

/// <summary>The connection was lost during a download.</summary>
public sealed class NetworkInterruptedException()
    : Exception("The connection was lost before the end of the download.");

/// <summary>The signing service did not answer, or did not read the request.</summary>
public sealed class SigningUnavailableException(int status, string message) : Exception($"STATUS={status}: {message}")
{
    public int Status { get; } = status;
}

/// <summary>The signing service refused to sign this for this device.</summary>
public sealed class TicketRefusedException(int status, string message) : Exception($"STATUS={status}: {message}")
{
    public int Status { get; } = status;
}

/// <summary>The device does not accept a ticket.</summary>
public sealed class TicketRejectedException(TicketVerdict verdict) : Exception(verdict.ToString())
{
    public TicketVerdict Verdict { get; } = verdict;
}

/// <summary>The device does not start with the new content.</summary>
public sealed class DidNotStartException() : Exception("The device did not come up with the response's content.");

/// <summary>The boot ticket is not valid for the device and its build.</summary>
public sealed class BootTicketInvalidException(TicketVerdict verdict) : Exception($"The boot ticket: {verdict}")
{
    public TicketVerdict Verdict { get; } = verdict;
}

/// <summary>The snapshot of the system volume does not measure what its seal says.</summary>
public sealed class SnapshotSealBrokenException() : Exception("The system volume's snapshot differs from its seal.");

/// <summary>Kernel or boot kernel collection are not those of the boot ticket.</summary>
public sealed class KernelDigestMismatchException()
    : Exception("Kernel and boot kernel collection differ from those of the boot ticket.");

/// <summary>The ticket of the active response is not valid for nonce and content.</summary>
public sealed class CryptexTicketInvalidException(TicketVerdict verdict) : Exception($"The Cryptex1 ticket: {verdict}")
{
    public TicketVerdict Verdict { get; } = verdict;
}

/// <summary>An image differs from its seal, so it is not grafted.</summary>
public sealed class CryptexNotGraftedException(CryptexSubtype subtype)
    : Exception($"The image of the cryptex '{subtype.Text}' differs from its seal.");

/// <summary>No loaded trust cache lists a binary that is to run.</summary>
public sealed class ContentNotTrustedException(string message) : Exception(message);

/// <summary>The Data volume cannot be unlocked.</summary>
public sealed class DataUnlockFailedException() : Exception("The Data volume cannot be unlocked.");

/// <summary>A file that the device has stored for a response is damaged.</summary>
public sealed class StoredFileDamagedException(StoredFile file) : Exception($"The stored {file} is damaged.")
{
    public StoredFile File { get; } = file;
}
/// <summary>A software update arrived with bytes other than the published ones.</summary>
public sealed class UpdateDigestMismatchException(Digest expected, Digest actual)
    : Exception($"The update has the digest {actual} and should have {expected}.");

/// <summary>A software update could not be unpacked.</summary>
public sealed class UpdateNotPreparedException() : Exception("The software update could not be prepared.");

/// <summary>The device did not start from the RAM disk that installs a software update.</summary>
public sealed class RamDiskDidNotStartException() : Exception("The device did not start from the RAM disk.");

/// <summary>The root of the new hash tree is not the one that the vendor has signed.</summary>
public sealed class RootMismatchException(Seal expected, Seal actual)
    : Exception($"The root of the system volume is {actual}, and {expected} is signed.");

/// <summary>No snapshot of the new system volume was made.</summary>
public sealed class SnapshotNotMadeException() : Exception("No snapshot of the system volume was made.");

/// <summary>The device did not start from the new snapshot, and has started from the previous one.</summary>
public sealed class SnapshotDidNotStartException() : Exception("The device did not start from the new snapshot.");
