using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using RsrActors.Host.Storage;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Postgres;

/// <summary>A run in PostgreSQL is the same run; its rows are stored in a database.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresRunTests(PostgresServer server, TinyRun tiny) : IClassFixture<TinyRun>, IDisposable
{
    private readonly Workplace _place = new() { Postgres = server.Connection };

    public void Dispose() => _place.Dispose();

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task A_run_in_PostgreSQL_has_the_same_history_and_every_command_reads_it()
    {
        server.Require();
        _place.Rsr("run", "tiny", "--journal", "postgres", "--out", "run", "--quiet").Succeeds();

        Assert.Equal(ReportText.HistoryOf(tiny.Path), ReportText.HistoryOf(_place["run"]));
        Assert.Empty(Directory.EnumerateFiles(_place["run"], "*.db*"));
        Assert.Contains(SchemaOf(_place["run"]), server.Schemas());
        Assert.Contains(
            $"history {ReportText.HashOf(tiny.Path)}", (await _place.Verify("run")).Succeeds().Output,
            StringComparison.Ordinal);
        await _place.Resume("run");
        foreach (var arguments in (string[][])[["export", "RUN"], ["export", "RUN", "--format", "csv"],
            ["history", "RUN", "3"]])
            Assert.Equal(Run(tiny.Place, tiny.Path, arguments), Run(_place, "run", arguments));
        var holder = _place.Rsr("export", "run").Succeeds().Output.Split('\n')
            .Last(line => line.Contains("ResponseActivated", StringComparison.Ordinal));
        _place.Rsr("ticket", "run", JsonNode.Parse(holder)!["entity"]!.GetValue<string>(), "--output", "t.im4m")
            .Succeeds();
        Assert.True(File.Exists(_place["t.im4m"]));
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task The_report_needs_no_server()
    {
        server.Require();
        using var place = new Workplace();
        (await Workplace.RsrInProcess(
            "run", "tiny", "--journal", "postgres", "--connection", server.Connection, "--out", place["run"],
            "--quiet")).Succeeds();

        place.Rsr("report", "run").Succeeds();
        Assert.Contains("RSR_POSTGRES", place.Rsr("export", "run").IsRefused(), StringComparison.Ordinal);
        place.Rsr("export", "run", "--connection", server.Connection).Succeeds();
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task Two_runs_in_one_database_do_not_touch_each_other()
    {
        server.Require();
        using (var one = _place.Start("run", "tiny", "--journal", "postgres", "--out", "one", "--quiet"))
        using (var other = _place.Start(
            "run", "tiny", "--seed", "8", "--journal", "postgres", "--out", "other", "--quiet"))
        {
            (await one.End()).Succeeds();
            (await other.End()).Succeeds();
        }

        Assert.Equal(ReportText.HashOf(tiny.Path), ReportText.HashOf(_place["one"]));
        Assert.NotEqual(ReportText.HashOf(tiny.Path), ReportText.HashOf(_place["other"]));
        (await _place.Verify("one")).Succeeds();
        (await _place.Verify("other")).Succeeds();
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task A_run_that_replaces_another_one_drops_its_schema()
    {
        server.Require();
        await _place.Simulate("run", "tiny", journal: StorageChoice.Postgres);
        var replaced = SchemaOf(_place["run"]);

        (await Workplace.RsrInProcess(
            "run", "tiny", "--journal", "postgres", "--connection", server.Connection, "--out", _place["run"],
            "--overwrite", "--quiet")).Succeeds();
        var second = SchemaOf(_place["run"]);
        Assert.DoesNotContain(replaced, server.Schemas());
        Assert.Contains(second, server.Schemas());

        _place.Rsr("run", "tiny", "--out", "run", "--overwrite", "--quiet").Succeeds();
        Assert.DoesNotContain(second, server.Schemas());
        Assert.True(File.Exists(_place["run", "journal.db"]));
        Assert.Equal(["run"], Directory.EnumerateFileSystemEntries(_place.Path).Select(Path.GetFileName)!);
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task A_second_writer_of_a_copied_run_is_refused_with_the_name_of_the_first_one()
    {
        server.Require();
        await _place.Simulate("run", "tiny", journal: StorageChoice.Postgres);
        File.Delete(_place["run", "report.json"]); // A run with a report is finished and cannot be resumed.
        var schema = SchemaOf(_place["run"]);
        using var writer = server.Open("somebody else");
        using var held = new NpgsqlCommand($"SELECT pg_advisory_lock(hashtextextended('{schema}', 0))", writer);
        held.ExecuteNonQuery();

        Assert.Contains("'somebody else'", _place.Rsr("resume", "run").IsRefused(), StringComparison.Ordinal);
        Assert.Contains(
            "'somebody else'", _place.Rsr("run", "tiny", "--out", "run", "--overwrite").IsRefused(),
            StringComparison.Ordinal);
        Assert.Contains(schema, server.Schemas());
        (await _place.Verify("run")).Succeeds();
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public async Task A_run_whose_schema_is_missing_is_refused()
    {
        server.Require();
        await _place.Simulate("run", "tiny", journal: StorageChoice.Postgres);
        using (var owner = server.Open())
        using (var drop = new NpgsqlCommand($"DROP SCHEMA {SchemaOf(_place["run"])} CASCADE", owner))
            drop.ExecuteNonQuery();

        foreach (var verb in (string[])["resume", "verify", "export"])
            Assert.Contains("it was dropped", _place.Rsr(verb, "run").Fails(1), StringComparison.Ordinal);
    }

    [Trait("Length", "Long")]
    [SkippableFact]
    public void The_password_is_in_no_output_and_in_no_file()
    {
        server.Require();
        var said = _place.Rsr("run", "tiny", "--journal", "postgres", "--out", "run").Succeeds();

        Assert.DoesNotContain(PostgresServer.Password, said.Output, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_place.Path, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(PostgresServer.Password)));
    }

    [SkippableTheory]
    [InlineData("rsr", "rsr", "false-sesame", "password authentication failed")]
    [InlineData("rsr", "nowhere", PostgresServer.Password, "nowhere")]
    [InlineData("nobody", "rsr", PostgresServer.Password, "nobody")]
    [InlineData("guest", "rsr", PostgresServer.Password, "GRANT CREATE ON DATABASE rsr TO guest")]
    public async Task A_run_that_the_server_rejects_is_refused_before_anything_is_written(
        string user, string database, string password, string hint)
    {
        server.Require();

        var message = (await Workplace.RsrInProcess(
            "run", "tiny", "--out", _place["run"], "--journal", "postgres",
            "--connection", server.ConnectionOf(user, database, password))).IsRefused();

        Assert.Contains(hint, message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, message, StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [SkippableFact]
    public async Task A_connection_string_with_a_number_that_the_driver_refuses_cannot_be_understood()
    {
        server.Require();

        var outcome = await Workplace.RsrInProcess(
            "run", "tiny", "--out", _place["run"], "--journal", "postgres",
            "--connection", $"{server.Connection};ReadBufferSize=1");

        Assert.Contains("--connection cannot be understood", outcome.IsRefused(), StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Theory]
    [InlineData("Password=half;open-sesame")]
    [InlineData("Port=open-sesame")]
    [InlineData("Pasword=open-sesame")]
    [InlineData("postgresql://rsr:open-sesame@127.0.0.1/rsr")]
    public async Task A_connection_string_that_cannot_be_understood_is_not_printed(string connection)
    {
        var message = (await Workplace.RsrInProcess(
            "run", "tiny", "--out", _place["run"], "--journal", "postgres", "--connection", connection)).IsRefused();

        Assert.Contains("cannot be understood", message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, message, StringComparison.Ordinal);
    }

    internal static string SchemaOf(string run) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["schema"]!.GetValue<string>();

    private static string Run(Workplace place, string run, string[] arguments) =>
        place.Rsr([.. arguments.Select(word => word == "RUN" ? run : word)]).Succeeds().Output;
}
