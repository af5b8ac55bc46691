using System.Collections.Immutable;
using RsrActors.Model.Analytics;

namespace RsrActors.Actors.Analytics;

/// <summary>Collects what the service counts within an epoch and no event tells: the epoch's working state.</summary>
internal sealed class EpochCounts
{
    private readonly List<NotedReport> _reports = [];
    private readonly List<NotedFirst> _firsts = [];
    private readonly List<SurveillanceStarted> _starts = [];
    private readonly SortedSet<(int Release, int Application)> _answered = [];
    private AnalyticsWorking? _last;

    /// <summary>The cells as they stood at the last capture.</summary>
    private ImmutableArray<CrashCell> _cells = [];

    /// <summary>What was not told to the update service at the last capture.</summary>
    private PendingUse _pending = PendingUse.None;

    public void Note(NotedReport report) => _reports.Add(report);

    public void Note(NotedFirst first) => _firsts.Add(first);

    public void Note(SurveillanceStarted start) => _starts.Add(start);

    public void NoteRecommendation(int release, int application) => _answered.Add((release, application));

    /// <summary>The working state that was stored last; it stays valid while nothing new is counted.</summary>
    public void Replayed(AnalyticsWorking working) => _last = working;

    public void Begin(AnalyticsState state) => (_cells, _pending) = (state.Cells, state.Pending);

    public AnalyticsWorking? Capture(long epoch, AnalyticsState state)
    {
        if (_reports.Count == 0 && _firsts.Count == 0 && _starts.Count == 0
            && ReferenceEquals(_pending, state.Pending))
            return _last;

        var cells = ImmutableArray.CreateBuilder<CellNews>();
        for (var i = 0; i < state.Cells.Length; i++)
        {
            if (!ReferenceEquals(state.Cells[i], _cells[i]))
                cells.Add(new(i, state.Cells[i]));
        }

        _last = new(
            epoch, [.. _reports], [.. _firsts], cells.ToImmutable(), [.. _starts],
            [.. _answered.Select(one => new RecommendationNews(
                one.Release, one.Application, state.Releases[one.Release - 1].Recommendations[one.Application]))])
        {
            Pending = state.Pending,
        };
        (_cells, _pending) = (state.Cells, state.Pending);
        _reports.Clear();
        _firsts.Clear();
        _starts.Clear();
        _answered.Clear();
        return _last;
    }
}

/// <summary>The whole state of the crash-analytics service, for a snapshot.</summary>
/// <param name="Book">It is never changed.</param>
public sealed record AnalyticsSnapshot(AnalyticsState State, ReportBook Book);
