using System.Text.Json;
using RsrActors.Host.Tests.Reports;
using RsrActors.Catalogues.Tables;
using RsrActors.Catalogues.Writing;
using RsrActors.Host.Tests.Architecture;

namespace RsrActors.Host.Tests.Catalogues;

/// <summary>
/// Real feeds and the schema of SOFA, which are not part of the repository: RSR_SHARED names their folder, else it is
/// looked for beside the repository. Without it these tests are skipped.
/// </summary>
public sealed class SharedFeedTests
{
    [SkippableTheory]
    [InlineData("gdmf_pmv_sample_2026-08-22.json", "2026-08-22", 3, 0)]
    [InlineData("sofa_v1_macos_ventura_with_rsr_2024-10-08.json", "2024-10-08", 2, 0)]
    [InlineData("sofa_v2_ios_26_sample_2026-08-22.json", "2026-08-22", 1, 4)]
    public void A_real_feed_is_read(string name, string day, int responses, int notUnderstood)
    {
        var report = Feeds.Accepted(Sample(name));

        Assert.Equal(DateOnly.Parse(day), report.Catalogue.Day);
        Assert.Equal(
            (responses, notUnderstood), (report.Catalogue.Responses.Count(), report.NotUnderstoodInAll));
    }

    [SkippableTheory]
    [InlineData("sofa_v2_ios_data_feed.schema.json")]
    [InlineData("gdmf_history.csv")]
    [InlineData("apple_security_releases.csv")]
    [InlineData("samples/ddm_status_report.json")]
    [InlineData("samples/rsr_restrictions.mobileconfig")]
    public void A_file_that_is_no_feed_is_refused_in_one_message(string name) =>
        Assert.Matches("found .*, allowed is", Feeds.Refused(Sample(name)));

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(13)]
    public void The_schema_of_SOFA_accepts_what_is_written(int day)
    {
        var schema = Schema();

        foreach (var system in Enum.GetValues<AppleSystem>())
        {
            using var feed = JsonDocument.Parse(SofaFeed.Write(RunCatalogueTests.Story(day), system));
            Assert.Empty(schema.Complaints(feed.RootElement));
        }
    }

    [SkippableFact]
    public void The_schema_accepts_the_real_feed_and_refuses_one_without_a_required_key_or_with_another_type()
    {
        var schema = Schema();
        var text = File.ReadAllText(Sample("sofa_v2_ios_26_sample_2026-08-22.json"));

        Assert.Empty(Complaints(text));
        Assert.Contains("$.OSVersions[0].Latest lacks AllBuilds", Complaints(text.Replace("\"AllBuilds\"", "\"Builds\"", StringComparison.Ordinal)));
        Assert.Contains(
            "$.LastCheck is a Number", Complaints(text.Replace("\"LastCheck\": \"2026-08-22T18:45:03.083466422+00:00\"", "\"LastCheck\": 7", StringComparison.Ordinal)));

        string[] Complaints(string feed)
        {
            using var document = JsonDocument.Parse(feed);
            return [.. schema.Complaints(document.RootElement)];
        }
    }

    private static JsonSchema Schema() => new(File.ReadAllText(Sample("sofa_v2_ios_data_feed.schema.json")));

    private static string Sample(string name)
    {
        var shared = Environment.GetEnvironmentVariable("RSR_SHARED") ?? Path.Combine(Checkout.Root, "..", "shared");
        var file = Path.Combine(shared, "data", name);
        Skip.IfNot(File.Exists(file), "There is no folder with real feeds; RSR_SHARED names one.");
        return file;
    }
}
