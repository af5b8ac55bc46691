using Akka.Actor;
using RsrActors.Model.Analytics;
using static RsrActors.Actors.Analytics.AnalyticsProtocol;

namespace RsrActors.Actors.Analytics;

/// <summary>
/// Counts crashes: a shell over <see cref="CrashCounting"/> without state. Its death loses nothing: the parent sends
/// the request again.
/// </summary>
public sealed class CrashCounterActor : ReceiveActor
{
    public CrashCounterActor(Surveillance surveillance) => Receive<Count>(request =>
    {
        if (request.Deadly)
            throw new CrashCounterDiedException();
        Sender.Tell(new Counted(
            [.. request.Reports.Select(reports => CrashCounting.Count(surveillance, request.Releases, reports))]));
    });

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new Ready());
}

/// <summary>A crash counter got a request that the scenario's faults let kill it.</summary>
public sealed class CrashCounterDiedException() : Exception("A crash counter died.");
