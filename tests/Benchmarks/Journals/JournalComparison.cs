using RsrActors.Host.Benchmarks;
using RsrActors.Host.Storage;

namespace RsrActors.Benchmarks.Journals;

/// <summary>
/// <c>journal</c>: what <c>rsr bench journal</c> measures, compared with a persistent actor per device.
/// </summary>
internal sealed class JournalComparison(int events, int devices, int threads)
{
    public async Task<BenchmarkFigures> Run()
    {
        var figures = await new JournalBenchmark(events, threads, PostgresConnection.FindAny(option: null)).Run();
        var raw = figures.Lines.Single(line => line.Ratio == 1).Value;
        var usual = devices * PersistentDevices.EventsEach / await Usual();
        return new(
        [
            .. figures.Lines,
            new($"one persistent actor per device, {devices:N0} devices", usual, "events/s", usual / raw),
        ]);
    }

    private async Task<double> Usual()
    {
        using var folder = new ScratchFolder();
        return await new PersistentDevices(devices).Run(folder.Path);
    }
}
