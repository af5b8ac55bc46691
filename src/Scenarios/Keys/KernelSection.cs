using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>kernel</c>: windows, cohorts and epochs of the simulation.</summary>
internal static class KernelSection
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static KernelSettings Read(Section kernel)
    {
        var lookahead = kernel.Duration("lookahead", "15 s", least: Second);
        var cohorts = kernel.Count("cohorts", "64", 1, 4096);
        var memoise = kernel.Switch("memoise", "on");
        return kernel.Inside("epoch", epoch => new KernelSettings(
            lookahead,
            cohorts,
            memoise,
            epoch.Count("events", "300", 1, 50_000),
            epoch.Duration("longest", "1 d", least: Second),
            epoch.Count("snapshot-every", "16", 1, 1_000_000)));
    }

    public static void Write(HoconWriter writer, KernelSettings kernel) => writer.Section("kernel", () =>
    {
        writer.Key("lookahead", ScenarioWords.Of(kernel.Lookahead));
        writer.Key("cohorts", $"{kernel.Cohorts}");
        writer.Key("memoise", ScenarioWords.Switch(kernel.Memoise));
        writer.Section("epoch", () =>
        {
            writer.Key("events", $"{kernel.EpochEvents}");
            writer.Key("longest", ScenarioWords.Of(kernel.EpochLongest));
            writer.Key("snapshot-every", $"{kernel.SnapshotEvery}");
        });
    });
}
