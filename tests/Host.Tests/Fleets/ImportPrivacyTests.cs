using RsrActors.Fleets;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>No value that names a device or a person gets from an export into an inventory or a message.</summary>
public sealed class ImportPrivacyTests : IDisposable
{
    private const string Header = "Computer Name,Serial Number,Model Identifier,Operating System Version,Department,Email Address\n";
    private const string Good = "one,QX00SECRET1,\"Mac14,2\",13.4.1,IT,secret.one@example.org\n";
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Secret, Anna's Mac,QX00SECRET2,\"Mac14,2\",13.4.1,IT,secret@example.org\n", "it has 7, allowed are 6")]
    [InlineData("two,QX00SECRET2,\"Mac14,2\",13.4.1\n", "it has 4, allowed are 6")]
    [InlineData("\"Mac14,2\"\n", "it has 1, allowed are 6")]
    public void A_row_with_more_or_fewer_fields_than_the_header_is_not_understood(string row, string reason)
    {
        var rejected = new List<Rejection>();
        var file = _folder.Write(Header + Good + row);

        var report = Assert.IsType<InventoryReading.Accepted>(Exports.Read(file, rejected: rejected.Add)).Report;

        Assert.Equal(1, report.Devices);
        Assert.StartsWith($"row 3: fields: {reason} as in the header", Assert.Single(rejected).Message, StringComparison.Ordinal);
        var message = Exports.Refused(file);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_continuation_row_may_be_shorter_than_the_header_and_a_blank_line_is_no_device()
    {
        var report = Exports.Accepted(_folder.Write(Header + Good + ",,Mail\n\n,,,,,Notes\n"));

        Assert.Equal(1, report.Devices);
        Assert.Equal([(Skipped.Continuation, 2L), (Skipped.BlankLine, 1L)], report.Skipped.AsEnumerable());
    }

    [Fact]
    public void A_row_that_is_too_short_to_have_a_name_is_no_continuation_row()
    {
        var message = Exports.Refused(_folder.Write("model,version,computer name\n\"Mac14,2\",13.4.1,a\n\"Mac14,2\",13.4.1\n"));

        Assert.Contains("row 3: fields: it has 2, allowed are 3", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("department", "secret.anna@example.org")]
    [InlineData("ring", "secret.anna@example.org")]
    [InlineData("department", "secret.anna\uFF20example.org")]
    public void A_group_or_ring_with_the_character_of_an_address_is_not_understood(string column, string value)
    {
        var message = Exports.Refused(_folder.Write($"model,version,{column}\n\"Mac14,2\",13.4.1,{value}\n"));

        Assert.Contains("it is a value with @, which may name a person", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Serial Number", Meaning.Group)]
    [InlineData("hardware.serialNumber", Meaning.Ring)]
    [InlineData("Computer Name", Meaning.Group)]
    [InlineData("device_name", Meaning.Model)]
    [InlineData("Full Name", Meaning.Group)]
    [InlineData("Username", Meaning.Group)]
    [InlineData("Last Logged In User", Meaning.Group)]
    [InlineData("userAndLocation.email", Meaning.Group)]
    [InlineData("E-Mail", Meaning.Ring)]
    [InlineData("UDID", Meaning.Group)]
    [InlineData("primary_ip", Meaning.Group)]
    [InlineData("Last Reported IP Address", Meaning.Group)]
    public void A_column_that_names_a_device_or_a_person_gets_no_other_meaning(string column, Meaning meaning)
    {
        var file = _folder.Write($"model,version,{column}\n\"Mac14,2\",13.4.1,SECRET\n");

        Assert.Contains(
            "that column may name a device or a person, and an inventory keeps neither",
            Exports.Refused(file, new([(column, meaning)])), StringComparison.Ordinal);
        _ = Exports.Accepted(file, choice: new([(column, null)]));
    }

    [Theory]
    [InlineData("User Group")]
    [InlineData("Time in Office")]
    [InlineData("Building")]
    public void Another_column_may_be_the_group(string column) => Assert.Equal(
        "North",
        Exports.Accepted(
            _folder.Write($"model,version,{column}\n\"Mac14,2\",13.4.1,North\n"), choice: new([(column, Meaning.Group)]))
            .Kinds[0].Group);

    [Theory]
    [InlineData("secret@example.org", "found a value with @")]
    [InlineData("QX0SECRET123", "found a value that may name a person")]
    [InlineData("10.123.74.64", "found a value that may name a person")]
    [InlineData("00008112-000A15E40C01801E", "found a value that may name a person")]
    [InlineData("Secret's Mac", "found a value that may name a person")]
    [InlineData("thirteen", "found 'thirteen'")]
    public void A_message_about_a_row_does_not_repeat_what_names_a_device_or_a_person(string version, string found)
    {
        var message = Exports.Refused(_folder.Write(
            $"computer name,serial number,model,os version\nSecret's Mac,QX1,\"Mac14,2\",{version}\n"));

        Assert.Contains($"row 2: version: {found}, allowed is", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_file_without_a_header_is_refused_without_the_values_of_its_first_device() => Assert.Equal(
        $"{_folder["export"]}: row 1: found values of a device, allowed is a header with the names of the columns",
        Exports.Refused(_folder.Write("Secret's Mac,QX0SECRET123,\"Mac14,2\",13.4.1,secret@example.org\n")));

    /// <summary>An inventory of this program names models that the table lacks by their platform.</summary>
    [Fact]
    public void A_model_of_an_inventory_is_a_product_type_and_no_name()
    {
        var text = InventoryFormat.Write(Exports.Accepted(_folder.Write(Exports.Osquery)).Kinds);
        Assert.Equal(2, Exports.Accepted(_folder.Write(text)).Devices);

        Assert.Contains(
            "row 2: model: found", Exports.Refused(_folder.Write(text.Replace("\"Mac\"", "\"Anna's\"", StringComparison.Ordinal))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_import_says_which_columns_it_used_and_which_models_it_does_not_know()
    {
        var output = (await Workplace.RsrInProcess("fleet", "import", _folder.Write(
            Header + Good + "two,QX2,\"Mac77,1\",13.4.1,IT,\nthree,QX3,\"Mac77,1\",13.4.1,IT,\nfour,QX4,\"Mac77,2\",13.4.1,IT,\n")))
            .Succeeds().Output;

        Assert.Contains("  Model Identifier → model\n  Operating System Version → version\n  Department → group, 1 value kept; --map \"Department=ignore\" leaves them out\n", output, StringComparison.Ordinal);
        Assert.Contains("  Serial Number → serial, not kept\n  Computer Name → name, not kept\n  not read, as they may name a person or device: Email Address\n", output, StringComparison.Ordinal);
        Assert.Contains("3 devices of 2 models that the program does not know: Mac77,1; Mac77,2;", output, StringComparison.Ordinal);
    }
}
