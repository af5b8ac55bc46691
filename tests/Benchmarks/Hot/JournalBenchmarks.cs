using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Benchmarks.Hot;

/// <summary>
/// Writing three hundred events into a row, and reading them. Encoding includes the hash, which is also measured alone,
/// per event.
/// </summary>
public class JournalBenchmarks
{
    private readonly RowFormat _rows = new(Materials.Format);
    private byte[] _block = [];
    private byte[] _record = [];
    private byte[] _stored = [];
    private EpochCommitted _row = null!;
    private HistoryHash _sum;

    [GlobalSetup]
    public void Write()
    {
        (_block, _sum) = EncodeBlock();
        (_record, _) = EventBlock.Encode(Materials.Events[..1], HistoryHash.Empty, Materials.Format);
        _row = new(1, Materials.Events.Length, _block, ReadOnlyMemory<byte>.Empty, _sum, Materials.Events.Length);
        _stored = _rows.ToBytes(_row);
    }

    [Benchmark]
    public (byte[] Bytes, HistoryHash Sum) EncodeBlock() =>
        EventBlock.Encode(Materials.Events, HistoryHash.Empty, Materials.Format);

    [Benchmark]
    public ImmutableArray<RecordedEvent> DecodeBlock() =>
        EventBlock.Decode(_block, Materials.Events.Length, Materials.Format);

    [Benchmark]
    public byte[] RowToBytes() => _rows.ToBytes(_row);

    [Benchmark]
    public IStored RowFromBytes() => _rows.FromBytes(_stored, "epoch-1");

    [Benchmark]
    public HistoryHash HashOfOneEvent() => _sum = _sum.With(_record);
}
