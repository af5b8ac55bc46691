using RsrActors.Fleets;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>Exports of invented devices, to the schemas of the tools. Every personal value contains SECRET.</summary>
internal static class Exports
{
    public const string Fleet = """
        created_at,seen_time,hostname,uuid,platform,osquery_version,os_version,build,hardware_model,hardware_serial,computer_name,primary_ip,team_id,team_name
        2023-01-01T00:00:00Z,2023-07-11T08:00:00Z,SECRET-h1,SECRET-u1,darwin,5.9.0,macOS 13.4.1 (c),22F770820d,"Mac14,2",SECRET001,SECRET's Mac,10.0.0.1,1,IT & Security
        2023-01-01T00:00:00Z,2023-07-11T09:00:00Z,SECRET-h2,SECRET-u2,darwin,5.9.0,macOS 13.4.1,22F82,"MacBookPro16,1",SECRET002,"SECRET, the second",10.0.0.2,1,IT & Security
        2023-01-01T00:00:00Z,2023-07-01T09:00:00Z,SECRET-h3,SECRET-u3,ios,,iOS 16.5.1,20F75,"iPhone15,2",SECRET003,SECRET phone,10.0.0.3,2,Sales
        2023-01-01T00:00:00Z,2023-07-11T09:00:00Z,SECRET-h4,SECRET-u4,windows,5.9.0,Windows 11 Pro,22621,Latitude,SECRET004,SECRET pc,10.0.0.4,2,Sales
        """;

    public const string Jamf = """
        Computer Name,Serial Number,Operating System Version,Model Identifier,Last Check-in,Applications
        SECRET one,SECRET011,13.4.1 (c),"Mac14,2",2023-07-11 08:00:00,Safari
        ,,,,,Mail
        ,,,,,Notes
        SECRET two,SECRET012,13.4.1(a),"Mac14,15",07/10/2023 at 4:15 PM,Safari
        ,,,,,Mail
        """;

    public const string JamfApi = """
        {"totalCount":2,"results":[
          {"id":"1","general":{"name":"SECRET one","lastContactTime":"2023-07-11T08:00:00Z"},
           "hardware":{"modelIdentifier":"Mac14,2","serialNumber":"SECRET021"},
           "operatingSystem":{"name":"macOS","version":"13.4.1","build":"22F82","supplementalBuildVersion":"22F770820d","rapidSecurityResponse":"(c)"},
           "extensionAttributes":[{"name":"SECRET","values":["SECRET"]}]},
          {"id":"2","general":{"name":"SECRET two","lastContactTime":"2023-07-11T08:00:00Z"},
           "hardware":{"modelIdentifier":"Mac14,15","serialNumber":"SECRET022"},
           "operatingSystem":{"name":"macOS","version":"13.4.1","build":"22F2083","rapidSecurityResponse":null}}]}
        """;

    public const string Kandji = """
        [{"device_id":"SECRET-1","device_name":"SECRET's MacBook","model":"MacBook Air (M1, 2020)","serial_number":"SECRET031","platform":"Mac",
          "os_version":"13.4.1","supplemental_build_version":"22F770820d","supplemental_os_version_extra":"(c)","last_check_in":"2023-07-11T14:11:37.150080Z",
          "first_enrollment":"2023-01-26 16:15:36.087016+00:00","blueprint_name":"Standard","is_removed":false,"tags":["SECRET"]},
         {"device_id":"SECRET-2","device_name":"","model":"iPhone 14 Pro","serial_number":"SECRET032","platform":"iPhone",
          "os_version":"16.5.1","supplemental_build_version":"20F75","supplemental_os_version_extra":"","last_check_in":"2023-06-26 16:15:36.087016+00:00","blueprint_name":"Standard","is_removed":false,"tags":[]},
         {"device_id":"SECRET-3","device_name":"SECRET old","model":"iPad (9th generation)","serial_number":"SECRET033","platform":"iPad",
          "os_version":"16.5.1","supplemental_build_version":"20F75","supplemental_os_version_extra":"","last_check_in":"2023-07-11T14:11:37Z","blueprint_name":"Standard","is_removed":true,"tags":[]}]
        """;

    public const string Osquery = """
        [{"name":"macOS","version":"13.3.1 (a)","major":"13","minor":"3","patch":"1","build":"22E772610a","platform":"darwin","platform_like":"darwin","codename":"","arch":"arm64","extra":"(a)"},
         {"name":"macOS","version":"13.4.1","major":"13","minor":"4","patch":"1","build":"22F82","platform":"darwin","platform_like":"darwin","codename":"","arch":"x86_64","extra":""}]
        """;

    public const string Own = """
        platform,model,version,build,count
        mac-apple-silicon,"Mac14,2",13.4.1,22F82,30
        mac-intel,"MacBookPro16,1",13.4.1,22F82,10
        iphone,"iPhone15,2",16.5.1,20F75,55
        iphone,"iPhone15,2",16.4.1,20E252,5
        """;

    public static InventoryReading Read(
        string file, InventorySource? source = null, ColumnChoice? choice = null, Action<Rejection>? rejected = null) =>
        InventoryFile.Read(file, source, choice ?? ColumnChoice.None, rejected);

    public static ImportReport Accepted(string file, InventorySource? source = null, ColumnChoice? choice = null) =>
        Read(file, source, choice) switch
        {
            InventoryReading.Accepted accepted => accepted.Report,
            InventoryReading.Refused refused => throw new InvalidOperationException(refused.Message),
            _ => throw new InvalidOperationException(),
        };

    public static string Refused(string file, ColumnChoice? choice = null)
    {
        var message = Assert.IsType<InventoryReading.Refused>(Read(file, null, choice)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}

/// <summary>A temporary folder for files of one test.</summary>
public sealed class ExportFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rsr-fleet-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string text, string name = "export") => Write(System.Text.Encoding.UTF8.GetBytes(text), name);

    public string Write(byte[] bytes, string name = "export")
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
