using System.CommandLine;
using RsrActors.Host.Benchmarks;
using RsrActors.Laboratory.Designs;
using Spectre.Console;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr bench experiment</c>: what a replication costs.</summary>
internal static class ExperimentBenchCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var scenario = new Option<string>("--scenario")
        {
            Description = "A name that 'rsr scenarios' lists, or a file.",
            DefaultValueFactory = _ => "rsr-16.5.1-a",
        };
        var replicates = BenchCommand.Count(
            "--replicates", "Replications of each way.", 20, Experiment.MostReplications);
        var parallel = BenchCommand.Count(
            "--parallel", "Runs of an experiment at the same time, with one thread each.", 1,
            ExperimentOptions.MostParallel);
        var devices = new Option<string?>("--devices") { Description = "Another number of devices." };
        var days = new Option<string?>("--days") { Description = "Another duration, in days." };
        var repeat = BenchCommand.Count("--repeat", "Runs; the medians are printed.", 1);
        var command = new Command(
            "experiment", "Replications of a scenario as an experiment, at both fidelities, and as processes.")
        {
            scenario, replicates, parallel, devices, days, repeat,
        };
        command.SetAction((parsed, _) => BenchCommand.Repeat(
            parsed.GetValue(repeat),
            new ExperimentBenchmark(
                parsed.GetValue(scenario)!, parsed.GetValue(replicates), parsed.GetValue(parallel),
                parsed.GetValue(devices), parsed.GetValue(days)).Run,
            console));
        return command;
    }
}
