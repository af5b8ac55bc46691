using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>The sections <c>security-data</c>, <c>safari-packages</c> and <c>live-patches</c>.</summary>
public sealed class BackgroundTests
{
    private const string Flaws = """

        vulnerabilities {
          malware { component = security-data }
          kernel-flaw { component = kernel }
          safari-flaw { component = safari }
        }

        """;

    [Fact]
    public void What_is_installed_in_the_background_is_in_the_order_of_publication()
    {
        var scenario = Accepted(Read(Macs + Flaws + """
            security-data {
              "2171" { published = 9 h, fixes = [malware] }
              "2170" { published = 1 h, fixes = [malware] }
            }
            safari-packages { "15.6" { published = 2 h, download = 90 MB, fixes = [safari-flaw] } }
            """));

        Assert.Equal(["2170", "15.6", "2171"], scenario.Background.Select(update => update.Id));
        Assert.Equal([1_000_000, 90_000_000, 1_000_000], scenario.Background.Select(update => update.Download));
        Assert.Equal(
            [MechanismKind.SecurityData, MechanismKind.SafariPackage, MechanismKind.SecurityData],
            scenario.Background.Select(update => update.Mechanism));
        AssertSurvives(scenario);
    }

    [Theory]
    [InlineData("kpatch", MechanismKind.LivePatch, 2_000_000, 0, 0)]
    [InlineData("kernelcare", MechanismKind.LivePatch, 2_000_000, 0, 0)]
    [InlineData("kexec", MechanismKind.Kexec, 100_000_000, 2, 10)]
    public void The_tool_decides_download_and_outage(
        string tool, MechanismKind mechanism, long download, int least, int most)
    {
        var scenario = Accepted(Read(
            $"{Servers}{Flaws}live-patches {{ p {{ tool = {tool}, published = 1 d, withdrawn = 2 d, "
            + "builds = [5.14.0-284], fixes = [kernel-flaw] } }"));

        var update = Assert.Single(scenario.Background);
        Assert.Equal((mechanism, download), (update.Mechanism, update.Download));
        Assert.Equal(
            (TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most)),
            (update.Kernel!.Outage.From, update.Kernel.Outage.To));
        AssertSurvives(scenario);
    }

    [Theory]
    [InlineData("{ p { tool = kpatch, platform = iphone, published = 1 d, fixes = [kernel-flaw] } }",
        "live-patches.p.fixes: found 'kernel-flaw' in kernel; Secure Boot verifies the kernel")]
    [InlineData("{ p { tool = kpatch, platform = iphone, published = 1 d, fixes = [kernel-flaw] } }",
        "allowed is no live-patch for iphone, and a software update fixes it")]
    [InlineData("{ p { tool = kpatch, published = 1 d, fixes = [safari-flaw] } }", "the running kernel only")]
    [InlineData("{ p { tool = kpatch, published = 1 d, fixes = [] } }", "found an empty list")]
    [InlineData("{ p { tool = kpatch, published = 1 d, fixes = [none] } }", "allowed are the vulnerabilities of this")]
    [InlineData("{ p { tool = magic, published = 1 d, fixes = [kernel-flaw] } }",
        "allowed is one of kpatch, livepatch, ksplice, kernelcare, kexec")]
    [InlineData("{ p { tool = kpatch, fixes = [kernel-flaw] } }", "live-patches.p.published: missing")]
    [InlineData("{ p { tool = kpatch, published = 2 d, withdrawn = 1 d, fixes = [kernel-flaw] } }",
        "allowed is a moment after published")]
    [InlineData("{ p { tool = kpatch, published = 1 d, builds = [6.1], fixes = [kernel-flaw] } }",
        "found '6.1', which no device of the fleet that can have it runs")]
    [InlineData("{ p { tool = kpatch, published = 1 d, fixes = [kernel-flaw] }, "
        + "q { tool = ksplice, published = 1 d, fixes = [kernel-flaw] } }", "which p has too")]
    [InlineData(
        "{ \"a b\" { tool = kpatch, published = 1 d, fixes = [kernel-flaw] } }", "allowed is a version or name")]
    public void A_live_patch_that_cannot_be_is_refused_with_the_reason(string patches, string why) => Assert.Contains(
        why, Refused(Read($"{Servers}{Flaws}live-patches {patches}")), StringComparison.Ordinal);

    [Fact]
    public void A_fleet_needs_a_device_that_can_have_it() => Assert.Contains(
        "found a live-patch for linux, of which the fleet has no device",
        Refused(Read(
            $"{Small}{Flaws}live-patches {{ p {{ tool = kpatch, published = 1 d, fixes = [kernel-flaw] }} }}")),
        StringComparison.Ordinal);

    [Fact]
    public void A_mac_with_cryptexes_has_no_safari_package() => Assert.Contains(
        "since macOS 13 Safari is in a cryptex",
        Refused(Read(
            Macs.Replace("12.5", "13.5", StringComparison.Ordinal) + Flaws
            + "safari-packages { \"15.6\" { published = 1 d, fixes = [safari-flaw] } }")),
        StringComparison.Ordinal);

    /// <summary>The Macs with 12.5 could have a package, but this one is for the builds of the others.</summary>
    [Theory]
    [InlineData("[22F82]", "no device of the fleet can have it: since macOS 13 Safari is in a cryptex")]
    [InlineData("[22F82, 21G72]", null)]
    [InlineData("[]", null)]
    public void A_safari_package_needs_a_build_without_cryptexes(string builds, string? why)
    {
        var reading = Read(
            Macs.Replace("share = 100 %", "share = 50 %", StringComparison.Ordinal).Replace("platforms = [", """
                platforms = [
                    { platform = mac-apple-silicon, share = 50 %, os = 13.4.1, build = 22F82
                      models = [ { name = "Mac14,2", chip = 0x8112 } ] }
                """, StringComparison.Ordinal) + Flaws
            + $"safari-packages {{ \"15.6\" {{ published = 1 d, builds = {builds}, fixes = [safari-flaw] }} }}");

        if (why is null)
            Accepted(reading);
        else
            Assert.Contains(why, Refused(reading), StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_for_a_system_without_cryptexes_is_refused() => Assert.Contains(
        "found '12.5'; version 12.5 of mac-intel has no cryptexes, so it has no responses",
        Refused(Read(Macs.Replace("releases {}", """
            releases {
              "12.5-a" {
                letter = a
                targets = [ { platform = mac-intel, version = 12.5, prerequisite = 21G72, build = 21G770720b } ]
              }
            }
            """, StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Fact]
    public void The_build_of_a_server_is_the_release_of_its_kernel() => Assert.Contains(
        "found '20F 75', allowed is the release of a kernel such as 5.14.0-362",
        Refused(Read(Servers.Replace("5.14.0-284", "\"20F 75\"", StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Fact]
    public void More_than_thirty_two_are_refused() => Assert.Contains(
        "found 33 background updates, allowed are 32 at most",
        Refused(Read(
            $"{Macs}{Flaws}security-data {{ {string.Join(", ", Enumerable.Range(1, 33).Select(
                i => $"v{i} {{ published = {i} h, fixes = [malware] }}"))} }}")),
        StringComparison.Ordinal);

    [Fact]
    public void A_scenario_without_them_does_not_mention_them()
    {
        var resolved = ((ScenarioReading.Accepted)Read(Small)).ResolvedHocon;

        Assert.All(
            (string[])["security-data", "safari-packages", "live-patches", "linux"],
            word => Assert.DoesNotContain(word, resolved, StringComparison.Ordinal));
    }

    private static string Macs => OneKind("mac-intel", "12.5", "21G72", "MacBookPro16,1");

    private static string Servers => OneKind("linux", "9.2", "5.14.0-284", "rack-server");

    private static string OneKind(string platform, string os, string build, string model) => $$"""
        # A fleet of one kind.
        scenario { name = one-kind, start = "2022-08-17T17:00:00Z", duration = 5 d }
        fleet {
          devices = 10
          platforms = [
            { platform = {{platform}}, share = 100 %, os = {{os}}, build = {{build}}
              models = [ { name = "{{model}}", chip = 0x8012 } ] }
          ]
        }
        releases {}

        """;

    private static void AssertSurvives(Scenario scenario)
    {
        var written = ScenarioWriter.Write(scenario);
        var read = Assert.IsType<ScenarioReading.Accepted>(Read(written));
        Assert.Equal(Show(scenario), Show(read.Scenario));
        Assert.Equal(written, read.ResolvedHocon);
    }
}
