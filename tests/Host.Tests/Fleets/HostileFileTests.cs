using System.Text;
using RsrActors.Fleets.Records;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>Files that are no inventory, or try to do harm: one message each, and nothing is written.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const string Header = "model,serial,version,computer name\n";
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "found an empty file")]
    [InlineData("\uFEFF", "found an empty file")]
    [InlineData("\n\n", "found no column for the version")]
    [InlineData("model,version\n", "found no device")]
    [InlineData("[]", "found no device")]
    [InlineData("{\"hosts\":[]}", "found no device")]
    [InlineData("[{\"model\":\"Mac14,2\"", "device 1: found no valid JSON in line 1")]
    [InlineData("[1,2,", "found no valid JSON")]
    [InlineData("model,version\n\"Mac14,2\",=cmd|' /C calc'!A0\n", "row 2: version: it begins like a formula")]
    [InlineData("model,version\n@SUM(1),13.4\n", "row 2: model: it begins like a formula")]
    [InlineData("model,version\n\"Mac14,2,13.4\n", "row 2: found a quote")]
    [InlineData("model,version\n\"Mac14,2\",thirteen\n", "row 2: version: found 'thirteen'")]
    [InlineData("model,version\nTV,13.4\n", "row 2: model: found 'TV'")]
    [InlineData("model,version,build\n\"Mac14,2\",13.4.1,22F77\n\"Mac14,2\",13.4,22F77\n", "row 3: build: version 13.4 has the build 22F77, which is that of 13.4.1 in row 2")]
    [InlineData("model,version,last seen\n\"Mac14,2\",13.4.1,31.13.2023\n", "row 2: last-seen: found '31.13.2023'")]
    [InlineData("platform,version\nwindows,11.0\n", "found no Mac, iPhone or iPad")]
    public void A_file_is_refused_with_its_row_and_reason(string text, string reason) =>
        Assert.Contains(reason, Exports.Refused(_folder.Write(text)), StringComparison.Ordinal);

    [Fact]
    public void A_serial_number_twice_is_refused_with_both_rows_and_without_the_number()
    {
        var message = Exports.Refused(_folder.Write(
            Header + "\"Mac14,2\",SECRET1,13.4.1,a\n\"Mac14,2\",SECRET2,13.4.1,b\n\"Mac14,2\",SECRET1,13.4.1,c\n"));

        Assert.Contains("row 4: serial: the serial number is that of row 2", message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_another_encoding_are_refused()
    {
        var latin = Encoding.Latin1.GetBytes(Header + "\"Mac14,2\",1,13.4.1,Müller\n");

        Assert.Contains("found bytes that are no text, allowed is UTF-8", Exports.Refused(_folder.Write(latin)), StringComparison.Ordinal);
        Assert.Contains("found", Exports.Refused(_folder.Write([.. "PK"u8, 3, 4, 200, 201, 0, 0, 7])), StringComparison.Ordinal);
    }

    /// <summary>The reader would have to take two gigabytes; it stops at the limit of a row.</summary>
    [Theory]
    [InlineData("x", "row 2: found more than 1 MiB")]
    [InlineData("x,", "found more than 20000 fields")]
    public void A_line_of_two_gigabytes_is_refused_when_its_first_mebibyte_is_read(string part, string reason)
    {
        using var endless = new EndlessText("model,version\n", part, 2_000_000_000);

        var fault = Assert.Throws<InventoryFault>(() =>
        {
            using var records = new CsvRecords(new SniffedText(endless, new UTF8Encoding(false, true)), null, ColumnChoice.None);
            while (records.Read())
            {
                // The line has no end.
            }
        });

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void A_value_of_JSON_of_two_gigabytes_is_refused_when_its_first_mebibyte_is_read()
    {
        using var endless = new EndlessText("[{\"model\":\"", "x", 2_000_000_000);
        using var records = new JsonRecords(endless, null, ColumnChoice.None);

        var fault = Assert.Throws<InventoryFault>(() => records.Read());

        Assert.Contains("found more than 1 MiB", fault.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void Two_hundred_columns_are_read_and_more_than_a_thousand_are_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 200).Select(i => $"c{i},"));
        var report = Exports.Accepted(_folder.Write($"{many}model,version\n{new string(',', 200)}\"Mac14,2\",13.4.1\n"));

        Assert.Equal(1, report.Devices);
        var more = string.Concat(Enumerable.Range(0, 1000).Select(i => $"c{i},"));
        Assert.Contains(
            "row 1: found 1002 columns, allowed are 1000", Exports.Refused(_folder.Write($"{more}model,version\n")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_with_another_group_for_each_device_is_refused_with_the_way_out()
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"\"Mac14,2\",13.4.1,Person {i}\n"));

        Assert.Contains(
            "row 252: found more than 250 different groups", Exports.Refused(_folder.Write($"model,version,department\n{rows}")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_and_a_missing_file_are_refused_by_the_command()
    {
        Assert.Equal($"{_folder.Path}: found a folder, allowed is a file", (await Import(_folder.Path)).IsRefused());
        Assert.Contains("found no such file", (await Import(_folder["absent.csv"])).IsRefused(), StringComparison.Ordinal);
        Assert.Contains(
            "--as is 'intune'", (await Import(_folder.Write(Exports.Own), "--as", "intune")).IsRefused(),
            StringComparison.Ordinal);
        Assert.Contains(
            "allowed is COLUMN=MEANING", (await Import(_folder.Write(Exports.Own), "--map", "model=colour")).IsRefused(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_import_writes_nothing_and_with_rejected_the_other_rows_are_imported()
    {
        var file = _folder.Write(
            Header + "\"Mac14,2\",SECRET1,13.4.1,a\nToaster,SECRET2,13.4.1,b\n\"Mac14,2\",SECRET3,old,c\n");
        var (output, rest) = (_folder["fleet.csv"], _folder["rest.csv"]);

        Assert.Contains(
            "row 3: model: found 'Toaster'", (await Import(file, "--output", output)).IsRefused(), StringComparison.Ordinal);
        Assert.False(File.Exists(output));

        (await Import(file, "--output", output, "--rejected", rest)).Succeeds();
        Assert.Equal(
            "row,field,reason,model,version\n"
            + "3,model,\"allowed is a product type such as Mac14,2 or a marketing name\",\"Toaster\",\n"
            + "4,version,\"allowed is a version such as 13.4.1 (c)\",\"Mac14,2\",\n",
            await File.ReadAllTextAsync(rest));
        Assert.DoesNotContain("SECRET", await File.ReadAllTextAsync(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_file_that_is_written_and_no_summary_has_a_secret_of_any_sample()
    {
        foreach (var text in new[] { Exports.Fleet, Exports.Jamf, Exports.JamfApi, Exports.Kandji })
        {
            var outcome = (await Import(
                _folder.Write(text), "--output", _folder["fleet.csv"], "--rejected", _folder["rest.csv"], "--overwrite"))
                .Succeeds();

            Assert.Contains("devices of", outcome.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("SECRET", outcome.Output, StringComparison.OrdinalIgnoreCase);
            Assert.All(
                Directory.GetFiles(_folder.Path).Where(name => !name.EndsWith("export", StringComparison.Ordinal)),
                name => Assert.DoesNotContain("SECRET", File.ReadAllText(name), StringComparison.OrdinalIgnoreCase));
        }
    }

    private static Task<Outcome> Import(string file, params string[] options) =>
        Workplace.RsrInProcess(["fleet", "import", file, .. options]);

    /// <summary>A head, and then one text again and again; it counts the bytes that are asked for.</summary>
    private sealed class EndlessText(string head, string part, long length) : Stream
    {
        private readonly byte[] _head = Encoding.ASCII.GetBytes(head);
        private readonly byte[] _part = Encoding.ASCII.GetBytes(part);

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++, Given++)
            {
                buffer[offset + i] = Given < _head.Length
                    ? _head[Given]
                    : _part[(Given - _head.Length) % _part.Length];
            }

            return Given < length ? count : 0;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
