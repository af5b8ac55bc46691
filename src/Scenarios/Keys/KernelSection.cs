using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>kernel</c>: windows, cohorts and epochs of the simulation.</summary>
internal static class KernelSection
{
    private const string Auto = "auto";
    private const string Never = "never";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly ValueReader<TimeSpan> IdleTimeout =
        SectionValues.DurationBetween(Second, Quantity.LongestDuration);

    public static KernelSettings Read(Section kernel)
    {
        var lookahead = kernel.Duration("lookahead", "15 s", least: Second);
        var cohorts = kernel.Count("cohorts", "64", 1, 4096);
        var memoise = kernel.Switch("memoise", "on");
        var passivation = kernel.Value<Passivation>(
            "passivate-after", Auto, new Passivation.Auto(), ReadPassivation);
        return kernel.Inside("epoch", epoch => new KernelSettings(
            lookahead,
            cohorts,
            memoise,
            epoch.Count("events", "300", 1, 50_000),
            epoch.Duration("longest", "1 d", least: Second),
            epoch.Count("snapshot-every", "16", 1, 1_000_000))
        {
            Passivation = passivation,
        });
    }

    public static void Write(HoconWriter writer, KernelSettings kernel) => writer.Section("kernel", () =>
    {
        writer.Key("lookahead", ScenarioWords.Of(kernel.Lookahead));
        writer.Key("cohorts", $"{kernel.Cohorts}");
        writer.Key("memoise", ScenarioWords.Switch(kernel.Memoise));
        if (kernel.Passivation is not Passivation.Auto)
            writer.Key("passivate-after", Word(kernel.Passivation));
        writer.Section("epoch", () =>
        {
            writer.Key("events", $"{kernel.EpochEvents}");
            writer.Key("longest", ScenarioWords.Of(kernel.EpochLongest));
            writer.Key("snapshot-every", $"{kernel.SnapshotEvery}");
        });
    });

    private static bool ReadPassivation(string text, out Passivation value, out string why)
    {
        (value, why) = (text == Never ? new Passivation.Never() : new Passivation.Auto(), "");
        if (text is Auto or Never)
            return true;
        var read = IdleTimeout(text, out var timeout, out why);
        value = new Passivation.After(timeout);
        why += $", or {Never}, or {Auto}";
        return read;
    }

    private static string Word(Passivation passivation) => passivation switch
    {
        Passivation.Auto => Auto,
        Passivation.Never => Never,
        Passivation.After(var timeout) => ScenarioWords.Of(timeout),
        _ => throw new ArgumentOutOfRangeException(
            nameof(passivation), passivation, "A new setting needs its word here."),
    };
}
