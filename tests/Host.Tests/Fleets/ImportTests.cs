using RsrActors.Fleets;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>What is understood of the exports of management tools.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_export_of_Fleet_is_recognised_and_its_response_builds_lead_to_the_base()
    {
        var report = Exports.Accepted(_folder.Write(Exports.Fleet));

        Assert.Equal((InventorySource.Fleet, true, 4L), (report.Source, report.IsDetected, report.Rows));
        Assert.Equal([(Skipped.OtherPlatform, 1L)], report.Skipped.AsEnumerable());
        Assert.Equal(
            ["iPhone15,2 16.5.1 20F75 - Sales 10", "Mac14,2 13.4.1 22F82 c IT-Security 0", "MacBookPro16,1 13.4.1 22F82 - IT-Security 0"],
            report.Kinds.Select(Words));
    }

    [Fact]
    public void An_export_of_Jamf_has_continuation_rows_which_are_no_devices()
    {
        var report = Exports.Accepted(_folder.Write(Exports.Jamf));

        Assert.Equal(InventorySource.Jamf, report.Source);
        Assert.Equal([(Skipped.Continuation, 3L)], report.Skipped.AsEnumerable());
        Assert.Equal(
            ["Mac14,15 13.4.1 22F2083 a - 1", "Mac14,2 13.4.1 22F82 c - 0"], report.Kinds.Select(Words));
    }

    [Fact]
    public void An_answer_of_Jamfs_API_has_its_devices_in_a_list_with_inner_objects()
    {
        var report = Exports.Accepted(_folder.Write(Exports.JamfApi));

        Assert.Equal(InventorySource.Jamf, report.Source);
        Assert.Equal(
            ["Mac14,15 13.4.1 22F2083 - - 0", "Mac14,2 13.4.1 22F82 c - 0"], report.Kinds.Select(Words));
    }

    [Fact]
    public void An_answer_of_Kandji_names_models_as_the_vendor_markets_them()
    {
        var report = Exports.Accepted(_folder.Write(Exports.Kandji));

        Assert.Equal(InventorySource.Kandji, report.Source);
        Assert.Equal([(Skipped.Removed, 1L)], report.Skipped.AsEnumerable());
        Assert.Equal(
            ["iPhone15,2 16.5.1 20F75 - Standard 14", "MacBookAir10,1 13.4.1 22F82 c Standard 0"],
            report.Kinds.Select(Words));
    }

    [Fact]
    public void A_result_of_osquery_without_models_tells_the_processor()
    {
        var report = Exports.Accepted(_folder.Write(Exports.Osquery));

        Assert.Equal((InventorySource.Osquery, 2L), (report.Source, report.AssumedModels));
        Assert.Equal(
            [(Platform.MacAppleSilicon, "22E261", "a"), (Platform.MacIntel, "22F82", "")],
            report.Kinds.Select(kind => (kind.Platform, kind.OsBuild, kind.Letter)));
    }

    [Theory]
    [InlineData("13.4.1 (c)", "13.4.1", "c")]
    [InlineData("13.4.1(c)", "13.4.1", "c")]
    [InlineData("macOS 13.4.1 (C)", "13.4.1", "c")]
    [InlineData("macOS Ventura 13.4.1", "13.4.1", "")]
    [InlineData("macOS 13.3.1 (a) (22E772610a)", "13.3.1", "a")]
    [InlineData("Version 13.4 (Build 22F66)", "13.4", "")]
    [InlineData("13.4.0", "13.4", "")]
    public void A_version_is_understood_with_and_without_blank_name_and_build(
        string text, string version, string letter)
    {
        var report = Exports.Accepted(_folder.Write($"model,os version\n\"Mac14,2\",{text}\n"));

        var kind = Assert.Single(report.Kinds);
        Assert.Equal((version, letter), (kind.OsVersion, kind.Letter));
    }

    [Fact]
    public void A_tab_or_semicolon_separates_and_UTF_16_is_read()
    {
        var tabs = Exports.Own.Replace(",", "\t", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)
            .Replace("Mac14\t2", "Mac14,2", StringComparison.Ordinal)
            .Replace("MacBookPro16\t1", "MacBookPro16,1", StringComparison.Ordinal)
            .Replace("iPhone15\t2", "iPhone15,2", StringComparison.Ordinal);
        byte[] utf16 = [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes(tabs)];

        var expected = InventoryFormat.Write(Exports.Accepted(_folder.Write(Exports.Own)).Kinds);
        Assert.Equal(expected, InventoryFormat.Write(Exports.Accepted(_folder.Write(utf16)).Kinds));
        Assert.Equal(
            expected,
            InventoryFormat.Write(Exports.Accepted(_folder.Write(tabs.Replace('\t', ';').Replace("Mac14;2", "Mac14,2"))).Kinds));
    }

    [Fact]
    public void A_column_that_no_tool_has_is_named_on_the_command_line()
    {
        var file = _folder.Write("Gerät,System,Ort\n\"Mac14,2\",13.4.1,Köln Süd\n\"Mac14,2\",13.4.1,Bonn\n");

        Assert.Contains("--map COLUMN=version", Exports.Refused(file), StringComparison.Ordinal);
        var report = Exports.Accepted(file, choice: new([
            ("Gerät", Meaning.Model), ("System", Meaning.Version), ("Ort", Meaning.Group)]));
        Assert.Equal(["Bonn", "Koln-Sud"], report.Kinds.Select(kind => kind.Group));
    }

    [Fact]
    public void An_inventory_that_is_written_is_read_back_equal()
    {
        var kinds = Exports.Accepted(_folder.Write(Exports.Fleet)).Kinds;
        var again = Exports.Accepted(_folder.Write(InventoryFormat.Write(kinds)));

        Assert.Equal(InventorySource.Own, again.Source);
        Assert.Equal(kinds.AsEnumerable(), again.Kinds.AsEnumerable());
    }

    [Fact]
    public void One_device_with_a_wrong_clock_does_not_make_the_others_look_silent()
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(_ => "\"Mac14,2\",13.4.1,2023-07-11\n"));
        var report = Exports.Accepted(_folder.Write($"model,version,last seen\n{rows}\"Mac14,2\",13.4.1,2037-01-01\n"));

        Assert.Equal(new DateOnly(2023, 7, 11), report.Day);
        Assert.Equal([(0, 301)], report.Kinds.Select(kind => (kind.DaysSilent, kind.Devices)));
    }

    private static string Words(InventoryKind kind) =>
        $"{kind.Model} {kind.OsVersion} {kind.OsBuild} {(kind.Letter.Length > 0 ? kind.Letter : "-")} "
        + $"{(kind.Group.Length > 0 ? kind.Group : "-")} {kind.DaysSilent}";
}
