using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Akka.Configuration;
using Microsoft.Data.Sqlite;
using RsrActors.Host.Commands;
using RsrActors.Host.Executable;
using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Pbm;

namespace RsrActors.Host.Tests.Serving;

/// <summary>The host as a process: it is stopped, killed, resumed, and given commands.</summary>
public sealed class ServeTests : IDisposable
{
    private static readonly string[] Fleet = ["unlucky", "--devices", "300", "--days", "24"];

    private readonly Workplace _place = new();

    [Trait("Length", "Long")]
    [Fact]
    public async Task A_host_that_is_asked_to_stop_stores_its_epoch_and_can_be_resumed()
    {
        string[] run = [.. Fleet, "--out", "served"];
        foreach (var signal in (string[])["-TERM", "-INT"])
        {
            // So slow that the run is not over before the signal, however busy the machine is.
            using var served = await ServedRun.Start(_place, [.. run, "--speed", "14400"]);
            await served.Program.UntilTheJournalGrows(_place["served"], 20_000);
            var stopped = await served.Stop(signal);
            Assert.Equal(0, stopped.ExitCode);
            Assert.Contains("Stopped after epoch", stopped.Errors, StringComparison.Ordinal);
            run = ["served"];
        }

        (await _place.Verify("served")).Succeeds();
        using (var served = await ServedRun.Start(_place, "served", "--speed", "max"))
        {
            await served.Program.UntilItSays("The report is in");
            Assert.Equal("ok", (await served.Run("sim", "status")).Outcome);
            Assert.Equal(0, (await served.Stop("-INT")).ExitCode);
        }

        await Simulate("whole");
        (await _place.Verify("served")).Succeeds();
        Assert.Equal(ReportText.HashOf(_place["whole"]), ReportText.HashOf(_place["served"]));
    }

    [Trait("Length", "Long")]
    [Fact]
    public async Task Every_command_that_was_acknowledged_before_a_kill_is_in_the_history_after_it()
    {
        var acknowledged = new List<string>();
        for (var life = 0; life < 3; life++)
        {
            using var served = life == 0
                ? await ServedRun.Start(_place, [.. Fleet, "--speed", "7200", "--out", "served"])
                : await ServedRun.Start(_place, "served", "--speed", "7200");
            using var client = await RawClient.Greeted(served.EndPoint);
            var commanding = Command(client, life);
            await served.Program.UntilTheJournalGrows(_place["served"], 60_000);
            Assert.NotEqual(0, (await served.Program.Kill()).ExitCode);
            await commanding;
        }

        Assert.True(acknowledged.Count >= 3, $"Only {acknowledged.Count} commands were acknowledged.");
        await _place.Resume("served");
        var history = _place.Rsr("history", "served", "operator").Succeeds().Output;
        foreach (var cause in acknowledged)
            Assert.Contains(cause, history, StringComparison.Ordinal);
        (await _place.Verify("served")).Succeeds();

        async Task Command(RawClient client, int life)
        {
            try
            {
                for (var i = 1; ; i++)
                {
                    var cause = $"life {life}, command {i};";
                    await client.Run(i, "fleet", "enforce", "-r", "16.5.1-a", "-within", $"{life + 1}h");
                    var (lines, outcome, _) = await client.ToEnd(i);
                    if (outcome == "ok")
                        acknowledged.Add(Accepted(lines));
                }
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or JsonException)
            {
                // It was killed.
            }
        }

        // "Accepted as live command 3, at 2023-07-10T17:00:45.250Z (0d …): …", and the same in the history.
        static string Accepted(List<string> lines)
        {
            var line = Assert.Single(lines, one => one.StartsWith("Accepted", StringComparison.Ordinal));
            var at = line.IndexOf(", at ", StringComparison.Ordinal) + 5;
            return $$"""{"at":"{{line[at..(at + 24)]}}",""";
        }
    }

