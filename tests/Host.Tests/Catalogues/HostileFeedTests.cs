using System.Text;
using RsrActors.Catalogues;
using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Fleets;

namespace RsrActors.Host.Tests.Catalogues;

/// <summary>Files that are no feed, or try to do harm: one message each, exit code 2, and nothing is written.</summary>
public sealed class HostileFeedTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "found an empty file")]
    [InlineData(" \n\t", "found an empty file")]
    [InlineData("\uFEFF", "found an empty file")]
    [InlineData("[]", "found no JSON object")]
    [InlineData("{}", "found an empty object, allowed is a feed with OSVersions (SOFA) or PublicAssetSets")]
    [InlineData("{\"hosts\":[]}", "found the keys hosts, allowed is a feed")]
    [InlineData("{\"OSVersions\":[]}", "found no release")]
    [InlineData("{\"OSVersions\":7}", "OSVersions: found a number, allowed is a list")]
    [InlineData("{\n\"OSVersions\":[\n", "line 3: found no valid JSON")]
    [InlineData("{\"OSVersions\":[]} x", "line 1: found no valid JSON")]
    [InlineData("{\"OSVersions\":[],\n\"OSVersions\":[]}", "line 2: found the key 'OSVersions' twice in one object")]
    [InlineData("{\"OSVersions\":\"\\ud800\"}", "line 1: found an escape that is no character")]
    [InlineData("model,version\n\"Mac14,2\",13.4\n", "line 1: found no valid JSON")]
    [InlineData("{\"format\":\"rsr-catalogue-9\"}", "format: found 'rsr-catalogue-9', allowed is rsr-catalogue-1")]
    [InlineData("{\"format\":\"rsr-catalogue-1\",\"versions\":[{\"system\":\"tvOS\",\"version\":\"26.9\"}]}", "versions[0]: found system 'tvOS'")]
    [InlineData("{\"PublicAssetSets\":{\"visionOS\":[{\"ProductVersion\":\"26.9\",\"Build\":\"23O1\",\"SupportedDevices\":[]}]}}", "found only visionOS, allowed is a feed with iOS or macOS")]
    public void A_file_is_refused_with_its_place_and_reason(string text, string reason) =>
        Assert.Contains(reason, Feeds.Refused(_folder.Write(text)), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_at_its_thirty_third_level() => Assert.Contains(
        "line 1: found more than 32 levels, allowed are 32 at most",
        Feeds.Refused(_folder.Write("{\"OSVersions\":" + new string('[', 100_000))), StringComparison.Ordinal);

    [Fact]
    public void A_text_of_a_mebibyte_is_refused_with_its_line() => Assert.Contains(
        "line 2: found a text of 1048576 bytes, allowed are 4096 at most",
        Feeds.Refused(_folder.Write($"{{\n\"OSVersions\":\"{new string('x', 1024 * 1024)}\"}}")),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_without_an_end_is_refused_after_its_thirty_second_mebibyte()
    {
        // Its blocks are not stored: only its length is two gigabytes.
        using (var file = new FileStream(_folder["endless"], FileMode.CreateNew))
            file.SetLength(2_000_000_000);

        Assert.Contains("found more than 32 MiB", Feeds.Refused(_folder["endless"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_another_encoding_are_refused_and_UTF_16_is_read()
    {
        var latin = Encoding.Latin1.GetBytes("{\"OSVersions\":[{\"OSVersion\":\"Müller\"}]}");

        Assert.Contains("found bytes that are no text, allowed is UTF-8", Feeds.Refused(_folder.Write(latin)), StringComparison.Ordinal);
        Assert.Contains("found", Feeds.Refused(_folder.Write([.. "PK"u8, 3, 4, 200, 201, 0, 0, 7])), StringComparison.Ordinal);
        var wide = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Feeds.Pmv)).ToArray();
        Assert.Equal(
            Feeds.TextOf(Feeds.Read(_folder, Feeds.Pmv)), Feeds.TextOf(Feeds.Accepted(_folder.Write(wide, "wide"))));
    }

    /// <summary>Each damage is one character that is missing, doubled or replaced.</summary>
    [Theory]
    [InlineData(Feeds.Pmv)]
    [InlineData(Feeds.Sofa1)]
    [InlineData(Feeds.Sofa2)]
    public void A_damaged_feed_is_read_or_refused_in_one_line(string feed)
    {
        for (var place = 0; place < feed.Length; place += 11)
        {
            var damage = (place % 3) switch { 0 => "", 1 => $"{feed[place]}{feed[place]}", _ => "9" };
            var file = _folder.Write(string.Concat(feed.AsSpan(0, place), damage, feed.AsSpan(place + 1)));

            var reading = CatalogueFile.Read([file]);

            var messages = reading switch
            {
                CatalogueReading.Accepted accepted => accepted.Report.NotUnderstood.Select(remark => remark.Message),
                CatalogueReading.Refused refused => [refused.Message],
                _ => throw new InvalidOperationException(),
            };
            Assert.All(messages, message => Assert.DoesNotContain('\n', message));
        }
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void A_day_outside_of_this_century_is_left_out(string day)
    {
        var report = Feeds.Read(_folder, Feeds.Sofa1.Replace("2027-02-18", day, StringComparison.Ordinal));

        Assert.Contains(report.NotUnderstood, remark => remark.Reason.Contains($"found '{day}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_with_the_signs_of_a_syntax_gets_into_no_catalogue()
    {
        var report = Feeds.Read(_folder, Feeds.Sofa2.Replace(
            "\"CVE-2026-99004\"", "\"x\\\" } script = [ # \"", StringComparison.Ordinal));

        Assert.DoesNotContain("script", Feeds.TextOf(report), StringComparison.Ordinal);
        Assert.Contains(
            report.NotUnderstood,
            remark => remark.Where == "BackgroundSecurityImprovements.26[0].CVEs[0]");
    }

    [Fact]
    public async Task A_folder_a_missing_file_and_a_refused_feed_end_with_code_2_and_write_nothing()
    {
        Assert.Equal($"{_folder.Path}: found a folder, allowed is a file", (await Import(_folder.Path)).IsRefused());
        Assert.Contains("found no such file", (await Import(_folder["absent.json"])).IsRefused(), StringComparison.Ordinal);
        Assert.Contains(
            "found no JSON object",
            (await Import(_folder.Write("[]"), "--output", _folder["catalogue.json"])).IsRefused(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["catalogue.json"]));
    }

    [Fact]
    public async Task An_import_tells_what_it_understood_and_what_not_and_writes_the_catalogue()
    {
        var (pmv, sofa) = (_folder.Write(Feeds.Pmv, "pmv.json"), _folder.Write(Feeds.Sofa2, "sofa.json"));

        var outcome = (await Import(pmv, sofa, "--output", _folder["catalogue.json"])).Succeeds();

        Assert.Contains(
            "5 versions and 2 responses in 12 rows of Apple's lookup service and a SOFA feed, version 2, as of 2026-11-20\n",
            outcome.Output, StringComparison.Ordinal);
        Assert.Contains(
            "iOS 26.9.1 (a): 2026-11-17; 23H771200a on 23H8120; 2 models; CVE-2026-99004\n", outcome.Output,
            StringComparison.Ordinal);
        Assert.Contains("left out: 2 rows of watches, televisions and speakers\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(
            "not understood: OSVersions[0].SecurityReleases[0].AllBuilds[0]: found '23U67'", outcome.Output,
            StringComparison.Ordinal);
        Assert.Equal(
            Feeds.TextOf(Feeds.Accepted(pmv, sofa)), await File.ReadAllTextAsync(_folder["catalogue.json"]));
    }

    private static Task<Outcome> Import(params string[] arguments) =>
        Workplace.RsrInProcess(["catalogue", "import", .. arguments]);
}
