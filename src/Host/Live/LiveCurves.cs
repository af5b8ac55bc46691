using RsrActors.Model.Simulation;
using RsrActors.Reports;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Live;

/// <summary>
/// The curves of a live run: a projection of the closed epochs, which the fleet is not asked for. It begins with the
/// first request, reads the journal from the beginning, and then only what is new.
/// </summary>
internal sealed class LiveCurves(LiveSimulation live, ClosedEpochs epochs) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private ReportProjection? _projection;
    private EpochPlace _place = EpochPlace.Beginning;
    private VirtualTime _end = VirtualTime.Zero;

    /// <param name="hour">The number of the first hour.</param>
    public async Task<FleetCurves> From(int hour, CancellationToken cancelled)
    {
        await _gate.WaitAsync(cancelled);
        try
        {
            _projection ??= Begin();
            while (await epochs.After(_place, cancelled) is { } epoch)
            {
                foreach (var happened in epoch.Events)
                    _projection.Apply(happened);
                (_place, _end) = (epoch.After, epoch.End);
            }

            return _projection.CurvesUntil(_end, hour);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private ReportProjection Begin()
    {
        var projection = new ReportProjection(live.World, []);
        projection.KeepCurves();
        return projection;
    }
}
