using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Adoption;

/// <summary>Collects the decisions about rollouts, with their reasons. Events of devices are none.</summary>
internal sealed class DecisionProjection
{
    private const string CrashAnalytics = "crash-analytics";
    private const string Fleet = "fleet";
    private const string SigningService = "signing-service";

    private readonly ImmutableArray<DecisionFigures>.Builder _rows = ImmutableArray.CreateBuilder<DecisionFigures>();

    /// <summary>Adds the row of an event, if it has one.</summary>
    public void Apply(in RecordedEvent recorded)
    {
        if (RowOf(recorded) is { } row)
            _rows.Add(row);
    }

    /// <summary>The rows so far, in the order of time. More events may follow.</summary>
    public ImmutableArray<DecisionFigures> ToFigures() => _rows.ToImmutable();

    private static DecisionFigures? RowOf(in RecordedEvent recorded) => recorded.Event switch
    {
        ReleaseEvent e => RowOf(e, recorded.Entity.ReleaseId!, recorded.At),
        OperatorEvent.CommandAccepted { Command: not ICommandForDevice } e => Row(
            recorded.At, AddresseeOf(e.Command), DecisionKind.Ordered, e.IssuedBy, e.Command.ToString()),
        AnalyticsEvent.RegressionDetected e => Row(
            recorded.At, e.Release, DecisionKind.Alarm, CrashAnalytics,
            $"{e.Application} on {e.Platform.Name}: {e.Why}") with
        {
            Evidence = EvidenceOf([new("crashes", e.Crashes), new("expected", e.Expected)]),
        },
        AnalyticsEvent.AffectedApplicationsPublished e => Row(
            recorded.At, e.Release, DecisionKind.Listed, CrashAnalytics,
            $"{string.Join(", ", e.Applications)}. {e.Evidence}"),
        SigningEvent.SigningOutageStarted => Row(
            recorded.At, SigningService, DecisionKind.OutageStarted, null, null),
        SigningEvent.SigningOutageEnded => Row(recorded.At, SigningService, DecisionKind.OutageEnded, null, null),
        _ => null,
    };

    private static DecisionFigures? RowOf(ReleaseEvent happened, string id, VirtualTime at) => happened switch
    {
        ReleaseEvent.Drafted => null,
        ReleaseEvent.Published e => Row(at, id, DecisionKind.Published, Words.Of(e.SetBy), null) with
        {
            Percent = e.Percent,
        },
        ReleaseEvent.RampAdvanced e => Row(at, id, DecisionKind.Ramped, Words.Of(e.SetBy), null) with
        {
            Percent = e.Percent,
        },
        ReleaseEvent.RolloutHeld e => Row(at, id, DecisionKind.Held, e.Rule, e.Why),
        ReleaseEvent.RolloutDecided e => Row(at, id, DecisionKind.Decided, $"{e.Rule}, {e.By}", e.Why) with
        {
            Decision = e.Decision,
            Evidence = EvidenceOf(e.Figures),
        },
        ReleaseEvent.RingPromoted e => Row(at, id, DecisionKind.RingPromoted, Words.Of(e.By), null) with
        {
            Ring = e.Ring,
        },
        ReleaseEvent.RingHeld e => Row(at, id, DecisionKind.RingHeld, null, e.Cause) with { Ring = e.Ring },
        ReleaseEvent.Paused e => Row(at, id, DecisionKind.Paused, null, e.Cause),
        ReleaseEvent.Resumed e => Row(at, id, DecisionKind.Resumed, null, e.Cause),
        ReleaseEvent.Withdrawn e => Row(at, id, DecisionKind.Withdrawn, null, e.Cause) with
        {
            RemovesFromDevices = e.RemoveFromDevices,
        },
        ReleaseEvent.Superseded e => Row(at, id, DecisionKind.Superseded, null, $"{e.By} takes its place."),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs its row here."),
    };

    private static DecisionFigures Row(VirtualTime at, string about, DecisionKind what, string? by, string? why) =>
        new()
        {
            Seconds = FixedDecimals.Seconds(at.Milliseconds),
            About = about,
            What = Words.Of(what),
            By = by,
            Why = why,
        };

    private static string AddresseeOf(OperatorCommand command) => command switch
    {
        ICommandForRelease one => one.Release,
        OperatorCommand.StartSigningOutage or OperatorCommand.EndSigningOutage => SigningService,
        _ => Fleet,
    };

    /// <summary>A figure that is infinite has no number, and is left out.</summary>
    private static ImmutableSortedDictionary<string, decimal>? EvidenceOf(ImmutableArray<Figure> figures)
    {
        var known = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        foreach (var figure in figures)
        {
            if (FixedDecimals.Of(figure.Value) is { } value)
                known[figure.Name] = value;
        }

        return known.Count == 0 ? null : known.ToImmutable();
    }
}
