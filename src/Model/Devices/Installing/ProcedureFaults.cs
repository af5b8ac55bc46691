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
