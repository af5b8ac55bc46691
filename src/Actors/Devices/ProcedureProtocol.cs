using RsrActors.Model.Devices.Installing;

namespace RsrActors.Actors.Devices;

/// <summary>What passes between a device and the procedure it supervises.</summary>
public static class ProcedureProtocol
{
    /// <summary>Answered by <see cref="Succeeded"/>; or the procedure throws, and supervision answers.</summary>
    public sealed record Work(DeviceWork Step);

    public sealed record Succeeded(WorkResult Result)
    {
        /// <summary>There is nothing to bring back.</summary>
        public static readonly Succeeded Simply = new(WorkResult.Done.Instance);
    }

    /// <summary>The procedure was restarted. It does nothing until it is told to.</summary>
    public sealed record Ready;
}
