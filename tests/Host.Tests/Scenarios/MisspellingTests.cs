using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>
/// A misspelt key is reported before its consequences: its default was taken, which may not fit other values.
/// </summary>
public sealed class MisspellingTests
{
    [Theory]
    [InlineData("letter = a", "letter = a, regressions = [ { application = safari, multiplyer = 3 } ]",
        "releases.\"16.5.1-a\".regressions.0.multiplyer: unknown key; did you mean multiplier?")]
    [InlineData("letter = a", "letter = a, regrets { share = 5 %, aftr = 3 h }",
        "releases.\"16.5.1-a\".regrets.aftr: unknown key; did you mean after?")]
    [InlineData("share = 60 %", "shar = 60 %", "fleet.platforms.0.shar: unknown key; did you mean share?")]
    [InlineData("duration = 3 d", "durration = 3 d", "scenario.durration: unknown key; did you mean duration?")]
    [InlineData("devices = 200", "devcies = 200", "fleet.devcies: unknown key; did you mean devices?")]
    [InlineData("\"16.6\" {\n    targets", "\"16.6\" {\n    tragets",
        "software-updates.\"16.6\".tragets: unknown key; did you mean targets?")]
    [InlineData("from = 20F75", "form = 20F75",
        "software-updates.\"16.6\".targets.0.form: unknown key; did you mean from?")]
    [InlineData("releases {", "relaeses {", "relaeses: unknown key; did you mean releases?")]
    [InlineData("software-updates {", "software-update {",
        "software-update: unknown key; did you mean software-updates?")]
    [InlineData("script = [", "script = [ { doo = install, device = 3, release = \"16.5.1-a\", at = 0 s },",
        "script.0.doo: unknown key; did you mean do?")]
    [InlineData("script = [", "script = [ { device = 3, for = 3 h, at = 0 s, od = unplug },",
        "script.0.do: missing; it has no default")]
    [InlineData("script = [", "script = [ { device = 3, release = \"16.5.1-a\", at = 0 s, do = instal },",
        "script.0.do: found 'instal', allowed is one of publish, ramp")]
    [InlineData("script = [", "script = [ { do = withdraw, at = 0 s, release = \"16.5.1-a\", csuse = x },",
        "script.0.csuse: unknown key; did you mean cause?")]
    [InlineData("script = [", "rollout { over = 1 d, every = 1 h, ruel = linear }\nscript = [",
        "rollout.ruel: unknown key; did you mean rule?")]
    [InlineData("script = [", "rollout { over = 1 d, every = 1 h, rule = liner }\nscript = [",
        "rollout.rule: found 'liner', allowed is one of all-at-once, ")]
    [InlineData("script = [", "rollout { over = 1 d, every = 1 h }\nscript = [",
        "rollout.over: unknown key; allowed here: ")]
    [InlineData("script = [",
        "analytics { upload { latencyy = [20 s, 30 s] } }\nkernel { lookahead = 20 s }\nscript = [",
        "analytics.upload.latencyy: unknown key; did you mean latency?")]
    public void A_misspelt_key_is_named_first(string piece, string other, string message) =>
        Assert.Contains(message, Refused(Read(Small_with(piece, other))), StringComparison.Ordinal);

    [Fact]
    public void A_misspelt_section_is_named_before_earlier_lines_that_refer_to_it()
    {
        var script = Small[Small.IndexOf("script = [", StringComparison.Ordinal)..];
        var text = Small.Replace(script, "", StringComparison.Ordinal)
            .Replace("fleet {", $"{script}\nfleet {{", StringComparison.Ordinal)
            .Replace("releases {", "relases {", StringComparison.Ordinal);

        Assert.Contains("relases: unknown key; did you mean releases?", Refused(Read(text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1", "it could mean 0.1 % or 10 %")]
    [InlineData(".25", "it could mean 0.25 % or 25 %")]
    [InlineData("1", "it could mean 1 % or 100 %")]
    [InlineData("1e-3", "it could mean 0.001 % or 0.1 %")]
    [InlineData("2", "such as 2 %")]
    [InlineData("99.5", "such as 99.5 %")]
    [InlineData("0", "such as 0 %")]
    [InlineData("101", "such as 12.5 %")]
    [InlineData("-0.5", "such as 12.5 %")]
    public void A_share_without_a_unit_is_refused_with_its_possible_meanings(string share, string advice)
    {
        foreach (var key in (string[])["script.0.percent", "faults.did-not-start", "fleet.lockdown-mode"])
        {
            var message = Refused(Set($"{key}={share}"));

            Assert.Contains($"{key}: found '{share}', which has no unit", message, StringComparison.Ordinal);
            Assert.Contains(advice, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("scenario.duration=1e400 d", "found '1e400 d', allowed is a duration from 1 min to 3650 d")]
    [InlineData("scenario.duration=99999999999999999999 d", "allowed is a duration from 1 min to 3650 d")]
    [InlineData("scenario.duration=1000000000000000 ms", "allowed is a duration from 1 min to 3650 d")]
    [InlineData("scenario.duration=-1e400 d", "allowed is a duration from 1 min to 3650 d")]
    [InlineData("faults.did-not-start=1e400 %", "allowed is a share from 0 % to 100 %")]
    [InlineData("fleet.devices=99999999999999999999", "allowed is a whole number from 1 to 9999999")]
    [InlineData("releases.16.5.1-a.targets.0.download=1e400 GB", "found '1e400 GB', allowed is 1 B to 1000 GB")]
    [InlineData("releases.16.5.1-a.targets.0.download=1001 GB", "found '1001 GB', allowed is 1 B to 1000 GB")]
    [InlineData("fleet.install.median-bandwidth=1 B/s", "found '1 B/s', allowed is 1 KB/s to 1000 GB/s")]
    public void A_number_of_any_size_is_refused_with_its_range(string setting, string message) =>
        Assert.Contains(message, Refused(Set(setting)), StringComparison.Ordinal);
}
