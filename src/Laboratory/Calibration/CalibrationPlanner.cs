using System.Collections.Immutable;
using RsrActors.Laboratory.Planning;
using RsrActors.Model;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Calibration;

/// <summary>Reads the scenario of a calibration, and says what is wrong with it before any run.</summary>
public static class CalibrationPlanner
{
    private const int MostForecastDays = 365;

    /// <param name="observed">At least one point.</param>
    /// <param name="file">How refusals name the observed points.</param>
    public static CalibrationPlanning Plan(
        CalibrationRequest request, ImmutableArray<ObservedPoint> observed, string file, ScenarioLibrary library)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(library);
        if (library.Objection(request.Scenario) is { } missing)
            return Refuse(missing);
        if (library.Read(request.Scenario, new(request.Settings)) is not ScenarioReading.Accepted read)
        {
            return Refuse(((ScenarioReading.Refused)library.Read(request.Scenario, new(request.Settings))).Message);
        }

        var scenario = read.Scenario;
        if (Target(scenario, request.Release, out var why) is not { } target)
            return Refuse(why);
        var usual = target is SoftwareUpdate ? FreeParameter.UsualOfUpdate : FreeParameter.UsualOfResponse;
        if (FreeParameter.Read(request.Free ?? usual, out why) is not { } parameters)
            return Refuse($"--free: {why}.");
        var moments = ImmutableArray.CreateBuilder<AdoptionMoment>();
        foreach (var point in observed)
        {
            var release = point.Release is { } named ? Target(scenario, named, out why) : target;
            if (release is null)
                return Refuse($"{file}: row {point.Row}: {why}");
            if (point.Platform is { } platform && scenario.Fleet.Platforms.All(kind => kind.Platform != platform))
            {
                return Refuse(
                    $"{file}: row {point.Row}: found the platform {Model.Platforms.PlatformNames.All[(int)platform]}, "
                    + $"of which {scenario.Name} has no device.");
            }

            moments.Add(new(release, point.Platform, point.After));
        }

        if (request.ForecastDays is { } days)
        {
            if (ForecastOf(observed, moments, days, out why) is not { } grid)
                return Refuse(why);
            moments.AddRange(grid);
        }

        var end = moments.Max(moment => PublishedAt(scenario, moment.Release)! + moment.After) - VirtualTime.Zero;
        var plan = new CalibrationPlan
        {
            Request = request,
            Observed = observed,
            Parameters = parameters,
            Moments = moments.ToImmutable(),
            Scenario = scenario,
            ScenarioSha256 = $"{Digest.Sha256(read.ResolvedHocon)}",
            Devices = request.Devices ?? Math.Min(scenario.Fleet.Devices, CalibrationRequest.MostDevices),
            ObservedDevices = request.ObservedDevices ?? scenario.Fleet.Devices,
            Days = Math.Max(1, (int)Math.Ceiling(end!.Value.TotalDays + 1e-6)),
        };
        return WithEnds(plan, library);
    }

    /// <summary>Reads the scenario at both ends of all priors, so that no point of them is refused later.</summary>
    private static CalibrationPlanning WithEnds(CalibrationPlan plan, ScenarioLibrary library)
    {
        ImmutableArray<double> low = [.. plan.Parameters.Select(_ => 0.0)];
        ImmutableArray<double> high = [.. plan.Parameters.Select(_ => 1.0)];
        return plan.RunsOf([low, high], plan.Request.Seed, 1, library) is ExperimentPlanning.Refused refused
            ? Refuse($"at the ends of --free: {refused.Message}")
            : new CalibrationPlanning.Accepted(plan);
    }

    /// <summary>A day apart, from the day of the last observed point on; of its series.</summary>
    private static IEnumerable<AdoptionMoment>? ForecastOf(
        ImmutableArray<ObservedPoint> observed, ImmutableArray<AdoptionMoment>.Builder moments, double days,
        out string why)
    {
        var series = moments[0].Series;
        why = "a forecast is about one series; found rows of several releases or platforms.";
        if (moments.Any(moment => moment.Series != series))
            return null;
        var last = observed.Max(point => point.After);
        why = $"--until: found {days} d, allowed is a day after the last observed one, {last.TotalDays:0.##}, and "
            + $"{MostForecastDays} d at most.";
        if (!(days > last.TotalDays && days <= MostForecastDays))
            return null;
        var first = Math.Floor(last.TotalDays) + 1;
        return Enumerable.Range(0, (int)Math.Ceiling(days - first) + 1)
            .Select(i => TimeSpan.FromDays(Math.Min(days, first + i)))
            .Select(after => new AdoptionMoment(moments[0].Release, moments[0].Platform, after));
    }

    /// <summary>A release by its id, its name or one of its builds; null for the first that is published.</summary>
    private static IRelease? Target(Scenario scenario, string? name, out string why)
    {
        var published = scenario.Publications.Select(one => one.Release).Distinct()
            .Select(id => scenario.AllReleases.FirstOrDefault(release => release.Id == id))
            .OfType<IRelease>().ToArray();
        var known = ScenarioWords.OrNone(published.Select(release => release.Id));
        if (name is null)
        {
            why = $"the script of {scenario.Name} publishes nothing; a calibration needs a release that is published.";
            return published.FirstOrDefault();
        }

        var id = Release.NormaliseId(name);
        why = $"found the release '{ValueText.Shorten(name)}', allowed is one that the script of {scenario.Name} "
            + $"publishes: {known}.";
        return published.FirstOrDefault(release => release.Id == id)
            ?? published.FirstOrDefault(release => release.Targets.Any(
                target => target.Build.Text == name || target.Version == name));
    }

    internal static VirtualTime? PublishedAt(Scenario scenario, IRelease release) => scenario.Publications
        .Where(one => one.Release == release.Id)
        .Min(one => (VirtualTime?)one.At);

    private static CalibrationPlanning.Refused Refuse(string message) => new(OneLine.Of(message));
}
