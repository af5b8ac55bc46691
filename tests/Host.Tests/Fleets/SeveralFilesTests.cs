using RsrActors.Fleets;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>An export of computers and one of mobile devices are one fleet; no file that is read is written.</summary>
public sealed class SeveralFilesTests : IDisposable
{
    private const string Computers = "Computer Name,Serial Number,Model Identifier,Operating System Version,Last Check-in,Place\n"
        + "a,S1,\"Mac14,2\",13.4.1,30/06/2023,Bonn\nb,S2,\"Mac14,2\",13.4.1,12/07/2023,Bonn\n";

    private const string Phones = "Display Name,Serial Number,Model Identifier,OS Version,Last Inventory Update,Department\n"
        + "c,S3,\"iPhone15,2\",16.5.1,12/07/2023,Sales\nd,S1,\"iPhone15,2\",16.5.1,11/07/2023,Sales\n";

    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_files_are_one_inventory_and_a_device_that_both_have_counts_once()
    {
        var (computers, phones) = (_folder.Write(Computers, "computers.csv"), _folder.Write(Phones, "phones.csv"));
        var (output, rest) = (_folder["fleet.csv"], _folder["rest.csv"]);

        Assert.Equal(
            $"{phones}: row 3: serial: the serial number is that of row 2 of {computers}, allowed is one row for a device; "
            + "'rsr fleet import' with --rejected leaves such rows out", (await Import(computers, phones, "--output", output)).IsRefused());
        Assert.False(File.Exists(output));

        var summary = (await Import(computers, phones, "--output", output, "--rejected", rest)).Succeeds().Output;
        Assert.StartsWith("3 devices of 3 kinds in 4 rows of 2 files\n", summary, StringComparison.Ordinal);
        Assert.Contains($"{phones}: 2 rows, recognised by its columns as an export of Jamf Pro\n", summary, StringComparison.Ordinal);
        Assert.Equal(3, Exports.Accepted(output).Devices);
        Assert.Equal(
            $"file,row,field,reason,model,version\n\"{phones}\",3,serial,\"the serial number is that of row 2 of {computers}, "
            + "allowed is one row for a device\",\"\",\n", await File.ReadAllTextAsync(rest));
    }

    [Fact]
    public void A_date_that_fits_both_orders_is_read_as_another_file_shows()
    {
        var report = Read(ColumnChoice.None, Computers, Phones.Replace("S1", "S4", StringComparison.Ordinal));

        Assert.Equal(new DateOnly(2023, 7, 12), report.Day);
        Assert.Equal(
            [new(DateOrder.DayFirst, DateGrounds.Shown, 2), new DateReading(DateOrder.DayFirst, DateGrounds.OtherFile, 0)],
            report.Files.Select(file => file.Dates));
    }

    [Fact]
    public void The_order_of_the_files_changes_nothing()
    {
        var phones = Phones.Replace("S1", "S4", StringComparison.Ordinal);

        Assert.Equal(
            InventoryFormat.Write(Read(ColumnChoice.None, Computers, phones).Kinds),
            InventoryFormat.Write(Read(ColumnChoice.None, phones, Computers).Kinds));
    }

    [Fact]
    public void A_column_is_named_that_one_of_the_files_has_and_refused_when_none_has_it()
    {
        var phones = Phones.Replace("S1", "S4", StringComparison.Ordinal);

        Assert.Equal(
            ["Bonn", "Sales"],
            Read(new([("Place", Meaning.Group)]), Computers, phones).Kinds.Select(kind => kind.Group).Distinct().Order());
        Assert.EndsWith(
            "--map names the column 'Floor', which no file has",
            Assert.IsType<InventoryReading.Refused>(Reading(new([("Floor", Meaning.Group)]), Computers, phones)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_given_twice_is_refused()
    {
        var file = _folder.Write(Computers, "computers.csv");

        Assert.Contains(
            "are one file; allowed is each file once", (await Import(file, Path.Combine(_folder.Path, ".", "computers.csv"))).IsRefused(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output", "computers.csv")]
    [InlineData("--rejected", "computers.csv")]
    [InlineData("--output", "link.csv")]
    [InlineData("--rejected", "link.csv")]
    [InlineData("--output", "folder/computers.csv")]
    [InlineData("--output", "./computers.csv")]
    public async Task A_file_that_is_read_is_not_written_also_through_a_link_or_another_path(string option, string name)
    {
        var file = _folder.Write(Computers, "computers.csv");
        File.CreateSymbolicLink(_folder["link.csv"], "computers.csv");
        Directory.CreateSymbolicLink(_folder["folder"], _folder.Path);

        var message = (await Import(file, "--dates", "day-first", option, Path.Combine(_folder.Path, name), "--overwrite")).IsRefused();

        Assert.Contains("which is the file that is read", message, StringComparison.Ordinal);
        Assert.Equal(Computers, await File.ReadAllTextAsync(file));
        Assert.Equal(3, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public async Task Output_and_rejected_are_two_files_and_both_are_written_or_none()
    {
        var (file, taken, rest) = (_folder.Write(Computers), _folder.Write("kept", "taken.csv"), _folder["rest.csv"]);

        Assert.Contains("are one file", (await Import(file, "--output", rest, "--rejected", rest)).IsRefused(), StringComparison.Ordinal);
        Assert.Contains("exists", (await Import(file, "--output", taken, "--rejected", rest)).IsRefused(), StringComparison.Ordinal);
        Assert.False(File.Exists(rest));
    }

    private static Task<Outcome> Import(params string[] words) => Workplace.RsrInProcess(["fleet", "import", .. words]);

    private InventoryReading Reading(ColumnChoice choice, params string[] texts) => InventoryFile.Read(
        [.. texts.Select((text, i) => _folder.Write(text, $"{i}.csv"))], null, choice, null);

    private ImportReport Read(ColumnChoice choice, params string[] texts) =>
        Assert.IsType<InventoryReading.Accepted>(Reading(choice, texts)).Report;
}
