using System.Text;
using RsrActors.Actors.Kernel;
using RsrActors.Model;
using RsrActors.Model.Simulation;
using Xunit.Sdk;

namespace RsrActors.TestKit;

/// <summary>
/// What a failing test prints: the expectation, the seed that reproduces the failure, and the history concerned.
/// </summary>
internal static class Failure
{
    /// <param name="concerned">The entity whose history shows the cause.</param>
    public static XunitException Of(RunningFleet fleet, string sentence, FleetMember? concerned = null) =>
        new(Text(fleet, sentence, concerned, [], cause: null));

    public static XunitException OfRun(RunningFleet fleet, Exception cause)
    {
        // An event that breaks an invariant stops its window, so that it is not in the history yet.
        var offending = (cause as InvariantBrokenException)?.Offending ?? [];
        var concerned = fleet.Devices.FirstOrDefault(
            device => !offending.IsEmpty && device.Entity == offending[0].Entity);
        return new(Text(
            fleet, $"The run failed: {cause.Message}", concerned,
            [.. offending.Where(happened => happened.Seq > (concerned?.Events.Count ?? 0))], cause));
    }

    private static string Text(
        RunningFleet fleet, string sentence, FleetMember? concerned, RecordedEvent[] more, Exception? cause)
    {
        var scenario = fleet.Scenario;
        var text = new StringBuilder()
            .AppendLine(sentence)
            .AppendLine(
                $"Seed {scenario.Seed}, scenario {scenario.Name}, {Words.Count(scenario.Fleet.Devices, "device")}.")
            .AppendLine($"Virtual time {HistoryText.OfMoment(fleet.Now, scenario)}, {fleet.Now} after the start.");
        if (concerned is not null)
        {
            text.AppendLine($"The history of {concerned}:")
                .AppendLine(concerned.Events.Count + more.Length == 0
                    ? "nothing has happened"
                    : HistoryText.Of(concerned.Events.Concat(more), scenario));
        }

        // The message of a broken invariant is complete. Any other exception is a bug, and its stack trace is needed.
        if (cause is not (null or InvariantBrokenException))
            text.AppendLine(cause.ToString());
        return text.ToString().TrimEnd();
    }
}