    [Fact]
    public async Task Commands_at_the_console_take_effect()
    {
        using var served = await ServedRun.Start(_place, [.. Fleet, "--out", "served", "--paused", "--speed", "max"]);

        Assert.StartsWith(
            "paused", served.Pbm("sim", "advance", "-for", "2d").Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains("phase       paused", served.Pbm("sim", "status").Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains(
            "device-0000042", served.Pbm("device", "history", "-d", "42").Succeeds().Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "Accepted as live command 1, at ",
            served.Pbm("release", "withdraw", "-r", "16.5.1 (a)", "-c", "web sites broke").Succeeds().Output,
            StringComparison.Ordinal);
        var refused = served.Pbm("device", "show", "-d", "300");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("299", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await served.Stop()).ExitCode);
    }

    [Trait("Length", "Long")]
    [Fact]
    public async Task Hostile_clients_stop_neither_the_simulation_nor_other_clients()
    {
        // So many days that the scenario does not end meanwhile, however busy the machine is.
        using var served = await ServedRun.Start(
            _place, "unlucky", "--devices", "300", "--days", "60", "--out", "served", "--speed", "36000");
        var idle = new List<RawClient>();
        for (var i = 0; i < 1_000; i++)
            idle.Add(RawClient.Connect(served.EndPoint));
        using var garbage = RawClient.Connect(served.EndPoint);
        await garbage.Send(new byte[4_096]);
        using var endless = RawClient.Connect(served.EndPoint);
        await SendUntilRefused(endless, 2_000_000);
        using var half = RawClient.Connect(served.EndPoint);
        await half.Run(1, "device", "tail");
        half.Socket.Shutdown(SocketShutdown.Send);
        using var deaf = RawClient.Connect(served.EndPoint, receiveBuffer: 4_096);
        await deaf.Run(1, "device", "tail");

        var before = await Windows();
        await served.Program.UntilTheJournalGrows(_place["served"], 1);
        Assert.True(await Windows() > before);

        foreach (var client in idle)
            client.Dispose();
        Assert.Equal(0, (await served.Stop()).ExitCode);
        (await _place.Verify("served")).Succeeds();

        async Task<long> Windows()
        {
            var (lines, outcome, _) = await served.Run("sim", "status", "-json");
            Assert.Equal("ok", outcome);
            return JsonElement.Parse(Assert.Single(lines)).GetProperty("windows").GetInt64();
        }

        static async Task SendUntilRefused(RawClient client, int bytes)
        {
            try
            {
                await client.Send(new byte[bytes].Select(_ => (byte)'x').ToArray());
            }
            catch (IOException)
            {
                // Cut off in the middle of it.
            }
        }
    }

    [Trait("Length", "Long")]
    [Fact]
    public async Task A_run_that_fails_ends_the_process_with_one_message()
    {
        // So few days that no snapshot is stored, and the journal is read from its first event on.
        await _place.Simulate("damaged", "unlucky", new([], Devices: "300", Days: "6"));
        using (var connection = new SqliteConnection($"Data Source={_place["damaged", "journal.db"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                "UPDATE journal SET message = substr(message, 1, length(message) - 1) || x'00' "
                + "WHERE persistence_id = 'cohort-000' AND sequence_number = 1";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        using var program = _place.Start("serve", "damaged", "--console", "off", "--http", "none");
        var outcome = await program.End();

        Assert.Equal(1, outcome.ExitCode);
        var message = Assert.Single(
            outcome.Errors.TrimEnd('\n').Split('\n'), line => !line.Contains(" info: ", StringComparison.Ordinal));
        Assert.Contains(" crit: ", message, StringComparison.Ordinal);
        Assert.Contains("cohort-000", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_journal_cannot_be_read_is_refused_with_one_message()
    {
        await _place.Simulate("damaged", "tiny");
        File.WriteAllText(
            _place["damaged", "journal.db"],
            string.Concat(Enumerable.Repeat("This is a letter, not a journal.\n", 500)));

        var outcome = _place.Rsr("serve", "damaged", "--console", "off", "--http", "none");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(
            "journal.db", Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "127.0.0.1:9110")]
    [InlineData("{ }", "127.0.0.1:9110")]
    [InlineData("port = 9200", "127.0.0.1:9200")]
    [InlineData("host = \"::1\"", "[::1]:9110")]
    public void The_section_sets_the_address_of_the_console_and_missing_keys_have_defaults(
        string? section, string address) =>
        Assert.Equal(
            address,
            ServeCommand.AddressIn(section is null ? null : ConfigurationFactory.ParseString(section)).ToString());

    [Fact]
    public void A_section_with_an_invalid_address_is_refused() => Assert.Contains(
        "found host 'here' and port 'there'",
        Assert.Throws<HostException>(
            () => ServeCommand.AddressIn(ConfigurationFactory.ParseString("host = here, port = there"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("--speed: found 'fast'", "tiny", "--speed", "fast")]
    [InlineData("--speed: found '0'", "tiny", "--speed", "0")]
    [InlineData("--console: found 'here'", "tiny", "--console", "here")]
    [InlineData("found no scenario 'nothing'", "nothing", "--console", "off")]
    [InlineData("./. is no run directory: it has no run.json", "./.", "--console", "off")]
    public void Bad_input_is_refused_and_nothing_is_written(string message, params string[] arguments)
    {
        Assert.Contains(message, _place.Rsr(["serve", .. arguments, "--http", "none"]).IsRefused(), StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Fact]
    public void A_port_that_is_in_use_is_refused_before_anything_is_written()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var message = _place.Rsr("serve", "tiny", "--console", $"{other.LocalEndpoint}").IsRefused();

        Assert.Contains($"cannot listen on {other.LocalEndpoint}", message, StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Fact]
    public async Task Options_for_a_new_run_are_refused_for_an_existing_one()
    {
        await _place.Simulate("there", "tiny");

        Assert.Contains(
            "--seed is for a new run", _place.Rsr("serve", "there", "--seed", "3").IsRefused(),
            StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    /// <summary>The run of the same fleet without a host.</summary>
    private Task Simulate(string run) => _place.Simulate(run, "unlucky", new([], Devices: "300", Days: "24"));
}
