using System.Text;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>Files that a spreadsheet has saved, and what is said where they cannot be read.</summary>
public sealed class SpreadsheetTests : IDisposable
{
    private const string Good = "Mac14,2;13.4.1;Bonn\n";
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Model;Version;Gerät\n" + Good, 1)]
    [InlineData("Model;Version;Site\n" + Good + "Mac14,2;13.4.1;Köln\n", 3)]
    [InlineData("Model;Version;Site\nMac14,2;13.4.1;\"two\nlines\"\n" + Good + "Mac14,2;13.4.1;Köln\n", 4)]
    public void A_file_in_another_encoding_is_refused_with_the_row_and_the_remedy(string text, int row) => Assert.EndsWith(
        $": row {row}: found bytes that are no text, allowed is UTF-8, or UTF-16 with a byte order mark; in a spreadsheet, "
        + "save the file as 'CSV UTF-8'", Exports.Refused(_folder.Write(Encoding.Latin1.GetBytes(text))), StringComparison.Ordinal);

    /// <summary>The reader decodes 64 Ki characters at a time.</summary>
    [Fact]
    public void A_row_far_below_is_named_too() => Assert.Contains(
        ": row 20002: found bytes",
        Exports.Refused(_folder.Write(Encoding.Latin1.GetBytes(
            "Model;Version;Site\n" + string.Concat(Enumerable.Repeat(Good, 20_000)) + "Mac14,2;13.4.1;Köln\n"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("sep=;\n")]
    [InlineData("SEP=;\r\n")]
    [InlineData("\uFEFFsep=;\r\n")]
    public void A_first_line_that_tells_the_separator_is_followed_and_is_no_row(string first)
    {
        Assert.Equal("Bonn", Assert.Single(Exports.Accepted(_folder.Write($"{first}Model;Version;Site\n{Good}")).Kinds).Group);
        Assert.Contains(
            "row 3: version: found 'old'",
            Exports.Refused(_folder.Write($"{first}Model;Version;Site\n{Good}Mac14,2;old;Bonn\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_separator_that_is_told_and_is_none_is_refused() => Assert.Contains(
        "the first line is sep= with another character; allowed are a comma, a semicolon and a tab",
        Exports.Refused(_folder.Write("sep=|\nModel|Version\nMac14,2|13.4.1\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Devices of 13.07.2023\n", "1 value, and 3 in the row below it")]
    [InlineData("Devices of 13.07.2023;;\n", "1 value, and 3 in the row below it")]
    [InlineData("\n", "0 values, and 3 in the row below it")]
    public void A_title_above_the_header_is_refused_as_one(string title, string reason) => Assert.Contains(
        $"row 1: found {reason}: is it a title? remove it; allowed is a header with the names of the columns",
        Exports.Refused(_folder.Write($"{title}Model;Version;Site\n{Good}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("13.07.23")]
    [InlineData("07/13/23")]
    [InlineData("07/13/23 4:15 PM")]
    public void A_date_with_a_short_year_is_refused_and_the_message_says_so(string date) => Assert.Contains(
        $"row 2: last-seen: found '{date}', a year has four digits: allowed is a day such as 2024-07-23",
        Exports.Refused(_folder.Write($"model,version,last seen\n\"Mac14,2\",13.4.1,{date}\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData(2, "; 1 more row is not understood;")]
    [InlineData(3, "; 2 more rows are not understood;")]
    public void Further_rows_are_counted(int rows, string more) => Assert.Contains(
        more,
        Exports.Refused(_folder.Write($"model,version\n{string.Concat(Enumerable.Repeat("\"Mac14,2\",old\n", rows))}")),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named_before_anything_is_read()
    {
        var message = (await Workplace.RsrInProcess(
            "fleet", "import", _folder["absent.csv"], "--output", _folder["none/fleet.csv"])).IsRefused();

        Assert.Equal($"{_folder["none/fleet.csv"]} cannot be written: there is no folder {_folder["none"]}.", message);
    }

    [Fact]
    public async Task A_mistyped_option_is_no_file()
    {
        var file = _folder.Write("model,version\n\"Mac14,2\",13.4.1\n");

        Assert.Equal(
            "'--outptu' is no option; did you mean --output? See 'rsr fleet import --help'.",
            (await Workplace.RsrInProcess("fleet", "import", file, "--outptu", "out.csv")).IsRefused());
        Assert.Contains(
            "--outptu: found no such file", (await Workplace.RsrInProcess("fleet", "import", file, "--", "--outptu")).IsRefused(),
            StringComparison.Ordinal);
    }
}
