using System.Security.Cryptography;
using System.Text.Json;
using RsrActors.Model.Image4;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A device's ticket is a file that stock tools can read, and it lists the artifacts of the run.</summary>
public sealed class TicketTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private readonly IReadOnlyDictionary<string, JsonElement[]> _histories = Histories(tiny.Export);

    [SkippableTheory]
    [InlineData("iphone")]
    [InlineData("mac-apple-silicon")]
    public async Task Openssl_parses_a_ticket_and_verifies_its_signature(string platform)
    {
        Skip.IfNot(Workplace.Has("openssl"), "The openssl command is not installed.");
        var (file, ticket, _) = await TicketOfOne(platform);
        File.WriteAllBytes(file + ".certificate", Assert.Single(ticket.Certificates).Span);
        File.WriteAllBytes(file + ".manifest", ticket.ManifestSet.Span);
        File.WriteAllBytes(file + ".signature", ticket.Signature.Span);

        var walk = tiny.Place.Execute("openssl", "asn1parse", "-inform", "DER", "-in", file).Succeeds().Output;
        foreach (var name in (string[])[":IM4M", ":MANB", ":MANP", ":UDID", ":cnch", ":csos", ":caos", ":DGST"])
            Assert.Contains(name, walk, StringComparison.Ordinal);
        var key = tiny.Place.Execute(
            "openssl", "x509", "-inform", "DER", "-in", file + ".certificate", "-noout", "-pubkey").Succeeds();
        File.WriteAllText(file + ".key", key.Output);
        var verified = tiny.Place.Execute(
            "openssl", "dgst", "-sha384", "-verify", file + ".key", "-signature", file + ".signature",
            file + ".manifest");
        Assert.Equal("Verified OK\n", verified.Succeeds().Output);
    }

    [Theory]
    [InlineData("iphone")]
    [InlineData("mac-apple-silicon")]
    public async Task The_history_names_the_manifest_that_was_signed(string platform)
    {
        var (_, ticket, history) = await TicketOfOne(platform);
        var issued = history.Last(one => one.GetProperty("event").GetString() == "TicketIssued").GetProperty("data");
        var requested = history.Last(one => one.GetProperty("event").GetString() == "TicketRequested")
            .GetProperty("data");

        Assert.Equal(
            issued.GetProperty("manifestDigest").GetString(),
            Convert.ToHexStringLower(SHA384.HashData(ticket.ManifestSet.Span)));
        Assert.True(
            ticket.ManifestSet.Span.IndexOf(Convert.FromHexString(requested.GetProperty("nonce").GetString()!)) > 0);
    }

    [Theory]
    [InlineData("iphone", "iphone-20F75")]
    [InlineData("mac-apple-silicon", "mac-apple-silicon-22F82")]
    public async Task A_ticket_vouches_for_the_artifacts_of_its_variant(string platform, string variant)
    {
        var (_, ticket, _) = await TicketOfOne(platform);

        foreach (var (code, file) in ((string, string)[])[
            ("csos", "os.cryptex"), ("cssy", "os.seal"), ("trcs", "os.trustcache"),
            ("caos", "app.cryptex"), ("casy", "app.seal"), ("trca", "app.trustcache")])
        {
            var artifact = File.ReadAllBytes(Path.Combine(tiny.Path, "artifacts", "16.5.1-a", variant, file));
            Assert.Equal(Convert.ToHexStringLower(SHA384.HashData(artifact)), DigestOf(ticket, code));
        }
    }

    /// <summary>
    /// SEQUENCE { 0, 1, SEQUENCE { }, … }: leaf 0 of 1, and no path. The key is the run's, kept in its directory.
    /// </summary>
    [Fact]
    public async Task A_ticket_made_again_where_batches_are_signed_is_a_batch_of_one()
    {
        await tiny.Place.Simulate("batches", "tiny", new(["services.signing.algorithm=merkle-ecdsa-p256"]));
        var device = _histories.First(one => one.Value[^1].GetProperty("event").GetString() == "ResponseActivated").Key;

        (await Workplace.RsrInProcess("ticket", tiny.Place["batches"], device, "--output", tiny.Place["batch.im4m"]))
            .Succeeds();

        Assert.True(Image4Ticket.TryParse(File.ReadAllBytes(tiny.Place["batch.im4m"]), out var ticket, out _));
        Assert.Equal("02010002010130", Convert.ToHexString(ticket.Signature.Span.Slice(2, 7)));
    }

    [Fact]
    public void A_device_that_holds_no_response_has_no_ticket()
    {
        var device = _histories.First(one => one.Key.StartsWith("device-", StringComparison.Ordinal)
            && one.Value.All(happened => happened.GetProperty("event").GetString() != "TicketIssued")).Key;

        var message = tiny.Place.Rsr("ticket", "tiny", device, "--output", "none.im4m").IsRefused();

        Assert.Contains($"{device} has no ticket", message, StringComparison.Ordinal);
        Assert.False(File.Exists(tiny.Place["none.im4m"]));
    }

    /// <summary>Without a response, with one, and after a removal it is the boot ticket of the enrolment.</summary>
    [Theory]
    [InlineData("DeviceEnrolled", "ResponseActivated")]
    [InlineData("ResponseActivated", "ResponsesRemoved")]
    [InlineData("ResponsesRemoved", "none")]
    public async Task A_boot_ticket_is_that_of_the_enrolment_whatever_responses_did(string has, string hasNot)
    {
        var (device, history) = _histories.First(one => Names(one.Value).Contains(has)
            && !Names(one.Value).Contains(hasNot) && Names(one.Value)[0] == "DeviceEnrolled");

        var (ticket, output) = await BootTicketOf(tiny.Path, device);

        var os = history[0].GetProperty("data");
        Assert.Equal(os.GetProperty("bootTicketDigest").GetString(), ticket.ManifestDigest.ToString());
        var system = $"{os.GetProperty("osVersion")} ({os.GetProperty("osBuild")})";
        Assert.StartsWith(
            $"{device} has the system {system}; its boot ticket is in ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_software_update_gives_another_boot_ticket()
    {
        await tiny.Place.Simulate("updated", "a-year", new([], Devices: "4", Days: "40"));
        var exported = tiny.Place["updated.jsonl"];
        (await Workplace.RsrInProcess("export", tiny.Place["updated"], "--output", exported)).Succeeds();
        var (device, history) = Histories(await File.ReadAllTextAsync(exported))
            .First(one => Names(one.Value).Contains("SoftwareUpdateInstalled"));

        var (ticket, _) = await BootTicketOf(tiny.Place["updated"], device);

        var digests = history
            .Where(one => one.GetProperty("event").GetString() is "DeviceEnrolled" or "SoftwareUpdateInstalled")
            .Select(one => one.GetProperty("data").GetProperty("bootTicketDigest").GetString())
            .ToArray();
        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.Equal(digests[^1], ticket.ManifestDigest.ToString());
    }

    [Fact]
    public async Task A_server_boots_without_a_ticket()
    {
        await tiny.Place.Simulate("servers", "mechanisms", new([], Devices: "30", Days: "1"));
        var exported = tiny.Place["servers.jsonl"];
        (await Workplace.RsrInProcess("export", tiny.Place["servers"], "--output", exported)).Succeeds();
        var server = Histories(await File.ReadAllTextAsync(exported)).First(one =>
            Names(one.Value)[0] == "DeviceEnrolled"
            && one.Value[0].GetProperty("data").GetProperty("platform").GetString() == "linux").Key;

        var message = (await Workplace.RsrInProcess(
            "ticket", tiny.Place["servers"], server, "--boot", "--output", tiny.Place["server.im4m"])).IsRefused();

        Assert.Contains(
            $"{server} is of the platform linux, which boots without a ticket.", message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Openssl_parses_a_boot_ticket_and_its_certificate()
    {
        Skip.IfNot(Workplace.Has("openssl"), "The openssl command is not installed.");
        await BootTicketOf(tiny.Path, "0");
        var signing = Path.Combine(tiny.Path, "signing");

        var walk = tiny.Place.Execute("openssl", "asn1parse", "-inform", "DER", "-in", tiny.Place["boot.im4m"]);
        var issued = tiny.Place.Execute(
            "openssl", "verify", "-no_check_time", "-ignore_critical", "-CAfile", Path.Combine(signing, "root.pem"),
            Path.Combine(signing, "boot-certificate.pem"));

        foreach (var name in (string[])[":IM4M", ":BNCH", ":BORD", ":CHIP", ":ECID", ":illb", ":krnl", ":isys"])
            Assert.Contains(name, walk.Succeeds().Output, StringComparison.Ordinal);
        Assert.EndsWith(": OK\n", issued.Succeeds().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--boot=perhaps")]
    [InlineData("--boots")]
    public async Task A_misspelt_option_of_a_ticket_is_refused(string option)
    {
        var file = tiny.Place["none.im4m"];
        (await Workplace.RsrInProcess("ticket", tiny.Path, "0", option, "--output", file)).IsRefused();
        Assert.False(File.Exists(file));
    }

    private async Task<(Image4Ticket Ticket, string Output)> BootTicketOf(string run, string device)
    {
        var file = tiny.Place["boot.im4m"];
        var outcome = await Workplace.RsrInProcess("ticket", run, device, "--boot", "--output", file, "--overwrite");
        outcome.Succeeds();
        Assert.True(
            Image4Ticket.TryParse(File.ReadAllBytes(file), out var ticket, out var refusal), refusal?.ToString());
        return (ticket, outcome.Output);
    }

    private static string[] Names(JsonElement[] history) =>
        [.. history.Select(one => one.GetProperty("event").GetString()!)];

    /// <summary>The ticket of the first device of a platform on which the response is active.</summary>
    private async Task<(string File, Image4Ticket Ticket, JsonElement[] History)> TicketOfOne(string platform)
    {
        var (device, history) = _histories.First(
            one => one.Value[0].GetProperty("data").TryGetProperty("platform", out var its)
                && its.GetString() == platform
                && one.Value[^1].GetProperty("event").GetString() == "ResponseActivated");
        var file = tiny.Place[$"{platform}.im4m"];
        (await Workplace.RsrInProcess("ticket", tiny.Path, device, "--output", file, "--overwrite")).Succeeds();
        Assert.True(
            Image4Ticket.TryParse(File.ReadAllBytes(file), out var ticket, out var refusal), refusal?.ToString());
        return (file, ticket, history);
    }

    /// <summary>An object's name, and the first octet string of 48 bytes behind it.</summary>
    private static string DigestOf(Image4Ticket ticket, string code)
    {
        var manifest = ticket.ManifestSet.Span;
        manifest = manifest[manifest.IndexOf(System.Text.Encoding.ASCII.GetBytes(code))..];
        return Convert.ToHexStringLower(manifest.Slice(manifest.IndexOf((byte[])[0x04, 0x30]) + 2, 48));
    }

    private static Dictionary<string, JsonElement[]> Histories(string export) => export
        .TrimEnd('\n').Split('\n')
        .Select(line => JsonElement.Parse(line))
        .GroupBy(one => one.GetProperty("entity").GetString()!)
        .ToDictionary(one => one.Key, one => one.ToArray());
}
