using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Crashes;

/// <summary>A surveillance for tests of rules: two applications, phones, two responses.</summary>
internal static class WatchedFleet
{
    public const int Browser = 0;
    public const int Mail = 1;

    public static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(12);

    /// <summary>One crash of the browser is expected in 1,000 hours, one of mail in 500.</summary>
    public static Scenario Scenario(Func<SurveillanceSettings, SurveillanceSettings>? change = null)
    {
        var settings = AnalyticsSettings.Default.Surveillance with { Limit = 10 };
        var plain = Plain();
        return plain with
        {
            Fleet = plain.Fleet with
            {
                Devices = 1000, Applications = [new("safari", 1, default, 1), new("mail", 1, default, 2)]
            },
            Analytics = AnalyticsSettings.Default with { Surveillance = change?.Invoke(settings) ?? settings },
        };
    }

    public static Surveillance Watching(Func<SurveillanceSettings, SurveillanceSettings>? change = null) =>
        new(Scenario(change));

    /// <summary>Both responses are published before anything is reported of them.</summary>
    public static AnalyticsState Published(Surveillance surveillance, AnalyticsState? before = null) =>
        new[] { A, C }.Aggregate(
            before ?? AnalyticsState.Initial(surveillance),
            (state, release) => AnalyticsDecider.Watch(state, surveillance, release, VirtualTime.Zero));

    /// <summary>Lines of the browser on phones.</summary>
    public static ReportedLine Line(int release, int crashes, double hours, int day = 0, int order = 0) => new(
        order, Noon + TimeSpan.FromDays(day), release, Platform.IPhone, ReportedUse.Of(crashes, hours), false, false);

    /// <summary>Counts lines of the browser, and applies the events that follow.</summary>
    public static (AnalyticsState State, ImmutableArray<CrashSignal> Signals) Count(
        AnalyticsState state, Surveillance surveillance, params ImmutableArray<ReportedLine> lines)
    {
        var counts = CrashCounting.Count(
            surveillance, state.Releases, new(Browser, state.Cells[..surveillance.CellsPerApplication], lines));
        var counted = state with { Cells = [.. counts.Cells, .. state.Cells[surveillance.CellsPerApplication..]] };
        return (
            counts.Signals.Aggregate(counted, (one, signal) => one.Evolve(signal.Detected, signal.At, surveillance)),
            counts.Signals);
    }
}
