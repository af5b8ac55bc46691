using Microsoft.Data.Sqlite;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A finished run. Each test damages a copy of it.</summary>
public sealed class SoundRun : IAsyncLifetime
{
    private Workplace Place { get; } = new();

    internal string Path => Place["run"];

    internal static ScenarioOverrides Overrides(int days) =>
        new(["kernel.epoch.snapshot-every=2"], Devices: "60", Days: $"{days}");

    public Task InitializeAsync() => Place.Simulate("run", "unlucky", Overrides(days: 5));

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Every stored row equals the recomputed one, or the message names the row that differs.</summary>
public sealed class VerificationTests(SoundRun sound) : IClassFixture<SoundRun>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_untouched_run_verifies()
    {
        _place.CopyOf(sound.Path, "run");

        var said = (await _place.Verify("run")).Succeeds().Output;

        Assert.Contains($"history {ReportText.HashOf(sound.Path)}", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timekeeper", 0)]
    [InlineData("timekeeper", 5)]
    [InlineData("timekeeper", 9)]
    [InlineData("cohort-000", 0)]
    [InlineData("cohort-000", 2)]
    [InlineData("cohort-000", 4)]
    [InlineData("operator", 0)]
    [InlineData("signing-service", 1)]
    [InlineData("update-service", 1)]
    public async Task One_changed_byte_is_found_and_its_row_is_named(string process, int row)
    {
        _place.CopyOf(sound.Path, "run");
        var number = ChangeOneByte("journal.db", "journal", "message", process, row);

        var message = (await _place.Verify("run")).Fails(1);

        Assert.Contains($"ow {number} of {process}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timekeeper")]
    [InlineData("cohort-000")]
    public async Task One_changed_byte_of_a_snapshot_is_found_and_it_is_named(string process)
    {
        _place.CopyOf(sound.Path, "run");
        var number = ChangeOneByte("snapshots.db", "snapshot", "snapshot", process, 0);

        var message = (await _place.Verify("run")).Fails(1);

        Assert.Contains($"snapshot of {process} at row {number}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_operator_gave_no_command_between_two_snapshots_verifies()
    {
        await _place.Simulate("run", "unlucky", SoundRun.Overrides(days: 10));

        (await _place.Verify("run")).Succeeds();
    }

    [Theory]
    [InlineData("timekeeper", 4)]
    [InlineData("timekeeper", 9)]
    [InlineData("timekeeper", 10)]
    [InlineData("cohort-000", 1)]
    [InlineData("cohort-000", 3)]
    public async Task A_deleted_row_is_found(string process, long number)
    {
        _place.CopyOf(sound.Path, "run");
        Change(
            "journal.db", "DELETE FROM journal WHERE persistence_id = $process AND sequence_number = $number", process,
            number);

        (await _place.Verify("run")).Fails(1);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("export")]
    [InlineData("history", "3")]
    [InlineData("resume")]
    public async Task A_journal_that_is_not_a_database_is_refused_with_one_message(string verb, params string[] more)
    {
        _place.CopyOf(sound.Path, "run");
        await File.WriteAllTextAsync(
            _place["run", "journal.db"], string.Concat(Enumerable.Repeat("This is a text, not a journal.\n", 500)));

        var outcome = await Workplace.RsrInProcess([verb, _place["run"], .. more]);

        Assert.Contains("journal.db", outcome.Fails(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("resume")]
    public async Task A_journal_that_was_cut_in_half_is_refused_with_one_message(string verb)
    {
        _place.CopyOf(sound.Path, "run");
        using (var journal = File.OpenWrite(_place["run", "journal.db"]))
            journal.SetLength(journal.Length / 2);

        (await Workplace.RsrInProcess(verb, _place["run"])).Fails(1);
    }

    [Fact]
    public async Task An_export_of_half_a_journal_fails_with_one_message()
    {
        _place.CopyOf(sound.Path, "run");
        using (var journal = File.OpenWrite(_place["run", "journal.db"]))
            journal.SetLength(journal.Length / 2);

        (await Workplace.RsrInProcess("export", _place["run"], "--output", _place["events.jsonl"])).Fails(1);

        Assert.False(File.Exists(_place["events.jsonl"]));
    }

    [Fact]
    public async Task A_run_without_its_journal_is_refused_with_one_message()
    {
        _place.CopyOf(sound.Path, "run");
        File.Delete(_place["run", "journal.db"]);

        Assert.Contains("missing", (await _place.Verify("run")).Fails(1), StringComparison.Ordinal);
    }

    /// <summary>Flips one bit in the middle of a stored row.</summary>
    /// <returns>The number of the row.</returns>
    private long ChangeOneByte(string file, string table, string column, string process, int row)
    {
        using var connection = Open(file);
        using var read = connection.CreateCommand();
        read.CommandText =
            $"SELECT sequence_number, {column} FROM {table} WHERE persistence_id = $process "
            + "ORDER BY sequence_number LIMIT 1 OFFSET $row";
        read.Parameters.AddWithValue("$process", process);
        read.Parameters.AddWithValue("$row", row);
        using var reader = read.ExecuteReader();
        Assert.True(reader.Read(), $"{process} has no row at {row}.");
        var number = reader.GetInt64(0);
        var bytes = (byte[])reader[1];
        bytes[bytes.Length / 2] ^= 1;
        reader.Close();

        using var write = connection.CreateCommand();
        write.CommandText =
            $"UPDATE {table} SET {column} = $bytes WHERE persistence_id = $process AND sequence_number = $number";
        write.Parameters.AddWithValue("$bytes", bytes);
        write.Parameters.AddWithValue("$process", process);
        write.Parameters.AddWithValue("$number", number);
        Assert.Equal(1, write.ExecuteNonQuery());
        return number;
    }

    private void Change(string file, string sentence, string process, long number)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sentence;
        command.Parameters.AddWithValue("$process", process);
        command.Parameters.AddWithValue("$number", number);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={_place["run", file]};Pooling=False");
        connection.Open();
        return connection;
    }
}
