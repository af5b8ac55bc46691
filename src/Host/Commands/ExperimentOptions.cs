using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Planning;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Host.Commands;

/// <summary>The options that all experiments have.</summary>
internal sealed class ExperimentOptions
{
    internal const int MostParallel = 1024;

    private readonly StoppingOptions _stopping;

    private readonly Option<int> _parallel = Parallel();

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "The seed of the experiment, from which those of all runs follow.",
    };

    private readonly Option<string?> _fleet = OverrideOptions.Fleet();

    private readonly Option<string?> _devices = new("--devices") { Description = "Another number of devices." };

    private readonly Option<string?> _days = new("--days") { Description = "Another duration, in days." };

    private readonly Option<string[]> _settings = new("--set")
    {
        Description = "Another value for any key of the scenario, in all cells. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _measures = Measures();

    private readonly Option<string?> _posterior = new("--posterior")
    {
        Description = "The posterior.csv of a calibration: each replication has another draw of it, the same in all "
            + "cells.",
    };

    private readonly Option<string?> _output = new("--out")
    {
        Description = "A new or empty directory: the experiment can be resumed from it, and report.html is there.",
    };

    private readonly Option<string?> _fidelity = Fidelity();

    private readonly Option<bool> _json = Json();

    /// <summary>How many runs go on at the same time.</summary>
    internal static Option<int> Parallel()
    {
        var parallel = new Option<int>("--parallel")
        {
            Description = "Runs at the same time, with one thread each. No result depends on it.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        RunCommand.RequireRange(parallel, 1, MostParallel);
        return parallel;
    }

    internal static Option<string[]> Measures() => new("--measure")
    {
        Description = "A measure to show; 'rsr measures' lists them. May be repeated. Files have all measures.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _thresholds = new("--threshold")
    {
        Description = "What the result has to satisfy, or the exit code is 4: \"devices-harmed.p95 < 200\", "
            + "\"false-halt.mean <= 0.05 in max-sprt\". May be repeated.",
        DefaultValueFactory = _ => [],
    };

    /// <param name="replications">Those of an experiment without a file, for the help.</param>
    public ExperimentOptions(int replications = 20) => _stopping = new(replications);

    internal static Option<string?> Fidelity()
    {
        var fidelity = new Option<string?>("--fidelity")
        {
            Description = "'decisions' leaves out what no result depends on: signatures, invariants, hashes; 'full' "
                + "does not.",
        };
        fidelity.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not (FidelityText.Decisions or FidelityText.Full))
            {
                result.AddError(
                    $"{fidelity.Name} is {ValueText.Shorten(token.Value)}; allowed are {FidelityText.Decisions} and "
                    + $"{FidelityText.Full}.");
            }
        });
        return fidelity;
    }

    internal static Option<bool> Json() => new("--json") { Description = "Print summary.json in place of the table." };

    internal static ResultForm FormOf(bool json) => json ? ResultForm.Json : ResultForm.Table;

    public void AddTo(Command command)
    {
        Option[] all =
        [
            .. _stopping.All, _parallel, _seed, _fleet, _devices, _days, _settings, _measures, _thresholds, _posterior,
            _output, _fidelity, _json,
        ];
        foreach (var option in all)
            command.Options.Add(option);
    }

    /// <summary>The experiment with what the command line changes.</summary>
    public Experiment Apply(Experiment experiment, ParseResult parsed) => _stopping.Apply(experiment, parsed) with
    {
        Fleet = parsed.GetValue(_fleet) ?? experiment.Fleet,
        Folder = parsed.GetValue(_fleet) is null ? experiment.Folder : "",
        Seed = parsed.GetValue(_seed) ?? experiment.Seed,
        Devices = parsed.GetValue(_devices) ?? experiment.Devices,
        Days = parsed.GetValue(_days) ?? experiment.Days,
        Settings = [.. experiment.Settings, .. parsed.GetValue(_settings) ?? []],
        Draws = parsed.GetValue(_posterior) is not { } file ? experiment.Draws
            : PosteriorReader.ReadFile(file, out var why) ?? throw HostException.Refused($"{why}."),
        Fidelity = parsed.GetValue(_fidelity) is { } word ? FidelityText.Read(word) : experiment.Fidelity,
        Measures = parsed.GetValue(_measures) is { Length: > 0 } measures ? [.. measures] : experiment.Measures,
        Thresholds =
        [
            .. experiment.Thresholds,
            .. (parsed.GetValue(_thresholds) ?? []).Select(text => Threshold.Read(text, out var wrong)
                ?? throw HostException.Refused($"--threshold: {wrong}.")),
        ],
    };

    /// <summary>Runs an experiment.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="HostException">The experiment is refused, or a run failed.</exception>
    public async Task<int> Run(Experiment experiment, ParseResult parsed)
    {
        var plan = ExperimentPlanner.Plan(experiment, ScenarioLibrary.Installed) switch
        {
            ExperimentPlanning.Accepted accepted => accepted.Plan,
            ExperimentPlanning.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("An experiment is accepted or refused."),
        };
        var configuration = parsed.InvocationConfiguration;
        var directory = parsed.GetValue(_output) is { } path ? ExperimentDirectory.Create(path, plan) : null;
        ImportSummary.WriteRemarks(configuration.Error, plan.Inventory);
        return await new ExperimentSession(
            directory?.Plan ?? plan, parsed.GetValue(_parallel), directory, FormOf(parsed.GetValue(_json)),
            configuration.Output, configuration.Error).Run();
    }
}
