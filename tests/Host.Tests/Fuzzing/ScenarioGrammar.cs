using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>How far a text may deviate from what a scenario allows.</summary>
internal enum Boldness
{
    /// <summary>Mostly accepted, and cheap to run: at most 60 devices for two days.</summary>
    Small,

    /// <summary>Sometimes a value that is extreme, contradictory or wrong.</summary>
    Bold,
}

/// <summary>Writes one scenario, in the grammar of <c>hocon/scenarios/README.md</c>.</summary>
internal sealed class ScenarioGrammar(Chance chance, Boldness boldness)
{
    /// <summary>Versions and builds of each platform in their order; a software update leads to a later one.</summary>
    private static readonly ImmutableArray<(string Version, string Build)> Phones =
    [
        ("16.4.1", "20E252"), ("16.5", "20F66"), ("16.5.1", "20F75"), ("16.6", "20G75"), ("17.0.3", "21A360"),
        ("26.3.1", "23D8133"), ("26.6", "23G71"), ("26.6.1", "23G83"),
    ];

    private static readonly ImmutableArray<(string Version, string Build)> Macs =
    [
        ("13.3.1", "22E261"), ("13.4", "22F66"), ("13.4.1", "22F82"), ("13.4.1", "22F2083"), ("13.5", "22G74"),
        ("14.0", "23A344"), ("26.3.1", "25D2128"), ("26.3.2", "25D2140"), ("26.6.2", "25G83"),
    ];

    private static readonly ImmutableArray<string> Platforms =
        ["iphone", "ipad", "mac-apple-silicon", "mac-intel", "linux"];

    private static readonly ImmutableArray<(string Version, string Build)> Servers =
        [("9.1", "5.14.0-162"), ("9.2", "5.14.0-284"), ("9.2", "5.14.0-284.11"), ("9.3", "5.14.0-362.8.1.el9_3")];

    private readonly StringBuilder _text = new();
    private readonly ScenarioValues _values = new(chance, boldness);
    private readonly List<(string Platform, int Os)> _builds = [];
    private readonly List<string> _releases = [];
    private readonly List<string> _updates = [];
    private readonly List<string> _applications = [];
    private readonly List<(string Id, string Component)> _flaws = [];
    private ImmutableArray<string> _rings = [];
    private int _devices;

    public static string Write(Chance chance, Boldness boldness) => new ScenarioGrammar(chance, boldness).Write();

    private static ImmutableArray<(string Version, string Build)> HistoryOf(string platform) =>
        platform.StartsWith("mac", StringComparison.Ordinal) ? Macs : platform == "linux" ? Servers : Phones;

    private string Write()
    {
        _text.Append(chance.Percent(5) ? "\uFEFF" : "").Append("# A story.\n");
        Line($"scenario {{ name = s{chance.Below(1000)}, start = \"{_values.Instant()}\", "
            + $"duration = {_values.Days()}, seed = {chance.Below(100_000)} }}");
        Fleet();
        _rings = RingGrammar.Write(chance, _values, Line);
        Vulnerabilities();
        Background();
        Updates();
        Releases();
        Rollout();
        foreach (var (key, value) in _values.Settings())
            Line($"{key} {chance.Of("=", ":")} {value}");
        Script();
        return _text.ToString();
    }

    private void Line(string line) =>
        _text.Append(line).Append(chance.Of("\n", "\n", "\n", "\n\n", " # why\n", "\r\n", "  \n", " // why\n"));

    /// <summary>The items of a list, with the separators that are allowed.</summary>
    private string Items(IEnumerable<string> items)
    {
        var separator = chance.Of(", ", "\n    ", ",\n    ", " ,\t");
        return string.Join(separator, items);
    }

