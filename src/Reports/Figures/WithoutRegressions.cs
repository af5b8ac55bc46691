using System.Collections.Immutable;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Reports.Figures;

/// <summary>
/// The same fleet, seed and script without any regression, run for comparison and not stored. The dice are
/// counter-based, so everything that does not depend on a regression happens in both runs.
/// </summary>
/// <param name="HistoryHash">The hash of a run of the scenario without its regressions.</param>
/// <param name="Events">All events of that run.</param>
/// <param name="Applications">Crashes of the whole run with regressions, without them, and the difference.</param>
/// <param name="Releases">The releases in that run.</param>
public sealed record WithoutRegressions(
    string HistoryHash,
    long Events,
    ImmutableArray<CrashComparison> Applications,
    ImmutableArray<ReleaseWithoutRegressions> Releases)
{
    /// <param name="with">The run itself.</param>
    /// <param name="without">The same run without regressions.</param>
    public static WithoutRegressions Of(Report with, Report without)
    {
        var (crashes, others) = (with.Crashes!.Applications, without.Crashes!.Applications);
        return new(
            without.HistoryHash,
            without.Events,
            [
                .. crashes.Keys.Union(others.Keys).Order(StringComparer.Ordinal)
                    .Select(id => new CrashComparison(
                        id, Count(crashes, id), Count(others, id), Count(crashes, id) - Count(others, id))),
            ],
            [
                .. without.Crashes.Releases.Select(release => new ReleaseWithoutRegressions(
                    release.Id,
                    without.Releases.First(one => one.Id == release.Id).State,
                    release.Applications.ToImmutableSortedDictionary(
                        application => application.Id, application => application.Crashes, StringComparer.Ordinal),
                    release.DeviceHoursVulnerable,
                    release.FalseAlarms)),
            ]);

        static long Count(Counts crashes, string application) => crashes.GetValueOrDefault(application);
    }
}

/// <summary>The crashes of one application in both runs.</summary>
/// <param name="Id">The application's name.</param>
/// <param name="With">Crashes of the run itself.</param>
/// <param name="Without">Crashes of the run without regressions.</param>
/// <param name="Difference">
/// Crashes with regressions minus crashes without. It is not always the sum of
/// <see cref="ReleaseCrashFigures.CrashesCaused"/>: a device that restarts at another time misses other crashes of
/// the base.
/// </param>
public sealed record CrashComparison(string Id, long With, long Without, long Difference);

/// <summary>One release in the run without regressions.</summary>
/// <param name="Id">The release's id.</param>
/// <param name="State">Its state at the end.</param>
/// <param name="Crashes">By application, while the release was in use.</param>
/// <param name="DeviceHoursVulnerable">As in <see cref="ReleaseCrashFigures"/>.</param>
/// <param name="FalseAlarms">Nothing is harmed, so that every signal is a false alarm.</param>
public sealed record ReleaseWithoutRegressions(
    string Id, string State, Counts Crashes, decimal DeviceHoursVulnerable, FalseAlarmFigures FalseAlarms);
