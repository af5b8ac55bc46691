using System.Text.Json;
using System.Text.Json.Nodes;
using RsrActors.Host.Tests.Architecture;
using RsrActors.Host.Tests.Commands;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Tests.Reports;

/// <summary>docs/report.schema.json: what each key of report.json is.</summary>
public sealed class ReportSchemaTests
{
    private static string Written => Checkout.Read("docs", "report.schema.json");

    /// <summary>After a change of the report, take the file that this test writes beside itself.</summary>
    [Fact]
    public void The_schema_in_the_repository_is_that_of_the_records()
    {
        var made = ReportSchema.Text();
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "report.schema.json"), made);

        Assert.Equal(Written, made);
    }

    [Fact]
    public void Each_key_of_the_report_is_described_in_the_schema()
    {
        var schema = JsonNode.Parse(Written)!;
        var silent = ReportSchema.Records.SelectMany(record =>
            {
                var one = record == typeof(Report) ? schema : schema["$defs"]![record.Name]!;
                return ReportSchema.PropertiesOf(record)
                    .Where(key => one["properties"]![ReportSchema.NameOf(key)]?["description"]?.GetValue<string>()
                        is null or "")
                    .Select(key => $"{record.Name}.{key.Name}");
            }).ToArray();

        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("rsr-16.5.1-a")]
    [InlineData("webkit-regression")]
    [InlineData("rings")]
    [InlineData("enforced")]
    [InlineData("halts")]
    [InlineData("boot-troubles")]
    [InlineData("mechanisms")]
    public async Task The_schema_accepts_the_report_of_a_run_and_knows_each_of_its_keys(string scenario)
    {
        using var place = new Workplace();
        await place.Simulate("run", scenario, new([], Devices: "300"));
        var schema = new JsonSchema(Written) { KnowsAllKeys = true };
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(place["run", "report.json"]));

        Assert.Empty(schema.Complaints(report.RootElement));
    }

    [Theory]
    [InlineData("\"seed\"", "\"seeds\"", "$ lacks seed")]
    [InlineData("\"format\": 2", "\"format\": 1", "$.format is not 2")]
    [InlineData("\"devices\": 2,", "\"devices\": \"2\",", "$.devices is a String")]
    [InlineData("\"base\"", "\"ground\"", "$.adoption[0] lacks base")]
    [InlineData("\"state\": \"published\"", "\"state\": 1", "$.releases[0].state is a Number")]
    public void The_schema_refuses_a_report_that_is_none(string from, string to, string complaint)
    {
        using var stream = new MemoryStream();
        ReportJson.Write(
            new HistoryInTheMaking().Enrol(0).Enrol(1).Publish("16.5.1-a").At(0.5).Activate(0, "16.5.1-a")
                .ReportAfter(1),
            stream);
        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        Assert.Empty(Complaints(text));

        Assert.Contains(complaint, Complaints(text.Replace(from, to, StringComparison.Ordinal)));
    }

    private static string[] Complaints(string text)
    {
        using var report = JsonDocument.Parse(text);
        return [.. new JsonSchema(Written).Complaints(report.RootElement)];
    }
}