    private void Fleet()
    {
        var kinds = Enumerable.Range(0, chance.Between(1, 3))
            .Select(_ => chance.OneOf(Platforms))
            .Select(platform => (Platform: platform, Os: chance.Below(HistoryOf(platform).Length)))
            .Distinct()
            .ToArray();
        _builds.AddRange(kinds);
        _devices = boldness == Boldness.Small ? chance.Between(1, 60) : chance.Of(1, 2, 50, 200, 9_999_999);
        var rest = 100;
        Line("fleet {");
        Line($"  devices = {_devices}");
        Line($"  platforms = [ {Items(kinds.Select((kind, i) =>
        {
            var share = i == kinds.Length - 1 ? rest : chance.Below(rest + 1);
            rest -= share;
            var os = HistoryOf(kind.Platform)[kind.Os];
            var desktops = chance.Percent(30) ? ", desktops = 40 %" : "";
            return $"{{ platform = {_values.Word(kind.Platform)}, share = {share} %, os = {_values.Version(os.Version)}"
                + $", build = {_values.Build(os.Build)}, models = [ {Models()} ]{desktops} }}";
        }))} ]");
        Applications();
        Line("}");
    }

    private void Vulnerabilities()
    {
        if (chance.Percent(60))
            return;
        Line("vulnerabilities {");
        foreach (var number in Enumerable.Range(0, chance.Below(3)))
        {
            var component = _values.Word(chance.Of("kernel", "frameworks", "safari", "system", "security-data"));
            var known = chance.Of("0 s", "1 h", "\"2023-07-09\"", "\"2023-07-10T18:00:00Z\"");
            var exploited = chance.Of("never", known);
            _flaws.Add(($"CVE-{number}", component));
            Line($"  CVE-{number} {{ component = {component}, known = {known}, exploited = {exploited} }}");
        }

        Line("}");
    }

    /// <summary>What is installed in the background, if there is a vulnerability that it can fix.</summary>
    private void Background()
    {
        foreach (var (section, component) in ((string, string)[])
            [("security-data", "security-data"), ("safari-packages", "safari"), ("live-patches", "kernel")])
        {
            var flaws = _flaws.Where(flaw => flaw.Component == component || boldness == Boldness.Bold).ToArray();
            if (flaws.Length == 0 || chance.Percent(50))
                continue;
            Line($"{section} {{");
            foreach (var number in Enumerable.Range(1, chance.Between(1, 2)))
            {
                var tool = section == "live-patches"
                    ? $"tool = {_values.Word(chance.Of("kpatch", "livepatch", "ksplice", "kernelcare", "kexec"))}, "
                    : "";
                Line($"  \"u{number}\" {{ {tool}published = {chance.Of("0 s", "1 h", "6 h")}, "
                    + $"download = {_values.Size()}, fixes = [\"{chance.OneOf(flaws).Id}\"] }}");
            }

            Line("}");
        }
    }

    private string Models() => Items(Enumerable.Range(0, chance.Between(1, 3)).Select(i =>
    {
        var name = chance.Of("iPhone15,2", "Mac14,2", "x", "größe");
        var chip = chance.Of("0x8120", "1", "0", "0xFFFFFFFF");
        return $"{{ name = \"{name}{i}\", chip = {chip} }}";
    }));

    private void Applications()
    {
        _applications.AddRange(["safari", "mail", "facebook", "instagram", "zoom"]);
        if (chance.Percent(60))
            return;
        _applications.Clear();
        _applications.AddRange(Enumerable.Range(0, chance.Below(5)).Select(i => $"app{i}"));
        Line($"  applications = [ {Items(_applications.Select(application =>
        {
            var daily = chance.Of("0 s", "1 min", "1 h", "3 h");
            var crashes = chance.Of("0", "0.001", "5", "200", "2000");
            return $"{{ id = {application}, popularity = {_values.Share()}, daily = {daily}, "
                + $"crashes-per-1000-hours = {crashes} }}";
        }))} ]");
    }

    private void Updates()
    {
        var updates = new List<string>();
        for (var i = chance.Below(4); i > 0; i--)
        {
            // A software update may start from the version to which another one leads.
            var targets = _builds.Distinct().Where(_ => chance.Percent(60)).ToArray()
                .Select(from => (From: from, To: From(from)))
                .Where(pair => boldness == Boldness.Bold || pair.To > pair.From.Os)
                .ToArray();
            if (targets.Length == 0)
                continue;
            var name = HistoryOf(targets[0].From.Platform)[targets[0].To].Version;
            _builds.AddRange(targets.Select(pair => (pair.From.Platform, pair.To)));
            if (_updates.Contains(name))
                continue;
            _updates.Add(name);
            var items = Items(targets.Select(pair => UpdateTarget(pair.From, pair.To)));
            updates.Add($"\"{name}\" {{ targets = [ {items} ]{Rollout()}{Loop()}");
        }

        if (updates.Count == 0)
            return;
        Line("software-updates {");
        foreach (var update in updates)
            Line($"  {update} }}");
        Line("}");

        string Rollout() => chance.Percent(30) ? ", rollout = rule" : "";

        string Loop() => chance.Percent(30)
            ? $", boot-loop {{ share = {_values.Share()}, hands-after = {_values.Duration("1 s")} }}"
            : "";

        int From((string Platform, int Os) from) => chance.Percent(boldness == Boldness.Bold ? 10 : 0)
            ? chance.Below(HistoryOf(from.Platform).Length)
            : Math.Min(from.Os + chance.Between(1, 3), HistoryOf(from.Platform).Length - 1);
    }

    private string UpdateTarget((string Platform, int Os) from, int to)
    {
        var history = HistoryOf(from.Platform);
        return $"{{ platform = {from.Platform}, from = {_values.Build(history[from.Os].Build)}, "
            + $"version = \"{history[to].Version}\", build = {_values.Build(history[to].Build)}, download = "
            + $"{_values.Size()} }}";
    }

    private void Releases()
    {
        Line("releases {");
        var letter = 'a';
        for (var i = chance.Below(4); i > 0; i--, letter++)
        {
            var targets = _builds.Distinct()
                .Where(one => chance.Percent(60) && (one.Platform != "linux" || boldness == Boldness.Bold))
                .ToArray();
            if (targets.Length == 0)
                continue;
            var version = HistoryOf(targets[0].Platform)[targets[0].Os].Version;
            var id = chance.Percent(80) ? $"{version}-{letter}" : $"response-{letter}";
            _releases.Add(id);
            var name = chance.Percent(20) && id == $"{version}-{letter}" ? $"{version} ({letter})" : id;
            Line($"  \"{name}\" {{ letter = {_values.Word($"{letter}")}");
            Line($"    targets = [ {Items(targets.Select(target => Target(target, letter)))} ]");
            if (chance.Percent(40))
                Line($"    regrets {{ share = {_values.Share()}, after = {_values.Duration("1 s")} }}");
            if (chance.Percent(40) && _applications.Count > 0)
                Line($"    regressions = [ {Regression([.. targets.Select(target => target.Platform)])} ]");
            Line("  }");
        }

        Line("}");
    }

    private string Target((string Platform, int Os) on, char letter)
    {
        var (version, build) = HistoryOf(on.Platform)[on.Os];
        var number = int.TryParse(build[3..], CultureInfo.InvariantCulture, out var its) ? its % 1000 : 0;
        return $"{{ platform = {on.Platform}, version = {_values.Version(version)}, "
            + $"prerequisite = {_values.Build(build)}, build = {_values.Build($"{build[..3]}77{number:D3}0{letter}")}, "
            + $"download = {_values.Size()} }}";
    }

    private string Regression(IReadOnlyList<string> platforms) =>
        $"{{ application = {_values.Word(chance.OneOf(_applications))}, "
        + $"multiplier = {chance.Of("1", "1.5", "8", "100")}, added-per-1000-hours = {chance.Of("0", "1", "40", "500")}"
        + (chance.Percent(40) ? $", platforms = [ {chance.OneOf(platforms)} ]" : "") + " }";

    private void Rollout()
    {
        var rule = chance.Of("", "", "rule = all-at-once", "rule = linear, over = 1 d, every = 3 h",
            "rule = phased, steps = [ { after = 0 s, percent = 10 % }, { after = 6 h, percent = 60 % } ]",
            "rule = phased, steps = [ { after = 0 s, percent = 0 % } ]");
        if (rule.Length > 0)
            Line($"rollout {{ {rule} }}");
    }

    private void Script()
    {
        var steps = Enumerable.Range(0, chance.Below(9)).Select(_ => $"{{ at = {_values.Moment()}, {Command()} }}");
        Line($"script = [ {Items(steps)} ]");
    }

    private string Command()
    {
        var device = chance.Below(Math.Max(1, Math.Min(_devices, 1000)));
        var release = _releases.Count > 0 ? chance.OneOf(_releases) : "";
        return (release.Length > 0 ? chance.Below(14) : 10 + chance.Below(6)) switch
        {
            _ when release.Length > 0 && chance.Percent(10) => RingGrammar.Command(chance, release, _rings),
            0 or 1 or 2 => $"do = publish, release = \"{release}\"",
            3 => $"do = publish, release = \"{release}\", percent = {_values.Percent()}",
            4 => $"do = ramp, release = \"{release}\", percent = {_values.Percent()}",
            5 => $"do = pause, release = \"{release}\", cause = \"x, # = {{\"",
            6 => $"do = resume, release = \"{release}\", cause = {_values.Word("again")}",
            7 => $"do = withdraw, release = \"{release}\", cause = {_values.Word("bad")}, "
                + $"remove-from-devices = {OnOff()}",
            8 => $"do = enforce, release = \"{release}\", within = {_values.Duration("0 s")}",
            9 => $"do = install, device = {device}, release = \"{release}\"",
            10 => $"do = share-analytics, device = {device}, share = {OnOff()}",
            11 when _updates.Count > 0 => $"do = publish-update, update = \"{chance.OneOf(_updates)}\"",
            11 or 12 => $"do = remove-responses, device = {device}",
            13 => $"do = unplug, device = {device}, for = {_values.Duration("1 min")}",
            14 => chance.Of("do = start-signing-outage", "do = end-signing-outage", "do = remove-from-managed"),
            _ => $"do = restrict, allow-installation = {OnOff()}, allow-removal = {OnOff()}",
        };

        string OnOff() => chance.Of("on", "off");
    }
}
