using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Serving;

namespace RsrActors.Host.Tests.Postgres;

/// <summary>A host that stays up, with its run in PostgreSQL.</summary>
[Collection(PostgresGroup.Name)]
[Trait("Length", "Long")]
public sealed class PostgresServeTests(PostgresServer server) : IDisposable
{
    private readonly Workplace _place = new() { Postgres = server.Connection };

    public void Dispose() => _place.Dispose();

    [SkippableFact]
    public async Task A_command_acknowledged_before_a_kill_is_in_the_history_after_it()
    {
        server.Require();
        using (var served = await ServedRun.Start(
            _place, "tiny", "--journal", "postgres", "--paused", "--speed", "max", "--out", "run"))
        {
            Assert.Equal("ok", (await served.Run("sim", "advance", "-for", "1d")).Outcome);
            var (lines, outcome, _) = await served.Run("device", "remove-responses", "-d", "7");
            Assert.Equal("ok", outcome);
            Assert.StartsWith(
                "Accepted as live command 1, at 2023-07-11T17:00:00.000Z", lines[0], StringComparison.Ordinal);
            Assert.Equal("ok", (await served.Run("device", "history", "-d", "7")).Outcome);
            Assert.NotEqual(0, (await served.Program.Kill()).ExitCode);
        }

        using (var served = await ServedRun.Start(_place, "run", "--speed", "max"))
        {
            await served.Program.UntilItSays("The report is in");
            Assert.Equal(0, (await served.Stop()).ExitCode);
        }

        Assert.Contains(
            """{"command":"remove-responses","device":7,"issuedBy":"console"}""",
            _place.Rsr("history", "run", "operator").Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains("live commands: 1,", (await _place.Verify("run")).Succeeds().Output, StringComparison.Ordinal);
    }
}
