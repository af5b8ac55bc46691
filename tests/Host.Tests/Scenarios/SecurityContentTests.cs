using RsrActors.Model.Platforms;
using RsrActors.Scenarios;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>Vulnerabilities, and which release may claim to fix them.</summary>
public sealed class SecurityContentTests
{
    private const string Flaws = """
        vulnerabilities {
          "CVE-2023-37450" { component = frameworks, known = "2023-07-09", exploited = "2023-07-10T18:00:00Z" }
          "CVE-2023-38606" { component = kernel, platforms = [iphone], known = 1 d }
          "EFI-1" { component = firmware, exploited = 2 h }
        }
        """;

    [Fact]
    public void A_vulnerability_has_a_component_platforms_and_two_moments()
    {
        var flaws = Accepted(With("")).Vulnerabilities;

        Assert.Equal(
            [Component.Frameworks, Component.Kernel, Component.Firmware], flaws.Select(flaw => flaw.Component));
        Assert.Equal(
            [TimeSpan.FromHours(-41), TimeSpan.FromDays(1), TimeSpan.Zero], flaws.Select(flaw => flaw.Known));
        Assert.Equal<TimeSpan?>(
            [TimeSpan.FromHours(1), null, TimeSpan.FromHours(2)], flaws.Select(flaw => flaw.Exploited));
        Assert.Equal([false, true, false], flaws.Select(flaw => !flaw.Concerns(Platform.MacIntel)));
    }

    [Fact]
    public void An_update_fixes_what_it_says_and_what_its_responses_fix()
    {
        var scenario = Accepted(With("CVE-2023-37450", "CVE-2023-38606", "EFI-1"));

        Assert.Equal(
            ["CVE-2023-37450", "CVE-2023-38606", "EFI-1"],
            scenario.SecurityContentOf(scenario.Updates[0]).AsEnumerable());
        Assert.Equal(["CVE-2023-37450"], scenario.Releases[0].Fixes.AsEnumerable());
    }

    [Theory]
    [InlineData("CVE-2023-38606", "kernel")]
    [InlineData("EFI-1", "firmware")]
    public void A_response_that_claims_to_fix_what_boots_before_the_cryptexes_is_refused(string flaw, string component)
    {
        var message = Refused(With(flaw));

        Assert.Contains("line 20: releases.\"16.5.1-a\".fixes: ", message, StringComparison.Ordinal);
        Assert.Contains($"found '{flaw}' in {component}", message, StringComparison.Ordinal);
        Assert.Contains(
            "the content of cryptexes is bootstrapped after the kernel has booted", message, StringComparison.Ordinal);
        Assert.Contains("allowed are vulnerabilities in frameworks and safari", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "component = kernel", "component = kernal", "found 'kernal'", "firmware, kernel, boot-kernel-collection")]
    [InlineData("known = 1 d", "known = yesterday", "found 'yesterday'", "a date such as \"2023-05-18\"")]
    [InlineData("exploited = 2 h", "exploited = soon", "found 'soon'", "allowed is never, a date")]
    [InlineData("platforms = [iphone]", "platforms = [android]", "found 'android'", "iphone, ipad")]
    [InlineData("component = firmware", "component = security-data, platforms = [ipad]", "found 'ipad'",
        "the platforms that have security-data: mac-apple-silicon, mac-intel")]
    [InlineData("\"EFI-1\"", "\"cve-2023-37450\"", "found 'CVE-2023-37450' and 'cve-2023-37450'",
        "differ in more than small and capital letters")]
    [InlineData("\"EFI-1\"", "\"EFI 1\"", "found 'EFI 1'", "an identifier such as CVE-2023-37450")]
    [InlineData("component = kernel, ", "", "component: missing", "no default")]
    public void A_vulnerability_with_a_wrong_value_is_refused(string piece, string other, params string[] parts)
    {
        var message = Refused(Read(Small + "\n" + Flaws.Replace(piece, other, StringComparison.Ordinal)));

        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_release_can_only_fix_what_its_platforms_have()
    {
        var small = Small_with("letter = a", "letter = a\nfixes = [\"CVE-1\"]");
        var flaw = "\nvulnerabilities { \"CVE-1\" { component = safari, platforms = [ipad] } }";

        Assert.Contains(
            "releases.\"16.5.1-a\".fixes: found 'CVE-1', which no device on iphone, mac-intel has",
            Refused(Read(small + flaw)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_can_only_fix_vulnerabilities_of_the_scenario() =>
        Assert.Contains(
            "found 'CVE-1', allowed are the vulnerabilities of this scenario: (there are none)",
            Refused(Read(Small_with("letter = a", "letter = a\nfixes = [\"CVE-1\"]"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("2.7 MB", 2_700_000)]
    [InlineData("computed", 2_690_000)]
    public void A_download_is_computed_when_the_scenario_does_not_say_it(string download, long bytes)
    {
        var target = Accepted(Set($"releases.16.5.1-a.targets.0.download={download}")).Releases[0].Targets[0];

        Assert.InRange(target.Download, bytes - 10_000, bytes + 10_000);
    }

    [Fact]
    public void The_resolved_form_of_a_scenario_with_security_content_gives_the_same_scenario()
    {
        var accepted = (ScenarioReading.Accepted)With("CVE-2023-37450", "CVE-2023-38606", "EFI-1");

        Assert.Equal(Show(accepted.Scenario), Show(Accepted(Read(accepted.ResolvedHocon))));
        Assert.DoesNotContain(
            "vulnerabilities", ((ScenarioReading.Accepted)Read(Small)).ResolvedHocon, StringComparison.Ordinal);
    }

    /// <summary>The small scenario with the flaws, fixed by the response and, beside these, by the update.</summary>
    private static ScenarioReading With(string response, params string[] update)
    {
        var small = Small
            .Replace("letter = a", $"letter = a\n    fixes = [{Quoted(response)}]", StringComparison.Ordinal)
            .Replace(
                "includes = [\"16.5.1-a\"]",
                $"includes = [\"16.5.1-a\"]\n    fixes = [{string.Join(", ", update.Select(Quoted))}]",
                StringComparison.Ordinal);
        return Read(small.Replace("releases {", Flaws + "\nreleases {", StringComparison.Ordinal));
    }

    private static string Quoted(string text) => text.Length == 0 ? "" : $"\"{text}\"";
}
