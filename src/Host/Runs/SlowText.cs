using RsrActors.Actors.Kernel;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Runs;

/// <summary>What is said when a part of a run has taken ten seconds, in a sentence.</summary>
internal static class SlowText
{
    /// <summary>No window is open: the processes of a run with nothing stored are being started.</summary>
    public const string Starting = "Starting";

    /// <summary>… or the stored events are being read.</summary>
    public const string Reading = "Reading what is stored";

    /// <param name="beginning">What goes on before the first window: one of the above.</param>
    public static string Of(SimulationProtocol.Slow slow, string beginning) =>
        (slow.Window == 0 ? beginning : $"Window {slow.Window}")
        + $" has taken ten seconds or more: it waits for {slow.Process}"
        + (slow.Entities.IsEmpty ? "" : $" ({string.Join(", ", slow.Entities)})")
        + (slow.Others == 0 ? "." : $" and {HumanText.Count(slow.Others, "other")}.");

    /// <param name="events">That are stored when a run begins or goes on.</param>
    public static string Beginning(long events) => events == 0 ? Starting : Reading;
}
