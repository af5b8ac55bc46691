using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>The summary names the columns that an import did not read, and says what it assumes without a column.</summary>
public sealed class ImportColumnTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_misspelt_column_is_named_with_the_meaning_that_it_may_have()
    {
        var output = await Summary(
            "Model Identifier,Operating System Version,Last Chekin,Supervised\n\"Mac14,2\",13.4.1 (c),2023-07-13,Yes\n");

        Assert.Contains("  not read: Last Chekin, Supervised\n", output, StringComparison.Ordinal);
        Assert.Contains(
            "no column for last-seen: no device counts as silent; 'Last Chekin' looks like it: --map \"Last Chekin=last-seen\"\n",
            output, StringComparison.Ordinal);
        Assert.Contains("no column for letter: it is read from version and build\n", output, StringComparison.Ordinal);
        Assert.Contains("no column for group and ring: no device has one\n", output, StringComparison.Ordinal);
        Assert.Contains("no column for serial: a device that has two rows counts twice\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "tiny")]
    [InlineData("run", "tiny", "--days", "0.1", "--out", "OUT")]
    [InlineData("compare", "tiny", "--vary", "fleet.shares-analytics=10 %,20 %", "--days", "0.1", "--replicates", "2")]
    [InlineData("new", "mine", "--output", "OUT")]
    public async Task A_command_whose_fleet_is_an_export_says_what_is_assumed_and_who_shows_the_columns(
        params string[] command)
    {
        var export = _folder.Write(
            "Model Identifier,Operating System Version,Last Chekin\n\"Mac14,2\",13.4.1,2023-07-13\n");
        string[] words = [.. command.Select(word => word == "OUT" ? _folder["out"] : word), "--fleet", export];

        var outcome = await Workplace.RsrInProcess(words);

        Assert.Equal(0, outcome.ExitCode);
        var said = outcome.Output + outcome.Errors; // Tables go to standard output, remarks on them to the other one.
        Assert.Contains("no column for last-seen: no device counts as silent; 'Last Chekin' looks like it", said, StringComparison.Ordinal);
        Assert.Contains($"'rsr fleet import {export}' shows which columns are read, and --map of it reads others\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_whose_fleet_an_import_has_written_says_nothing_of_columns()
    {
        var export = _folder.Write("Model Identifier,Operating System Version\n\"Mac14,2\",13.4.1\n");
        (await Workplace.RsrInProcess("fleet", "import", export, "--output", _folder["mine.csv"])).Succeeds();

        Assert.DoesNotContain(
            "column", (await Workplace.RsrInProcess("check", "tiny", "--fleet", _folder["mine.csv"])).Succeeds().Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_the_user_leaves_out_is_not_proposed() => Assert.Contains(
        "no column for last-seen: no device counts as silent\n",
        await Summary("model,version,Last Chekin\n\"Mac14,2\",13.4.1,2023-07-13\n", "--map", "Last Chekin=ignore"),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_meaning_that_a_column_has_is_not_missed()
    {
        var output = await Summary(Exports.Kandji);

        Assert.DoesNotContain("no column for last-seen", output, StringComparison.Ordinal);
        Assert.DoesNotContain("no column for letter", output, StringComparison.Ordinal);
        Assert.Contains("  not read: first_enrollment, tags\n", output, StringComparison.Ordinal);
        Assert.Contains("  not read, as they may name a person or device: device_id\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twelve_columns_that_are_not_read_are_named_and_the_others_counted()
    {
        var columns = string.Join(',', Enumerable.Range(1, 15).Select(i => $"c{i}"));
        var output = await Summary($"model,version,{columns},User,E-Mail\n\"Mac14,2\",13.4.1{new string(',', 17)}\n");

        Assert.Contains("  not read: c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12 and 3 more\n", output, StringComparison.Ordinal);
        Assert.Contains("  not read, as they may name a person or device: User, E-Mail\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_values_of_a_group_are_counted_with_the_way_to_leave_them_out() => Assert.Contains(
        "  Department → group, 2 values kept; --map \"Department=ignore\" leaves them out\n",
        await Summary("model,version,Department\n\"Mac14,2\",13.4.1,IT\n\"Mac14,2\",13.4.1,Sales\n\"Mac14,2\",13.4.1,\n"),
        StringComparison.Ordinal);

    [Fact]
    public async Task Names_that_become_one_group_are_said()
    {
        const string Rows = "model,version,Department\n\"Mac14,2\",13.4.1,R&D\n\"Mac14,2\",13.4.1,R/D\n\"Mac14,2\",13.4.1,Größe\n"
            + "\"Mac14,2\",13.4.1,Sales\n\"Mac14,2\",13.4.1,Sales\n\"Mac14,2\",13.4.1,Grose\n";

        Assert.Contains(
            "different names count as one group, which has letters without marks, digits, dots and hyphens only: "
            + "Grose (2 names), R-D (2 names)\n", await Summary(Rows), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_neither_model_nor_processor_tells_is_named_as_assumed()
    {
        const string Rows = "Device family,OS version,Architecture\nMac,13.4.1,\nMac,13.4.1,x86_64\niPhone,16.5.1,\nMac,13.4,arm64\n";
        var output = await Summary(Rows, "--map", "Architecture=ignore", "--map", "Device family=platform");

        Assert.Contains("4 devices without a model: chip and battery are assumed\n", output, StringComparison.Ordinal);
        Assert.Contains(
            "their platform is assumed, too, for 3 devices, because no column tells model or processor: mac-apple-silicon 3\n",
            output, StringComparison.Ordinal);
        Assert.Contains(
            "for 1 device, because no column tells model or processor: mac-apple-silicon 1\n",
            await Summary(Rows, "--map", "Device family=platform", "--map", "Architecture=architecture"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_column_that_is_needed_is_proposed_in_the_refusal() => Assert.EndsWith(
        "'Operating System Verison' looks like it: --map \"Operating System Verison=version\"",
        Exports.Refused(_folder.Write("Model Identifier,Operating System Verison\n\"Mac14,2\",13.4.1\n")), StringComparison.Ordinal);

    private async Task<string> Summary(string text, params string[] options) =>
        (await Workplace.RsrInProcess(["fleet", "import", _folder.Write(text), .. options])).Succeeds().Output;
}
