using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Stored;

/// <summary>The stored form of the one event of an experiment: a run has ended.</summary>
public static class ExperimentFormat
{
    private const int Measured = 0;
    private const int Failed = 1;

    /// <summary>It grows when rows that an older program stored have another meaning.</summary>
    public const int Version = 1;

    public static readonly PayloadFormat Rows =
        new PayloadFormat().Add<RunFinished>("run-finished-1", Write, Read);

    private static void Write(ref MessagePackWriter writer, RunFinished row)
    {
        writer.WriteArrayHeader(6);
        writer.Write(row.Cell);
        writer.Write(row.Replication);
        writer.Write(row.Seed);
        switch (row.Outcome)
        {
            case RunOutcome.Measured measured:
                writer.Write(Measured);
                Write(ref writer, measured.Values);
                WriteDifferences(ref writer, measured.ProtectedByHour);
                break;
            case RunOutcome.Failed failed:
                writer.Write(Failed);
                writer.Write(failed.Reason);
                writer.WriteNil();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(row), row.Outcome, "A new outcome needs a form here.");
        }
    }

    private static RunFinished Read(ref MessagePackReader reader)
    {
        reader.ReadArrayHeader();
        var (cell, replication, seed) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadUInt64());
        if (reader.ReadInt32() == Failed)
        {
            var reason = reader.ReadString()!;
            reader.ReadNil();
            return new(cell, replication, seed, new RunOutcome.Failed(reason));
        }

        var values = ReadValues(ref reader);
        return new(
            cell, replication, seed,
            new RunOutcome.Measured(values) { ProtectedByHour = ReadDifferences(ref reader) });
    }

    private static void Write(ref MessagePackWriter writer, ImmutableArray<double?> values)
    {
        writer.WriteArrayHeader(values.Length);
        foreach (var value in values)
        {
            if (value is { } number)
                writer.Write(number);
            else
                writer.WriteNil();
        }
    }

    private static ImmutableArray<double?> ReadValues(ref MessagePackReader reader)
    {
        var values = new double?[reader.ReadArrayHeader()];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.TryReadNil() ? null : reader.ReadDouble();
        return [.. values];
    }

    /// <summary>Neighbours differ by little, so the differences take a byte or two.</summary>
    private static void WriteDifferences(ref MessagePackWriter writer, ImmutableArray<int> numbers)
    {
        writer.WriteArrayHeader(numbers.Length);
        var before = 0;
        foreach (var number in numbers)
        {
            writer.Write(number - before);
            before = number;
        }
    }

    private static ImmutableArray<int> ReadDifferences(ref MessagePackReader reader)
    {
        var numbers = new int[reader.ReadArrayHeader()];
        var before = 0;
        for (var i = 0; i < numbers.Length; i++)
            before = numbers[i] = before + reader.ReadInt32();
        return [.. numbers];
    }
}
