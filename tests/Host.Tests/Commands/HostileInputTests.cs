using System.IO.Compression;
using System.Text;
using RsrActors.Host.Tests.Catalogues;
using RsrActors.Host.Tests.Fleets;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// Every importer with files that are none of its own, or try to do harm: one message with the place and the reason,
/// exit code 2, and nothing is written.
/// </summary>
public sealed class HostileInputTests : IDisposable
{
    private const long TwoGigabytes = 2_000_000_000;

    private static readonly string[] Importers = ["fleet", "catalogue", "profile", "observed"];

    private static readonly (string Name, byte[] Bytes)[] Files =
    [
        ("empty", []),
        ("blank", Encoding.UTF8.GetBytes(" \n\t\n")),
        ("zip", Zip()),
        ("PNG", [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 1, 0]),
        ("zero characters", new byte[4096]),
        ("noise", [.. Enumerable.Range(0, 4096).Select(i => (byte)((i * 37 ^ (i >> 3)) & 255))]),
        ("Latin-1", Encoding.Latin1.GetBytes("Gerät;Größe\nä;ö\n")),
        ("nested JSON", Encoding.UTF8.GetBytes(new string('[', 200_000))),
        ("nested objects", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 200_000)))),
        ("entities", Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\"?><!DOCTYPE plist [ <!ENTITY a \"ha\"> <!ENTITY b \"&a;&a;&a;&a;\"> ]>\n"
            + "<plist><dict><key>PayloadType</key><string>&b;</string></dict></plist>")),
        ("formulas", Encoding.UTF8.GetBytes("=cmd|' /C calc'!A0,@SUM(1)\n=cmd|' /C calc'!A0,+1\n")),
        ("HTML", Encoding.UTF8.GetBytes("<!DOCTYPE html><html><body>Sign in</body></html>\n")),
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var importer in Importers)
            {
                foreach (var (name, _) in Files)
                    data.Add(importer, name);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_file_that_is_no_input_is_refused_in_one_message_and_nothing_is_written(
        string importer, string name)
    {
        File.WriteAllBytes(_place["input"], Files.Single(file => file.Name == name).Bytes);

        var message = (await Import(importer)).IsRefused();

        Assert.StartsWith($"{_place["input"]}: ", message, StringComparison.Ordinal);
        Assert.Contains("found ", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 700);
        Assert.DoesNotContain(message, char.IsControl);
        Assert.Equal(["input"], _place.Entries());
    }

    [Theory]
    [InlineData("zip", "found a zip archive, such as a workbook of Excel, allowed is ")]
    [InlineData("PNG", "found a PNG image, allowed is ")]
    public async Task A_file_of_another_program_is_named_by_every_importer(string name, string reason)
    {
        File.WriteAllBytes(_place["input"], Files.Single(file => file.Name == name).Bytes);

        foreach (var importer in Importers)
            Assert.Contains(reason, (await Import(importer)).IsRefused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fleet", "model,version\n\"Mac14,2\",13.4.1\n\"Mac\0\",13.4.1\n", "found a character 0, allowed is")]
    [InlineData("catalogue", "{\n\"OSVersions\":\"\0\"}", "line 2: found no valid JSON")]
    [InlineData("profile", "<plist>\n<dict><key>\0</key></dict></plist>", "line 2, column 12: found no valid XML")]
    [InlineData("observed", "hours,share\n1,0.1\n2\0,0.2\n", "row 3: found a character 0, allowed is CSV in UTF-8")]
    [InlineData("observed", "hours,share\n1,=cmd|' /C calc'!A0\n", "row 2: found the share '=cmd|")]
    [InlineData("observed", "hours,share\n1,0.1\n1,0.1\n", "row 3: found the time of row 2 again")]
    public async Task A_bad_row_is_named(string importer, string text, string reason)
    {
        File.WriteAllText(_place["input"], text);

        Assert.Contains(reason, (await Import(importer)).IsRefused(), StringComparison.Ordinal);
        Assert.Equal(["input"], _place.Entries());
    }

    [Fact]
    public async Task An_observed_curve_of_two_hundred_columns_is_refused()
    {
        File.WriteAllText(
            _place["input"], $"{string.Concat(Enumerable.Range(0, 200).Select(i => $"c{i},"))}hours,share\n1,0.1\n");

        Assert.Contains(
            "row 1: found 202 columns, allowed are 100 at most", (await Import("observed")).IsRefused(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fleet", Exports.Fleet)]
    [InlineData("catalogue", Feeds.Pmv)]
    [InlineData("profile", """{"Type":"com.apple.configuration.softwareupdate.settings","Identifier":"a","Payload":{}}""")]
    public async Task A_text_in_UTF_16_is_read_as_the_same_in_UTF_8(string importer, string text)
    {
        File.WriteAllText(_place["input"], text);
        (await Import(importer)).Succeeds();
        var narrow = File.ReadAllText(_place["output"]);
        File.Delete(_place["output"]);
        File.WriteAllText(_place["input"], text, Encoding.Unicode);

        (await Import(importer)).Succeeds();

        Assert.Equal(narrow, File.ReadAllText(_place["output"]));
    }

    /// <summary>The line comes through a pipe; no importer takes more of it than its limit.</summary>
    [SkippableTheory]
    [InlineData("fleet", "x")]
    [InlineData("fleet", "[{\"a\":\"x")]
    [InlineData("catalogue", "{\"OSVersions\":\"x")]
    [InlineData("profile", "{\"Type\":\"x")]
    [InlineData("profile", "<plist><string>x")]
    [InlineData("observed", "hours,share")]
    public async Task A_line_of_two_gigabytes_is_refused_at_the_limit_of_its_importer(string importer, string start)
    {
        Skip.IfNot(Workplace.Has("mkfifo"), "There is no mkfifo.");
        _place.Execute("mkfifo", "input").Succeeds();
        var writing = Task.Run(() => WriteEndlessly(_place["input"], start));

        var message = (await Import(importer)).IsRefused();

        Assert.Matches("found more than|found .*, allowed", message);
        Assert.InRange(await writing, 1, 40_000_000);
        Assert.Equal(["input"], _place.Entries());
    }

    /// <returns>How many bytes were taken before the reader closed the pipe.</returns>
    private static long WriteEndlessly(string pipe, string start)
    {
        var written = 0L;
        try
        {
            using var file = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(start));
            var block = Encoding.UTF8.GetBytes(new string('x', 64 * 1024));
            for (; written < TwoGigabytes; written += block.Length)
                file.Write(block);
        }
        catch (IOException)
        {
            // The reader has closed the pipe.
        }

        return written;
    }

    private Task<Outcome> Import(string importer) => Workplace.RsrInProcess(importer == "observed"
        ? ["calibrate", "tiny", "--observed", _place["input"], "--out", _place["output"]]
        : [importer, "import", _place["input"], "--output", _place["output"]]);

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var sheet = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            sheet.Write("<worksheet/>"u8);
        }

        return bytes.ToArray();
    }
}
