using System.CommandLine;
using RsrActors.Host.Benchmarks;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr bench console</c> and <c>rsr bench api</c>: a served run, and what its clients cost.</summary>
internal static class ServedBenchCommands
{
    public static Command Console(Option<int> threads, IAnsiConsole console)
    {
        var devices = BenchCommand.Count("--devices", "Devices of the fleet that gets the calls.", 100_000);
        var calls = BenchCommand.Count("--calls", "Calls of each command while it is paused.", 500);
        var watched = BenchCommand.Count("--watched", "Devices of the fleet that is watched.", 100_000);
        var clients = BenchCommand.Count("--clients", "Clients that watch it.", 100);
        var days = BenchCommand.Count(
            "--days", "Virtual days of the calls at full speed, and of the watched fleet.", 7);
        var repeat = BenchCommand.Count("--repeat", "Runs; the medians are printed.", 5);
        var command = new Command("console", "How soon a served run answers, and what it costs to watch it.")
        {
            devices, calls, watched, clients, days, threads, repeat,
        };
        command.SetAction((parsed, _) => BenchCommand.Repeat(
            parsed.GetValue(repeat),
            new ConsoleBenchmark(
                parsed.GetValue(devices), parsed.GetValue(calls), parsed.GetValue(watched), parsed.GetValue(clients),
                parsed.GetValue(days), parsed.GetValue(threads)).Run,
            console));
        return command;
    }

    public static Command Api(Option<int> threads, IAnsiConsole console)
    {
        var devices = BenchCommand.Count("--devices", "Devices of the fleet that is listed.", 1_000_000);
        var watched = BenchCommand.Count("--watched", "Devices of the fleet that is watched.", 200_000);
        var streams = BenchCommand.Count("--streams", "Event streams that are open.", 200);
        var rate = BenchCommand.Count("--requests", "Requests in a second.", 100);
        var repeat = BenchCommand.Count("--repeat", "Runs; the medians are printed.", 5);
        var command = new Command(
            "api", "How soon the API lists a large fleet, and what event streams and requests cost.")
        {
            devices, watched, streams, rate, threads, repeat,
        };
        command.SetAction((parsed, _) => BenchCommand.Repeat(
            parsed.GetValue(repeat),
            new ApiBenchmark(
                parsed.GetValue(devices), parsed.GetValue(watched), parsed.GetValue(streams), parsed.GetValue(rate),
                parsed.GetValue(threads)).Run,
            console));
        return command;
    }
}
