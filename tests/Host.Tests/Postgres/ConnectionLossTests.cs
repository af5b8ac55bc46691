using Npgsql;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Postgres;

/// <summary>
/// The program or the server stops in the middle of a run. No acknowledged row is lost, and the history is the same.
/// </summary>
[Collection(PostgresGroup.Name)]
[Trait("Length", "Long")]
public sealed class ConnectionLossTests(PostgresServer server, UndisturbedRun undisturbed)
    : IClassFixture<UndisturbedRun>, IDisposable
{
    private readonly Workplace _place = new() { Postgres = server.Connection };

    public void Dispose() => _place.Dispose();

    /// <summary>Each case stops and starts the database server and simulates two runs.</summary>
    [SkippableTheory]
    [InlineData("immediate", 1)]
    [InlineData("immediate", 9)]
    [InlineData("fast", 4)]
    public async Task A_run_stops_with_a_message_when_its_server_stops_and_is_resumed_when_it_is_back(
        string mode, int row)
    {
        server.Require();
        using (var run = Start())
        {
            await using var hold = await UntilTheTimekeeperStores(run, row);
            server.Stop(mode);
            try
            {
                var message = (await run.End()).Fails(1);
                Assert.Contains("was lost", message, StringComparison.Ordinal);
                Assert.EndsWith("go on with: rsr resume run", message, StringComparison.Ordinal);
                Assert.Contains("does not answer", _place.Rsr("resume", "run").Fails(1), StringComparison.Ordinal);
            }
            finally
            {
                server.Start();
            }
        }

        await _place.Resume("run");
        await AssertSameHistory();
    }

    [SkippableFact]
    public async Task A_run_that_is_killed_is_resumed_with_the_same_history()
    {
        server.Require();
        using (var run = Start())
        {
            await using var hold = await UntilTheTimekeeperStores(run, 5);
            await run.Kill();
        }

        await _place.Resume("run");
        await AssertSameHistory();
        (await _place.Verify("run")).Succeeds();
    }

    private RunningProgram Start() =>
        _place.Start([.. UndisturbedRun.Scenario, "--journal", "postgres", "--out", "run", "--quiet"]);

    /// <summary>
    /// The server notifies the test of the first row from <paramref name="row"/> on, and holds the next row back until
    /// the returned connection is closed. So the run cannot end before the test stops it.
    /// </summary>
    private async Task<NpgsqlConnection> UntilTheTimekeeperStores(RunningProgram run, int row)
    {
        await run.UntilThereIs(_place["run"]);
        var schema = PostgresRunTests.SchemaOf(_place["run"]);
        var connection = server.Open();
        await using var watch = new NpgsqlCommand(
            $"""
            LISTEN stored;
            SELECT pg_advisory_lock(1);
            CREATE SEQUENCE {schema}.seen;
            CREATE FUNCTION {schema}.tell() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN
                 IF nextval(''{schema}.seen'') = 1 THEN NOTIFY stored; ELSE PERFORM pg_advisory_xact_lock_shared(1); END IF;
                 RETURN NULL;
               END';
            CREATE TRIGGER tell AFTER INSERT ON {schema}.journal FOR EACH ROW
              WHEN (NEW.persistence_id = 'timekeeper' AND NEW.sequence_number >= {row}) EXECUTE FUNCTION {schema}.tell();
            """,
            connection);
        await watch.ExecuteNonQueryAsync();
        await connection.WaitAsync();
        return connection;
    }

    private async Task AssertSameHistory()
    {
        Assert.Equal(undisturbed.Report, ReportText.HistoryOf(_place["run"]));
        Assert.Equal(undisturbed.Export, await _place.Export("run"));
    }
}
