using Parquet;
using RsrActors.Host.Tests.Laboratory.Pages;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary><c>runs.parquet</c> and <c>curves.parquet</c>, read again.</summary>
public sealed class ParquetTests
{
    private const double Never = double.PositiveInfinity;

    private readonly ExperimentPlan _plan = PageSamples.Plan(5, "linear", "max-sprt, \"quoted\"");

    [Fact]
    public async Task Runs_have_the_columns_and_rows_of_the_CSV()
    {
        var rows = PageSamples.Rows(_plan);
        using var csv = new MemoryStream();
        using (var writer = new RunsCsv(_plan, csv))
        {
            foreach (var row in rows)
                writer.Write(row);
        }

        var header = System.Text.Encoding.UTF8.GetString(csv.ToArray()).Split('\n')[0].TrimEnd('\r');
        await using var reader = await Open(RunsParquet.Of(_plan, rows));

        Assert.Equal(header, string.Join(',', reader.Schema.DataFields.Select(field => field.Name)));
        Assert.Equal(rows.Length, reader.OpenRowGroupReader(0).RowCount);
        Assert.All(
            reader.Schema.DataFields, field => Assert.Equal(
                field.Name switch
                {
                    "cell" or "rule" or "response" or "status" or "reason" => typeof(ReadOnlyMemory<char>),
                    "replication" => typeof(int),
                    "seed" => typeof(long),
                    _ => typeof(double),
                },
                field.ClrType));
        Assert.Equal(rows.Select(row => (long?)row.Seed).ToArray(), await Column<long>(reader, "seed"));
    }

    [Fact]
    public async Task Never_is_infinite_and_what_does_not_apply_or_failed_is_null()
    {
        var rows = PageSamples.Rows(_plan).Select(row => row switch
        {
            { Cell: 0, Replication: 1 } => row with { Outcome = new RunOutcome.Failed("It broke.") },
            { Cell: 1, Replication: 1 } => row with { Outcome = With(row, [Never, null, 0.1 + 0.2]) },
            _ => row,
        }).ToArray();
        await using var reader = await Open(RunsParquet.Of(_plan, rows));
        var columns = _plan.Measures.Take(3).Select(measure => measure.Name).ToArray();

        double?[] first = await Column<double>(reader, columns[0]);
        Assert.Equal([null, Never], first[..2]);
        Assert.Null((await Column<double>(reader, columns[1]))[1]);
        Assert.Equal(0.3, (await Column<double>(reader, columns[2]))[1]);
    }

    [Fact]
    public void Equal_rows_give_equal_bytes()
    {
        var rows = PageSamples.Rows(_plan);

        Assert.Equal(RunsParquet.Of(_plan, rows), RunsParquet.Of(_plan, [.. rows]));
        Assert.Equal(CurvesParquet.Of(_plan, rows), CurvesParquet.Of(_plan, [.. rows]));
    }

    [Fact]
    public async Task Curves_have_the_quantiles_of_each_hour_over_the_runs_of_a_cell()
    {
        int[][] runs = [[0, 10, 50], [0, 20, 60], [0, 30, 70], [0, 40, 80], [0, 50, 90]];
        RunFinished[] rows =
        [
            .. runs.Select((curve, i) => new RunFinished(
                2, i + 1, 1, new RunOutcome.Measured([]) { ProtectedByHour = [.. curve] })),
            new(0, 1, 1, new RunOutcome.Failed("It broke.")),
        ];
        await using var reader = await Open(CurvesParquet.Of(_plan, rows));

        Assert.Equal(
            ["cell", "hour", "runs", "median", "p05", "p25", "p75", "p95"],
            reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal([0, 1, 2], await Column<int>(reader, "hour"));
        Assert.Equal([5, 5, 5], await Column<int>(reader, "runs"));
        Assert.Equal([0, 0.3, 0.7], await Column<double>(reader, "median"));
        Assert.Equal([0, 0.12, 0.52], await Column<double>(reader, "p05"));
        Assert.Equal([0, 0.2, 0.6], await Column<double>(reader, "p25"));
        Assert.Equal([0, 0.4, 0.8], await Column<double>(reader, "p75"));
        Assert.Equal([0, 0.48, 0.88], await Column<double>(reader, "p95"));
    }

    [Fact]
    public async Task An_experiment_without_rows_has_files_without_rows()
    {
        await using var runs = await Open(RunsParquet.Of(_plan, []));
        await using var curves = await Open(CurvesParquet.Of(_plan, []));

        Assert.Equal(0, runs.OpenRowGroupReader(0).RowCount);
        Assert.Equal(0, curves.OpenRowGroupReader(0).RowCount);
    }

    private static RunOutcome.Measured With(RunFinished row, double?[] first) => new(
    [
        .. first, .. ((RunOutcome.Measured)row.Outcome).Values.Skip(first.Length),
    ]);

    private static Task<ParquetReader> Open(byte[] file) => ParquetReader.CreateAsync(new MemoryStream(file));

    /// <summary>A column of numbers; null where there is none.</summary>
    private static async Task<T?[]> Column<T>(ParquetReader reader, string name) where T : struct
    {
        var field = reader.Schema.DataFields.Single(one => one.Name == name);
        using var rows = reader.OpenRowGroupReader(0);
        var values = new T?[rows.RowCount];
        await Read();
        return values;

        async Task Read()
        {
            if (field.IsNullable)
            {
                await rows.ReadAsync(field, values.AsMemory());
                return;
            }

            var plain = new T[rows.RowCount];
            await rows.ReadAsync(field, plain.AsMemory());
            for (var i = 0; i < plain.Length; i++)
                values[i] = plain[i];
        }
    }
}
