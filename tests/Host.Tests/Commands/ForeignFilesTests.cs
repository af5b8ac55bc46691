using System.Text;
using System.Text.Json.Nodes;
using RsrActors.Host.Storage;
using RsrActors.Host.Tests.Postgres;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>Files of a run directory that are damaged, or that belong to another run.</summary>
[Collection(PostgresGroup.Name)]
public sealed class ForeignFilesTests(TinyRun tiny, PostgresServer server) : IClassFixture<TinyRun>, IDisposable
{
    private static readonly string[][] Verbs =
    [
        ["resume", "RUN"], ["verify", "RUN"], ["report", "RUN"], ["export", "RUN"], ["history", "RUN", "0"],
        ["ticket", "RUN", "0", "--output", "TICKET"], ["serve", "RUN", "--console", "off", "--http", "none"],
    ];

    private readonly Workplace _place = new() { Postgres = server.Connection };

    public void Dispose() => _place.Dispose();

    public static TheoryData<string, string> Junk() => new()
    {
        { "run.json", "" },
        { "run.json", "null" },
        { "run.json", "[]" },
        { "run.json", "{}" },
        { "run.json", "42" },
        { "run.json", "{\"id\": null}" },
        { "run.json", "junk" },
        { "run.json", "{\"modelVersion\": \"one\"}" },
        { "run.json", "\uFFFF\0\0" },
        { "scenario.hocon", "" },
        { "scenario.hocon", "junk { [" },
        { "scenario.hocon", "scenario { name = other }" },
    };

