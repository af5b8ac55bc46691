using RsrActors.Model.Devices.Installing;

namespace RsrActors.Actors.Devices;

/// <summary>The Akka messages between a device and the procedure that it supervises.</summary>
public static class ProcedureProtocol
{
    /// <summary>Answered by <see cref="Succeeded"/>, or the procedure throws, and its supervisor decides.</summary>
    public sealed record Work(DeviceWork Step);

    public sealed record Succeeded(WorkResult Result)
    {
        /// <summary>The work has no result.</summary>
        public static readonly Succeeded Simply = new(WorkResult.Done.Instance);
    }

    /// <summary>The procedure was restarted. It does nothing until it gets <see cref="Work"/>.</summary>
    public sealed record Ready;
}
