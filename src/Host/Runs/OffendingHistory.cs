using System.Text;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Runs;

/// <summary>
/// The history of the entity that broke an invariant: its stored events, then the events that broke the rule.
/// </summary>
internal static class OffendingHistory
{
    /// <returns>
    /// Lines as in an export, after a line break; empty when the broken rule does not concern one entity.
    /// </returns>
    public static string Of(InvariantBrokenException broken, RunDirectory directory, PayloadFormat format)
    {
        if (broken.Offending.IsEmpty)
            return "";
        var entity = broken.Offending[0].Entity;
        using var lines = new MemoryStream();
        using (var export = new JsonLinesExport(lines, directory.Scenario.Start))
        {
            foreach (var happened in Stored(entity, directory, format).Concat(broken.Offending))
                export.Write(happened);
            export.Flush();
        }

        return $"{Environment.NewLine}Its history, without earlier events of the epoch that was not stored:"
            + Environment.NewLine
            + Encoding.UTF8.GetString(lines.ToArray()).TrimEnd();
    }

    private static List<RecordedEvent> Stored(EntityId entity, RunDirectory directory, PayloadFormat format)
    {
        using var stored = new StoredRun(directory.Storage.Rows, format);
        return [.. stored.Events(FleetSimulation.ProcessOf(entity, directory.Scenario)).Where(
            happened => happened.Entity == entity)];
    }
}