    [Theory]
    [InlineData("journal.db")]
    [InlineData("journal.db-wal")]
    [InlineData("snapshots.db")]
    [InlineData("snapshots.db-shm")]
    public async Task A_directory_where_SQLite_needs_a_file_is_refused_at_once(string name)
    {
        _place.CopyOf(tiny.Path, "run");
        File.Delete(_place["run", name]);
        Directory.CreateDirectory(_place["run", name]);

        var message = (await Workplace.RsrInProcess(Of(Verbs[0]))).Fails(1);

        Assert.Contains($"{name} is a directory", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Junk))]
    public async Task Junk_in_a_file_of_a_run_directory_is_refused_by_every_verb_that_names_the_file(
        string file, string junk)
    {
        _place.CopyOf(tiny.Path, "run");
        File.WriteAllText(_place["run", file], junk);
        var before = Contents();

        foreach (var verb in Verbs)
        {
            var message = (await Workplace.RsrInProcess(Of(verb))).IsRefused();
            Assert.Contains(file, message, StringComparison.Ordinal);
        }

        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData("key.pem", "")]
    [InlineData("key.pem", "junk")]
    [InlineData("certificate.pem", "")]
    [InlineData("boot-certificate.pem", "")]
    [InlineData("root.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("key.pem", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n")]
    public async Task A_malformed_signing_key_or_certificate_is_refused_with_its_folder(string file, string junk)
    {
        _place.CopyOf(tiny.Path, "run");
        File.WriteAllText(_place["run", "signing", file], junk);

        Assert.Contains(
            "signing cannot be read", (await Workplace.RsrInProcess("verify", _place["run"])).Fails(1),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"devices\": 50", "\"devices\": -1")]
    [InlineData("\"scenario\": \"tiny\"", "\"scenario\": \"other\"")]
    [InlineData("\"seed\": 7", "\"seed\": 8")]
    public async Task A_run_json_that_describes_another_scenario_is_refused(string piece, string other)
    {
        _place.CopyOf(tiny.Path, "run");
        var description = File.ReadAllText(_place["run", "run.json"]);
        Assert.Contains(piece, description, StringComparison.Ordinal);
        File.WriteAllText(_place["run", "run.json"], description.Replace(piece, other, StringComparison.Ordinal));

        foreach (var verb in Verbs)
            Assert.Contains(
                "run.json says", (await Workplace.RsrInProcess(Of(verb))).IsRefused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("scenario.hocon")]
    public async Task A_folder_in_place_of_a_file_is_refused(string file)
    {
        _place.CopyOf(tiny.Path, "run");
        File.Delete(_place["run", file]);
        Directory.CreateDirectory(_place["run", file]);

        foreach (var verb in Verbs)
        {
            Assert.Contains(
                file, (await Workplace.RsrInProcess(Of(verb))).IsRefused(),
                StringComparison.Ordinal);
        }
    }

    [SkippableTheory]
    [InlineData("run.json", 2, "report")]
    [InlineData("scenario.hocon", 2, "report")]
    [InlineData("report.json", 1, "report")]
    [InlineData("signing/key.pem", 1, "ticket")]
    public async Task A_device_without_an_end_in_place_of_a_file_is_not_read(string file, int exitCode, string verb)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Devices are files on Linux.");
        _place.CopyOf(tiny.Path, "run");
        File.Delete(_place["run", file]);
        File.CreateSymbolicLink(_place["run", file], "/dev/zero");

        string[] arguments = verb == "ticket"
            ? ["ticket", _place["run"], $"{DeviceWithTicket()}", "--output", _place["ticket"]]
            : [verb, _place["run"]];
        Assert.Contains(
            "not a regular file", (await Workplace.RsrInProcess(arguments)).Fails(exitCode), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_scenario_is_refused()
    {
        var run = _place.CopyOf(tiny.Path, "run");
        File.AppendAllText(_place["run", "scenario.hocon"], "# a note\n");

        Assert.Contains(
            "is not the scenario of this run", (await Workplace.RsrInProcess("verify", run)).IsRefused(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("snapshots.db")]
    public async Task The_rows_of_another_run_are_refused_by_every_verb_that_reads_them(string file)
    {
        _place.CopyOf(tiny.Path, "run");
        await _place.Simulate("other", "tiny", new ScenarioOverrides([], Seed: "8"));
        File.Copy(_place["other", file], _place["run", file], overwrite: true);
        File.Delete(_place["run", "report.json"]);
        var before = Contents();

        foreach (var verb in Verbs.Where(verb => verb[0] != "report"))
        {
            var message = (await Workplace.RsrInProcess(Of(verb))).IsRefused();
            Assert.Contains($"{file} does not belong to this run directory", message, StringComparison.Ordinal);
        }

        Assert.Equal(before.Where(one => !IsLock(one)), Contents().Where(one => !IsLock(one)));
    }

    [SkippableFact]
    public async Task The_schema_of_another_run_is_refused_by_every_verb_that_reads_it()
    {
        server.Require();
        await _place.Simulate("run", "tiny", journal: StorageChoice.Postgres);
        await _place.Simulate("other", "tiny", new ScenarioOverrides([], Seed: "8"), journal: StorageChoice.Postgres);
        File.Delete(_place["run", "report.json"]);
        var manifest = JsonNode.Parse(File.ReadAllText(_place["run", "run.json"]))!;
        manifest["schema"] =
            JsonNode.Parse(File.ReadAllText(_place["other", "run.json"]))!["schema"]!.GetValue<string>();
        File.WriteAllText(_place["run", "run.json"], manifest.ToJsonString());

        foreach (var verb in Verbs.Where(verb => verb[0] != "report"))
        {
            string[] arguments = [.. Of(verb), "--connection", server.Connection];
            Assert.Contains(
                "does not belong to this run directory", (await Workplace.RsrInProcess(arguments)).IsRefused(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_journal_that_is_a_database_of_something_else_is_refused()
    {
        var run = _place.CopyOf(tiny.Path, "run");
        File.Delete(_place["run", "journal.db"]);
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={_place["run", "journal.db"]};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE journal (message TEXT)";
            command.ExecuteNonQuery();
        }

        Assert.Contains(
            "holds the rows of no run", (await Workplace.RsrInProcess("export", run)).IsRefused(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Resuming_a_finished_run_says_that_it_is_finished_and_writes_nothing()
    {
        _place.CopyOf(tiny.Path, "run");
        var before = Contents();

        var said = _place.Rsr("resume", "run").Succeeds().Output;

        Assert.Equal("run is finished: there is nothing to resume. Its report: rsr report run\n", said);
        Assert.Equal(before, Contents());
    }

    private string[] Of(string[] verb) =>
        [.. verb.Select(word => word switch { "RUN" => _place["run"], "TICKET" => _place["ticket"], _ => word })];

    /// <summary>The number of a device that holds a response at the end.</summary>
    private int DeviceWithTicket()
    {
        var removed = Devices("ResponsesRemoved");
        return Devices("ResponseActivated").First(device => !removed.Contains(device));
    }

    private HashSet<int> Devices(string what) =>
    [
        .. tiny.Export.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .Where(happened => happened["event"]!.GetValue<string>() == what)
            .Select(happened => int.Parse(
                happened["entity"]!.GetValue<string>()["device-".Length..],
                System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static bool IsLock((string File, string Bytes) one) => one.File.Contains("lock", StringComparison.Ordinal);

    private (string File, string Bytes)[] Contents() =>
    [
        .. Directory.EnumerateFiles(_place.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (file, Encoding.Latin1.GetString(File.ReadAllBytes(file)))),
    ];
}
