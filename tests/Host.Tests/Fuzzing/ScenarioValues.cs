using System.Collections.Immutable;
using System.Globalization;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>
/// Single values of a scenario, and the keys that hold one, as the README beside the scenarios lists them.
/// </summary>
internal sealed class ScenarioValues(Chance chance, Boldness boldness)
{
    /// <summary>Key and unit of every key that is no list and is in no list and in no named section.</summary>
    private static readonly ImmutableArray<(string Key, string Unit)> Keys =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "hocon", "scenarios", "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 7)
            .Select(cells => (Key: cells[1].Trim('`'), Unit: cells[3]))
            .Where(row => !row.Key.Contains("[]", StringComparison.Ordinal)
                && !row.Key.Contains("ID", StringComparison.Ordinal)
                && !row.Key.Contains("VULNERABILITY", StringComparison.Ordinal)
                && !row.Key.Contains("VERSION", StringComparison.Ordinal)
                && !row.Key.Contains("NAME", StringComparison.Ordinal)
                && !row.Key.Contains("GROUP", StringComparison.Ordinal)
                && !row.Key.StartsWith("scenario", StringComparison.Ordinal)
                && !row.Key.StartsWith("software", StringComparison.Ordinal)
                && row.Key is not ("fleet.devices" or "script" or "rollout.rule" or "rollout.over" or "rollout.every")
                && row.Unit != "list"),
    ];

    private static readonly string[] Wrong =
    [
        "", "\"\"", "null", "-1", "0", "1e400", "99999999999999999999 d", "0.1", "1", "5 %%", "{ a = 1 }", "[1, 2]",
            "[]", "\"\\n\"",
        "NaN", "Infinity", "1,5 %", "-5 %", "101 %", "1e-30 %", "2147483648", "-3 d", "3 MB/s", "\"\\u0000\"",
            "\"\\ud800\"",
        "16.5.1", "20F75", "true", "x y z", "\" \"", "5 \u00A0%", "+1 h", "\"\"\"a\nb\"\"\"",
    ];

    private bool Strays(int percent) => boldness == Boldness.Bold && chance.Percent(percent);

    private string Or(string value) => Strays(2) ? chance.OneOf(Wrong) : value;

    public string Word(string word) => Or(word);

    public string Version(string version) =>
        Strays(1) ? chance.Of("12.0", "16", "16.5.1.9.9", "0.0") : Or(chance.Percent(50) ? version : $"\"{version}\"");

    public string Build(string build) => Strays(1) ? chance.Of("20A1", "99Z9999", "20F770750b", "22F82") : Or(build);

    public string Instant() => Strays(5)
        ? chance.Of("9990-01-01T00:00Z", "0001-01-01T00:00Z", "1969-12-31T23:59:59Z", "2024-02-30T00:00Z",
            "2100-01-01T00:00Z", "today")
        : chance.Of(
            "2023-07-10T17:00:00Z", "1970-01-01T00:00Z", "2099-12-31T23:59:59.999Z", "2024-02-29T23:59Z",
                "2049-12-31T12:00:00Z",
            "2026-08-24 06:30Z");

    public string Days() => Strays(5)
        ? chance.Of("unlimited", "3650 d", "1 min", "0 s", "59 s", "1e300 d", "365 d")
        : chance.Of("1 d", "2 d", "30 h", "1 min", "1440 min", "0.5 d");

    /// <summary>A moment of the script.</summary>
    public string Moment() =>
        Or(chance.Of("0 s", "0 s", "1 ms", "59 s", "1 min", "3 h", "6 h", "9 h", "11 h", "700 min"));

    public string Duration(string least)
    {
        var enough = chance.Of("30 min", "6 h", "1 d", "10 d", "90 min", "36 h");
        return Strays(10) || (boldness == Boldness.Small && chance.Percent(10))
            ? chance.Of(least, least, "3650 d", "1.5 h", "2 days", "500000 ms")
            : Or(enough);
    }

    public string Share() => Or(chance.Of("0 %", "100 %", "1 %", "5 %", "50 %", "12.5 %", "99.999 %", "0.0001 %"));

    /// <summary>The percent of an order.</summary>
    public string Percent() => boldness == Boldness.Bold ? Share() : chance.Of("0 %", "100 %", "5 %", "12.5 %");

    public string Size() => Or(chance.Of("1 B", "2.7 MB", "85.2 MB", "1.9 GB", "1000 GB", "12 KB"));

    /// <summary>Some keys with values; over many texts every key of the README.</summary>
    public IEnumerable<(string Key, string Value)> Settings() => Enumerable.Range(0, chance.Below(12))
        .Select(_ => chance.OneOf(Keys))
        // Most keys of a rollout fit one rule only, and an inventory takes the place of the platforms. They would have
        // a text refused that is meant to be accepted.
        .Where(row => boldness == Boldness.Bold
            || !(row.Key.StartsWith("rollout.", StringComparison.Ordinal)
                || row.Key.StartsWith("fleet.inventory", StringComparison.Ordinal)))
        .DistinctBy(row => row.Key)
        .Select(row => (Named(row.Key), Value(row.Key, row.Unit)))
        .ToArray();

    /// <summary>A setting of the command line: any key with any value.</summary>
    public string Setting()
    {
        var (key, unit) = chance.OneOf(Keys);
        var place = chance.Of(
            Named(key), Named(key), Named(key), Named(key),
                "scenario.duration", "fleet.devices", "script.0.at", "script.0",
                "releases.16.5.1-a.letter",
            "releases.\"16.5.1 (a)\".targets.0.build", "fleet.platforms.1.share", "fleet", "a..b", "\"", "\"a\"b", ".",
                "", "script.99",
            "fleet.platforms.-1.os", string.Join('.', Enumerable.Repeat("a", chance.Below(300))));
        var value = chance.Percent(50) ? Value(key, unit) : chance.OneOf(Wrong);
        return $"{place}{chance.Of("=", "=", "=", "=", "", ":", "==", " = ")}{value}";
    }

    private string Named(string key) => key.Replace(
        "PLATFORM", chance.Of("iphone", "ipad", "mac-apple-silicon", "mac-intel"), StringComparison.Ordinal);

    private string Value(string key, string unit)
    {
        if (Strays(8))
            return chance.OneOf(Wrong);
        return key.Replace("behaviour-by-platform.PLATFORM", "behaviour", StringComparison.Ordinal) switch
        {
            // The smallest latency of the vendor and of uploads: mostly no longer than the latencies are by default.
            "kernel.lookahead" => chance.Of("1 s", "5 s", "15 s", "1001 ms"),
            "services.catalogue-propagation" or "analytics.surveillance.review" =>
                chance.Of("15 s", "1 min", "3 h", "3650 d"),
            "services.signing.latency" or "analytics.upload.latency" =>
                chance.Of("[15 s, 15 s]", "[15 s, 1 h]", "[1 min, 3650 d]"),
            "services.signing.algorithm" => chance.Of("ecdsa-p256", "ecdsa-p384", "ml-dsa-65", "merkle-ecdsa-p256"),
            "analytics.surveillance.alpha" => chance.Of("0.0001 %", "1 %", "5 %", "50 %"),
            "analytics.surveillance.limit" => chance.Of("0.001", "1", "100", "1000", "0.5"),
            "analytics.surveillance.baseline" => chance.Of("catalogue", "estimated"),
            "analytics.recommendation.test" => chance.Of("exact", "stability"),
            "fleet.behaviour.restart-promptly" or "fleet.behaviour.restart-overnight"
                or "fleet.behaviour.accept-relaunch" or "fleet.behaviour.decline-relaunch" =>
                chance.Of("0 %", "10 %", "50 %"),
            "volumes.storage" or "volumes.mac-storage" => chance.Of("[64 GB]", "[32 GB, 128 GB]", "[1000 GB]"),
            "volumes.free" => chance.Of("[0 %, 0 %]", "[10 %, 80 %]", "[0 %, 100 %]"),
            "volumes.preboot-quota" => chance.Of("off", "6 GB", "1000 GB"),
            "volumes.frees-space-after" when boldness == Boldness.Small => chance.Of("10 min", "1 h", "3650 d"),
            _ when key.StartsWith("fleet.management.deferrals.", StringComparison.Ordinal) =>
                chance.Of("0 d", "7 d", "90 d", "36 h"),
            "fleet.behaviour.in-use" => chance.Of("20 %", "50 %", "100 %"),

            // A second for each would give millions of events a day.
            "kernel.epoch.longest" or "fleet.install.gate-retry" or "fleet.install.management-retry"
                or "fleet.install.retry.first" or "fleet.install.retry.longest" when boldness == Boldness.Small =>
                    chance.Of("10 min", "1 h", "1 d", "3650 d"),
            _ => ByUnit(unit),
        };
    }

    private string ByUnit(string unit) => unit switch
    {
        _ when unit.StartsWith("pair", StringComparison.Ordinal) =>
            chance.Of("[0 s, 0 s]", "[1 min, 2 min]", "[0 s, 3650 d]", "[90 s, 1 h]"),
        _ when unit.StartsWith("duration", StringComparison.Ordinal) => Duration("1 min"),
        _ when unit.StartsWith("share", StringComparison.Ordinal) => Share(),
        _ when unit.StartsWith("whole percent", StringComparison.Ordinal) => chance.Of("0 %", "10 %", "50 %", "100 %"),
        _ when unit.StartsWith("count", StringComparison.Ordinal) =>
            chance.Of("1", "2", "6", "63", boldness == Boldness.Bold ? "1000000" : "5"),
        _ when unit.StartsWith("number", StringComparison.Ordinal) => chance.Of("1", "1.5", "100"),
        _ when unit.StartsWith("rate", StringComparison.Ordinal) =>
            chance.Of("1 KB/s", "4 MB/s", "1000 GB/s", "1.5 MB/s"),
        _ when unit.StartsWith("size", StringComparison.Ordinal) => Size(),
        _ when unit.StartsWith("on or off", StringComparison.Ordinal) => chance.Of("on", "off", "true", "no"),
        _ => chance.Below(1000).ToString(CultureInfo.InvariantCulture),
    };
}
