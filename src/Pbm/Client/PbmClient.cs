namespace RsrActors.Pbm.Client;

/// <summary>
/// The client: one command, a prompt on a terminal, or a script from standard input. It downloads all commands from the
/// host.
/// </summary>
public static class PbmClient
{
    /// <param name="terminal">Null when standard input or output is not a terminal.</param>
    public static async Task<ClientEnd> Run(
        PbmCall call, TextReader input, ClientOutput output, ITerminal? terminal, CancellationToken cancelled)
    {
        var (address, command) = call;
        try
        {
            using var host = await HostConnection.Open(address, cancelled);
            var runner = new CommandRunner(host, output);
            if (command is not [])
                return await runner.One(command, cancelled);
            if (terminal is null)
                return await runner.Script(input, cancelled);
            using var prompt = new Prompt(host, terminal, address);
            await prompt.Run();
            return ClientEnd.Done;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return ClientEnd.Interrupted;
        }
    }
}
