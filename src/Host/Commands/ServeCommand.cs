using System.CommandLine;
using System.Globalization;
using Akka.Configuration;
using RsrActors.Actors.Kernel;
using RsrActors.Fleets.Importing;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Host.Serving;
using RsrActors.Host.Telemetry;
using RsrActors.Model.Cryptexes;
using RsrActors.Pbm;
using RsrActors.Pbm.Listening;
using RsrActors.Scenarios;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr serve</c>: simulates as a service that stays up, to be watched and steered.</summary>
internal static class ServeCommand
{
    private const string NoConsole = "off";

    public static Command Create()
    {
        var what = new Argument<string>("scenario")
        {
            Description = "A name that 'rsr scenarios' lists, or a file; or a run directory, to go on with.",
        };
        var speed = new Option<string>("--speed")
        {
            Description = "Seconds of virtual time in a second of wall time, or max.",
            DefaultValueFactory = _ => Speed.RealTime.ToString(),
        };
        var console = new Option<string?>("--console")
        {
            Description = "Where the console listens: HOST:PORT, or off. Without it: the address in petabridge.cmd of "
                + "hocon/rsr.hocon, 127.0.0.1:9110. No authentication: use a loopback address.",
        };
        var paused =
            new Option<bool>("--paused") { Description = "Start paused: nothing happens before 'rsr pbm sim resume'." };
        var overrides = new OverrideOptions();
        var threads = RunCommand.Threads();
        var output = RunCommand.Output();
        var overwrite = RunCommand.Overwrite();
        var storage = new StorageOptions();
        var http = new HttpOptions();
        var command = new Command(
            "serve", "Simulates as a service that stays up, to be watched and steered with 'rsr pbm'.")
        {
            what, speed, console, paused, threads, output, overwrite,
        };
        http.AddTo(command);
        storage.AddTo(command);
        overrides.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            var pace = Speed.Parse(parsed.GetValue(speed)!) ?? throw HostException.Refused(
                $"--speed: found '{parsed.GetValue(speed)}', allowed is a number from 0.001 to 1000000000, or max.");
            var address = AddressOf(parsed.GetValue(console));
            if (OtlpVariables.Refusal(Environment.GetEnvironmentVariable) is { } refusal)
                throw HostException.Refused(refusal);
            var name = parsed.GetValue(what)!;
            var isRun = IsRun(name);
            bool IsOfNewRuns(Option option) =>
                overrides.Has(option) || storage.IsChoice(option) || option == output || option == overwrite;
            bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
            if (isRun && command.Options.FirstOrDefault(one => IsOfNewRuns(one) && IsGiven(one)) is { } foreign)
                throw HostException.Refused($"{foreign.Name} is for a new run; {name} exists already.");

            ImportedFile? inventory = null;

            // Bound first: if an address is in use, nothing is written.
            using var listener = address is null ? null : await ConsoleListener.Bind(address, cancelled);
            using var web = await http.Bind(parsed, cancelled);
            using var run = isRun ? WritableRun.Open(name, parsed.GetValue(storage.ConnectionOption)) : Create();
            var directory = run.Directory;

            // From the first line on, who reads it may stop the process.
            using var interrupt = new Interrupt();
            var said = parsed.InvocationConfiguration.Output;
            said.WriteLine($"{directory.Manifest.Title}, in {directory.Path}");
            ImportSummary.WriteRemarks(said, inventory);
            var served = web?.For(directory.Path);
            if (served is { } page)
                said.WriteLine(page.Address);
            said.Flush();
            return await ServingHost.Run(
                directory, new(pace, listener, parsed.GetValue(threads), parsed.GetValue(paused))
                {
                    Http = served?.Settings,
                }, interrupt);

            WritableRun Create()
            {
                var choice = storage.Of(parsed);
                var reading = ScenarioLibrary.Installed.Require(name, overrides.Of(parsed));
                inventory = reading.Inventory;
                return WritableRun.Create(
                    parsed.GetValue(output), parsed.GetValue(overwrite), choice, reading,
                    new ResponseLibrary(reading.Scenario));
            }
        });
        return command;
    }

    /// <summary>
    /// Whether the name means a run directory: it has a manifest, or it is a path, with a separator, of a folder that
    /// exists.
    /// </summary>
    private static bool IsRun(string name) => File.Exists(Path.Combine(name, RunManifest.FileName))
        || (Directory.Exists(name) && name != Path.GetFileName(name));

    /// <returns>Null for no console.</returns>
    private static ConsoleAddress? AddressOf(string? option)
    {
        if (option == NoConsole)
            return null;
        if (option is not null)
        {
            return ConsoleAddress.Parse(option)
                ?? throw HostException.Refused($"--console: found '{option}', allowed is HOST:PORT, or {NoConsole}.");
        }

        // Petabridge.Cmd listens at the address of the section; our console then listens only if --console gives an
        // address.
        if (HostConfiguration.HasPetabridgeCmd)
            return null;
        return AddressIn(HostConfiguration.Read("rsr.hocon").GetConfig("petabridge.cmd"));
    }

    /// <param name="section"><c>petabridge.cmd</c>; null when there is none.</param>
    internal static ConsoleAddress AddressIn(Config? section)
    {
        if (section is null)
            return ConsoleAddress.Default;
        var host = section.GetString("host", ConsoleAddress.Default.Host);
        var port = section.GetString("port", $"{ConsoleAddress.Default.Port}");
        var bracketed = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return ConsoleAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"{bracketed}:{port}"))
            ?? throw HostException.Refused(
                $"hocon/rsr.hocon: petabridge.cmd: found host '{host}' and port '{port}', "
                + "allowed is a host and a port.");
    }
}
