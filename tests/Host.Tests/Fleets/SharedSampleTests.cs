using RsrActors.Fleets.Records;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>
/// Files of real tools, which are not in the repository: the folder is that of RSR_SHARED, or ../shared beside it.
/// </summary>
public sealed class SharedSampleTests
{
    [SkippableFact]
    public void The_report_header_of_Fleet_has_the_columns_that_an_import_needs()
    {
        using var folder = new ExportFolder();
        var header = File.ReadAllText(Sample("fleet_hosts_report_header.csv")).TrimEnd();
        var columns = header.Split(',');
        string[] row = [.. columns.Select(column => column switch
        {
            "platform" => "darwin",
            "os_version" => "macOS 13.4.1 (c)",
            "hardware_model" => "\"Mac14,2\"",
            "hardware_serial" => "EX0000000001",
            "seen_time" => "2023-07-11T08:00:00Z",
            _ => "",
        })];

        var report = Exports.Accepted(folder.Write($"{header}\n{string.Join(',', row)}\n"));

        Assert.Equal((InventorySource.Fleet, 1), (report.Source, report.Devices));
        Assert.Equal("c", report.Kinds[0].Letter);
    }

    [SkippableTheory]
    [InlineData("ddm_status_report.json", "Mac14,2 26.3.1 25D2128 a")]
    public void A_status_report_of_one_device_is_an_inventory_of_one(string name, string device)
    {
        var kind = Assert.Single(Exports.Accepted(Sample(name)).Kinds);

        Assert.Equal(device, $"{kind.Model} {kind.OsVersion} {kind.OsBuild} {kind.Letter}");
    }

    [SkippableTheory]
    [InlineData("sw_vers_samples.txt")]
    [InlineData("ddm_softwareupdate_settings.json")]
    [InlineData("rsr_restrictions.mobileconfig")]
    public void A_file_that_is_no_inventory_is_refused_in_one_message(string name) =>
        Assert.Matches("found|allowed", Exports.Refused(Sample(name)));

    internal static string Sample(string name) => SharedFile(Path.Combine("samples", name));

    internal static string SharedFile(string name)
    {
        var shared = Environment.GetEnvironmentVariable("RSR_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); shared is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RsrActors.sln")))
                shared = Path.Combine(folder.FullName, "..", "shared");
        }

        var file = Path.Combine(shared ?? "", "data", name);
        Skip.IfNot(File.Exists(file), "There is no folder with samples of real tools; RSR_SHARED names one.");
        return file;
    }
}
