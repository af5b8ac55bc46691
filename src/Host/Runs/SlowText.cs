using RsrActors.Actors.Kernel;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Runs;

/// <summary>The sentence for a part of a run that has taken ten seconds.</summary>
internal static class SlowText
{
    /// <summary>No window is open: the processes of a run with nothing stored are being started.</summary>
    public const string Starting = "Starting";

    /// <summary>No window is open: the stored events are being read.</summary>
    public const string Reading = "Reading what is stored";

    /// <param name="beginning">
    /// <see cref="Starting"/> or <see cref="Reading"/>, for a run without a window so far.
    /// </param>
    public static string Of(SimulationProtocol.Slow slow, string beginning) =>
        (slow.Window == 0 ? beginning : $"Window {slow.Window}")
        + $" has taken ten seconds or more: it waits for {slow.Process}"
        + (slow.Entities.IsEmpty ? "" : $" ({string.Join(", ", slow.Entities)})")
        + (slow.Others == 0 ? "." : $" and {HumanText.Count(slow.Others, "other")}.");

    /// <param name="events">The number of stored events when a run begins or is resumed.</param>
    public static string Beginning(long events) => events == 0 ? Starting : Reading;
}
