using System.Text;
using RsrActors.Host.Tests.Architecture;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>A file that another command reads is refused with what it is and with that command.</summary>
public sealed class OtherDocumentTests : IDisposable
{
    private const string Plist = "<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"x\" \"y\">\n<plist version=\"1.0\"><dict/></plist>";
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Plist, "a configuration profile or another property list, which 'rsr profile check' reads")]
    [InlineData("bplist00\u0001", "a configuration profile or another property list, which 'rsr profile check' reads")]
    [InlineData("{\"Type\":\"com.apple.configuration.softwareupdate.settings\",\"Payload\":{}}", "a declaration of device management, which 'rsr profile check' reads")]
    [InlineData("{\"UpdateHash\":\"0\",\"OSVersions\":[]}", "a feed of SOFA, which 'rsr catalogue import' reads")]
    [InlineData("{\n \"PublicAssetSets\": {}}", "a list of what Apple publishes (pmv), which 'rsr catalogue import' reads")]
    [InlineData("# July\n\nscenario {\n  name = a\n}\n", "a scenario, which 'rsr run' reads")]
    [InlineData("{\"scenario\":{\"name\":\"a\"},\"fleet\":{}}", "a scenario, which 'rsr run' reads")]
    [InlineData("include \"tiny.hocon\"\nfleet.devices = 5\n", "a scenario, which 'rsr run' reads")]
    [InlineData("# July\nexperiment {\n  name = a\n}\n", "an experiment, which 'rsr experiment run' reads")]
    public void A_file_of_another_command_is_named_with_the_command(string text, string what) => Assert.Equal(
        $"{_folder["export"]}: found {what}, allowed is an inventory in CSV or JSON", Exports.Refused(_folder.Write(text)));

    [Fact]
    public void A_signed_profile_and_one_in_UTF_16_are_named_too()
    {
        byte[] signed = [0x30, 0x82, 0x0F, 0xFF, 0x06, 0x09, .. Encoding.ASCII.GetBytes(Plist), 0, 0xFE, 0xFF];

        Assert.Contains("a configuration profile", Exports.Refused(_folder.Write(signed)), StringComparison.Ordinal);
        Assert.Contains(
            "a configuration profile", Exports.Refused(_folder.Write([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plist)])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_scenario_that_comes_with_the_program_is_named_as_one() => Assert.All(
        Directory.GetFiles(Path.Combine(Checkout.Root, "hocon", "scenarios"), "*.hocon"),
        file => Assert.Contains("found a scenario, which 'rsr run' reads", Exports.Refused(file), StringComparison.Ordinal));

    /// <summary>Words of other documents in the values of an inventory do not make it one of them.</summary>
    [Theory]
    [InlineData("model,version,department\n\"Mac14,2\",13.4.1,fleet\n")]
    [InlineData("fleet,model,version\nscenario,\"Mac14,2\",13.4.1\n")]
    [InlineData("[\n{\n\"updates\": [],\n\"fleet\": {},\n\"model\":\"Mac14,2\",\"version\":\"13.4.1\"}]")]
    [InlineData("{\"fleet\":1,\"hosts\":[{\"model\":\"Mac14,2\",\"version\":\"13.4.1\"}]}")]
    [InlineData("[{\"model\":\"Mac14,2\",\"version\":\"13.4.1\",\"group\":\"scenario\"}]")]
    public void An_inventory_with_words_of_a_scenario_is_an_inventory(string text) =>
        Assert.Equal(1, Exports.Accepted(_folder.Write(text)).Devices);

    [Fact]
    public void The_rows_that_an_import_did_not_understand_are_no_inventory() => Assert.Contains(
        "found the rows that an import did not understand",
        Exports.Refused(_folder.Write("row,field,reason,model,version\n2,build,\"x\",\"Mac14,2\",13.4.1\n")),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_report_of_an_inventory_says_that_it_is_a_file_and_no_run_directory()
    {
        var file = _folder.Write(Exports.Own);

        Assert.Equal(
            $"{file} is a file, not a run directory; allowed is a directory that 'rsr run' made (--out DIR).",
            (await Workplace.RsrInProcess("report", file)).IsRefused());
    }
}
