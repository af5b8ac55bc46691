using System.CommandLine;
using RsrActors.Host.Calibrations;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Calibration;
using RsrActors.Model.Scenarios;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr calibrate</c> and <c>rsr forecast</c>: what observed adoption says about people.</summary>
internal sealed class CalibrateCommand
{
    private const int MostReplicates = 1000;

    private readonly Argument<string?> _scenario = new("scenario")
    {
        Description = "A name that 'rsr scenarios' lists, or a file.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _observed = new("--observed")
    {
        Description = "CSV of observed shares: a column hours, days or time since the publication, a column share or "
            + "percent, and if wanted release, platform and weight.",
    };

    private readonly Option<string?> _release = new("--release")
    {
        Description = "The release or software update that was observed; the first one that the script publishes.",
    };

    private readonly Option<string?> _free = new("--free")
    {
        Description = "The keys of fleet.behaviour to fit, with a range if wanted: \"seekers,decide=1 h..10 d\". "
            + $"Without it {FreeParameter.UsualOfResponse}; for a software update {FreeParameter.UsualOfUpdate}.",
    };

    private readonly Option<int?> _observedDevices = new("--observed-devices")
    {
        Description = "How many devices were observed; as many as the scenario has.",
    };

    private readonly Option<int?> _devices = new("--devices")
    {
        Description = $"Devices of each run; those of the scenario, {CalibrationRequest.MostDevices} at most.",
    };

    private readonly Option<int> _replicates = new("--replicates")
    {
        Description = "Runs of the fitted behaviour.",
        DefaultValueFactory = _ => new CalibrationRequest { Scenario = "" }.Replicates,
    };

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "About a third of the runs, for a first look; intervals are wider.",
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "All chance follows from it.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string[]> _settings = new("--set")
    {
        Description = "Another value for any key of the scenario, in all runs. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<double?> _until = new("--until")
    {
        Description = "How far the forecast looks, in days since the publication; twice as far as was observed.",
    };

    private readonly Option<string?> _output = new("--out")
    {
        Description = "A new or empty directory for the fit, the posterior and report.html; it can be resumed.",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Goes on with the calibration in this directory: only runs without a row.",
    };

    private readonly Option<int> _parallel = ExperimentOptions.Parallel();
    private readonly Option<bool> _json = ExperimentOptions.Json();
    private readonly bool _isForecast;

    private CalibrateCommand(bool isForecast)
    {
        _isForecast = isForecast;
        RunCommand.RequireRange(_replicates, 1, MostReplicates);
        RunCommand.RequireRange(_devices, 1, FleetSettings.MostDevices);
        RunCommand.RequireRange(_observedDevices, 1, int.MaxValue);
    }

    /// <summary><c>rsr calibrate</c>.</summary>
    public static Command Calibrate() => new CalibrateCommand(isForecast: false).Create(
        "calibrate", "Fits what people do to observed adoption, and says how sure that is.");

    /// <summary><c>rsr forecast</c>.</summary>
    public static Command Forecast() => new CalibrateCommand(isForecast: true).Create(
        "forecast", "Predicts adoption in the days to come from the days so far.");

    private Command Create(string name, string description)
    {
        var command = new Command(name, description) { _scenario };
        Option[] all =
        [
            _observed, _release, _free, _observedDevices, _devices, _replicates, _quick, _seed, _settings,
            .. _isForecast ? (Option[])[_until] : [], _output, _resume, _parallel, _json,
        ];
        foreach (var option in all)
            command.Options.Add(option);
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private async Task<int> Run(ParseResult parsed)
    {
        var configuration = parsed.InvocationConfiguration;
        var (directory, plan) = parsed.GetValue(_resume) is { } resumed ? Resumed(parsed, resumed) : Begun(parsed);
        return await new CalibrationSession(
            plan, parsed.GetValue(_parallel), directory, ExperimentOptions.FormOf(parsed.GetValue(_json)),
            configuration.Output, configuration.Error).Run();
    }

    private (CalibrationDirectory?, CalibrationPlan) Resumed(ParseResult parsed, string path)
    {
        if (parsed.GetValue(_scenario) is not null || parsed.GetValue(_observed) is not null
            || parsed.GetValue(_output) is not null)
        {
            throw HostException.Refused(
                "--resume takes scenario, observed points and options from its directory; allowed beside it are "
                + "--parallel and --json.");
        }

        var directory = CalibrationDirectory.Open(path);
        return (directory, directory.Plan);
    }

    private (CalibrationDirectory?, CalibrationPlan) Begun(ParseResult parsed)
    {
        var scenario = parsed.GetValue(_scenario)
            ?? throw HostException.Refused("found no scenario; give a name that 'rsr scenarios' lists, or a file.");
        var observed = parsed.GetValue(_observed)
            ?? throw HostException.Refused("found no --observed; give a CSV file of observed shares.");
        var request = new CalibrationRequest
        {
            Scenario = scenario,
            Settings = [.. parsed.GetValue(_settings) ?? []],
            Seed = parsed.GetValue(_seed),
            Release = parsed.GetValue(_release),
            Free = parsed.GetValue(_free),
            ObservedDevices = parsed.GetValue(_observedDevices),
            Devices = parsed.GetValue(_devices),
            Replicates = parsed.GetValue(_replicates),
            IsQuick = parsed.GetValue(_quick),
            ForecastDays = _isForecast ? parsed.GetValue(_until) ?? TwiceAsFar(observed) : null,
        };
        var (plan, text) = CalibrationDirectory.PlanOf(request, observed);
        return (parsed.GetValue(_output) is { } path ? CalibrationDirectory.Create(path, plan, text) : null, plan);
    }

    /// <summary>In days; at least a week more.</summary>
    private static double TwiceAsFar(string observed) =>
        ObservedReader.ReadFile(observed) is ObservedReading.Accepted { Points: var points }
            && points.Max(point => point.After.TotalDays) is var last
            ? Math.Ceiling(Math.Max(2 * last, last + 7))
            : 1;
}
