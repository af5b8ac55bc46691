namespace RsrActors.Host.Tests.Commands;

/// <summary>Bad input ends with exit code 2 and one message, before anything is written.</summary>
public sealed class RefusalTests(TinyRun tiny) : IClassFixture<TinyRun>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("\\u000a", "\n")]
    [InlineData("\\u000a", "run", "tiny", "\n")]
    [InlineData("\\u001b", "run", "\u001b[2Jtiny")]
    [InlineData("argument missing", "run")]
    [InlineData("argument missing", "history", "RUN")]
    [InlineData("--output", "ticket", "RUN", "0")]
    [InlineData("--nonsense", "run", "tiny", "--nonsense")]
    [InlineData("'many'", "run", "tiny", "--threads", "many")]
    [InlineData("1 to 1024", "run", "tiny", "--threads", "0")]
    [InlineData("1 to 1024", "run", "tiny", "--threads", "100000")]
    [InlineData("1 to 1024", "resume", "RUN", "--threads", "0")]
    [InlineData("1 to 1024", "verify", "RUN", "--threads", "-1")]
    [InlineData("sqlite or postgres", "run", "tiny", "--journal", "paper")]
    [InlineData("stored in SQLite", "run", "tiny", "--connection", "Host=127.0.0.1")]
    [InlineData("stored in SQLite", "verify", "RUN", "--connection", "Host=127.0.0.1")]
    [InlineData("--connection cannot be understood", "run", "tiny", "--journal", "postgres", "--connection",
        "postgresql://127.0.0.1/rsr")]
    [InlineData("--connection cannot be understood", "run", "tiny", "--journal", "postgres", "--connection",
        "Host=127.0.0.1;Port=99999999")]
    [InlineData("names no Host", "run", "tiny", "--journal", "postgres", "--connection", "Database=rsr")]
    [InlineData("does not answer", "run", "tiny", "--journal", "postgres", "--connection",
        "Host=127.0.0.1;Port=1;Username=rsr")]
    [InlineData("nowhere", "run", "nowhere")]
    [InlineData("scenario.seed", "run", "tiny", "--seed", "lucky")]
    [InlineData("fleet.devices", "run", "tiny", "--devices", "0")]
    [InlineData("scenario.duration", "run", "tiny", "--days", "-1")]
    [InlineData("key=value", "run", "tiny", "--set", "faults")]
    [InlineData("exists", "run", "tiny", "--out", "RUN")]
    [InlineData("is a file", "run", "tiny", "--out", "RUN/run.json")]
    [InlineData("cannot be made", "run", "tiny", "--out", "RUN/run.json/below")]
    [InlineData("does not exist", "resume", "nowhere")]
    [InlineData("does not exist", "verify", "nowhere")]
    [InlineData("does not exist", "report", "nowhere")]
    [InlineData("no run directory", "export", ".")]
    [InlineData("--out is empty", "run", "tiny", "--out", "")]
    [InlineData("--output is empty", "export", "RUN", "--output", "")]
    [InlineData("jsonl, csv", "export", "RUN", "--format", "xml")]
    [InlineData("nobody", "export", "RUN", "--entity", "nobody")]
    [InlineData("cannot be written", "export", "RUN", "--output", "nowhere/events.jsonl")]
    [InlineData("in the run directory", "export", "RUN", "--output", "RUN/run.json/events.jsonl")]
    [InlineData("in the run directory", "export", "RUN", "--output", "RUN/journal.db", "--overwrite")]
    [InlineData("in the run directory", "devices", "RUN", "--output", "RUN/signing/key.pem", "--overwrite")]
    [InlineData("in the run directory", "ticket", "RUN", "0", "--output", "RUN/new")]
    [InlineData("in the run directory", "new", "mine", "--output", "RUN/artifacts/new.hocon")]
    [InlineData("in the run directory", "compare", "tiny", "--vary", "fleet.devices=1,2", "--out", "RUN/artifacts")]
    [InlineData("is a file", "compare", "tiny", "--vary", "fleet.devices=1,2", "--out", "RUN/run.json")]
    [InlineData("cannot be written", "compare", "tiny", "--vary", "fleet.devices=1,2", "--out", "/dev/null/below")]
    [InlineData("--out is empty", "compare", "tiny", "--vary", "fleet.devices=1,2", "--out", "")]
    [InlineData("no entity", "history", "RUN", "somebody")]
    [InlineData("device-0000049", "history", "RUN", "50")]
    [InlineData("no history", "history", "RUN", "crash-analytics")]
    [InlineData("no device", "ticket", "RUN", "operator", "--output", "ticket")]
    [InlineData("cannot be written", "ticket", "RUN", "0", "--output", "nowhere/ticket")]
    public async Task A_call_that_cannot_be_answered_is_refused_in_one_line(string hint, params string[] arguments)
    {
        var (run, here) = (tiny.Place.Entries(), EntriesHere());

        var outcome = await Workplace.RsrInProcess(
            [.. arguments.Select(one => one.Replace("RUN", tiny.Path, StringComparison.Ordinal))]);

        Assert.Contains(hint, outcome.IsRefused(), StringComparison.Ordinal);
        Assert.Equal(here, EntriesHere());
        Assert.Equal(run, tiny.Place.Entries());
    }

    [Fact]
    public void A_run_in_PostgreSQL_without_a_connection_is_refused()
    {
        var message = _place.Rsr("run", "tiny", "--journal", "postgres").IsRefused();

        Assert.Contains("RSR_POSTGRES", message, StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Fact]
    public void The_built_program_refuses_as_well_and_writes_nothing()
    {
        Assert.Contains("nowhere", _place.Rsr("run", "nowhere").IsRefused(), StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Theory]
    [InlineData("an unknown key", "devices = 50", "devcies = 50", "did you mean devices?")]
    [InlineData("a wrong unit", "duration = 2 d", "duration = 2 MB", "whose unit is 'MB'")]
    [InlineData("shares over 100 %", "share = 70 %", "share = 90 %", "120 %")]
    [InlineData("a missing prerequisite", "prerequisite = 20F75", "", "prerequisite")]
    [InlineData("an unknown release in the script", "do = publish, release = \"16.5.1-a\"",
        "do = publish, release = \"16.5.1-b\"", "16.5.1-b")]
    [InlineData("no HOCON", "fleet {", "fleet }{", "")]
    public async Task A_scenario_with_a_mistake_is_refused_by_check_and_by_run(
        string mistake, string piece, string other, string hint)
    {
        var scenario = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "scenarios", "tiny.hocon"));
        Assert.Contains(piece, scenario, StringComparison.Ordinal);
        var mine = _place["mine.hocon"];
        await File.WriteAllTextAsync(mine, scenario.Replace(piece, other, StringComparison.Ordinal));

        var message = (await Workplace.RsrInProcess("check", mine)).IsRefused();

        Assert.StartsWith(mine, message, StringComparison.Ordinal);
        Assert.True(message.Contains(hint, StringComparison.Ordinal), $"{mistake}: {message}");
        Assert.Equal(message, (await Workplace.RsrInProcess("run", mine, "--out", _place["run"])).IsRefused());
        Assert.Equal(["mine.hocon"], _place.Entries());
    }

    [Fact]
    public void A_file_that_is_not_HOCON_is_refused()
    {
        File.WriteAllText(_place["letter.txt"], "Dear reader,\n\nthis is (nearly) no HOCON at all: { [ \n");
        _place.Rsr("check", "letter.txt").IsRefused();

        File.WriteAllBytes(_place["letter.txt"], [0xff, 0xfe, 0x00, 0x80, 0x0a, 0x0a]);
        _place.Rsr("run", "letter.txt").IsRefused();

        Assert.Equal(["letter.txt"], _place.Entries());
    }

    [Fact]
    public async Task The_scenarios_that_come_with_the_program_are_listed_and_valid()
    {
        var lines = _place.Rsr("scenarios").Succeeds().Output.TrimEnd('\n').Split('\n');

        var names = lines.Select(line => line.Split(' ')[0]).ToArray();
        Assert.Equal(Scenarios.LibraryTests.Shipped, names);
        foreach (var name in names)
            Assert.StartsWith(
                $"{name} is a valid scenario", (await Workplace.RsrInProcess("check", name)).Succeeds().Output,
                StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_and_the_verbs_are_printed_on_request()
    {
        Assert.Equal("0.1.0\n", _place.Rsr("--version").Succeeds().Output);

        var help = _place.Rsr("--help").Succeeds().Output;
        foreach (var verb in (string[])["run", "resume", "history", "export", "verify", "report", "ticket",
            "scenarios", "check"])
        {
            Assert.Contains($"  {verb} ", help, StringComparison.Ordinal);
            _place.Rsr(verb, "--help").Succeeds();
        }
    }

    /// <summary>The names in the current folder of this process.</summary>
    private static string[] EntriesHere() =>
        [.. Directory.EnumerateFileSystemEntries(Directory.GetCurrentDirectory()).Order(StringComparer.Ordinal)];
}
