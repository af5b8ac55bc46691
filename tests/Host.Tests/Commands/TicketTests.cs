using System.Security.Cryptography;
using System.Text.Json;
using RsrActors.Model.Image4;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A device's ticket is a file that stock tools can read, and it lists the artifacts of the run.</summary>
public sealed class TicketTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private readonly IReadOnlyDictionary<string, JsonElement[]> _histories = Histories(tiny);

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

    private static Dictionary<string, JsonElement[]> Histories(TinyRun tiny) => tiny.Export
        .TrimEnd('\n').Split('\n')
        .Select(line => JsonElement.Parse(line))
        .GroupBy(one => one.GetProperty("entity").GetString()!)
        .ToDictionary(one => one.Key, one => one.ToArray());
}
