using System.Globalization;
using System.Text;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// Lists of invented devices in the forms of Fleet: its host report in CSV, and the answer of its API in JSON. Fleet's
/// documentation has the columns and keys.
/// </summary>
internal static class ImportFiles
{
    private const string Columns =
        "created_at,updated_at,id,detail_updated_at,label_updated_at,policy_updated_at,last_enrolled_at,seen_time,"
        + "refetch_requested,hostname,uuid,platform,osquery_version,os_version,build,platform_like,code_name,uptime,"
        + "memory,cpu_type,cpu_subtype,cpu_brand,cpu_physical_cores,cpu_logical_cores,hardware_vendor,hardware_model,"
        + "hardware_version,hardware_serial,computer_name,primary_ip_id,primary_ip,primary_mac,distributed_interval,"
        + "config_tls_refresh,logger_tls_period,team_id,team_name,gigs_disk_space_available,"
        + "percent_disk_space_available,gigs_total_disk_space,issues,device_mapping,status,display_text";

    private static readonly (string Platform, string Version, string Build, string Model)[] Kinds =
    [
        ("darwin", "macOS 13.4.1 (c)", "22F770820d", "Mac14,2"), ("darwin", "macOS 13.4.1", "22F82", "MacBookPro16,1"),
        ("ios", "iOS 16.5.1", "20F75", "iPhone15,2"), ("ipados", "iPadOS 16.5.1", "20F75", "iPad13,18"),
        ("darwin", "macOS 13.4", "22F66", "MacBookAir10,1"), ("windows", "Windows 11 Pro", "22621", "Latitude 5440"),
    ];

    public static void WriteCsv(string path, int rows)
    {
        using var text = Create(path);
        text.Write(Columns);
        text.Write('\n');
        for (var i = 0; i < rows; i++)
        {
            var (platform, version, build, model) = Kinds[i % Kinds.Length];
            text.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"2023-01-01T00:00:00Z,2023-07-11T08:00:00Z,{i},{SeenAt(i)},{SeenAt(i)},{SeenAt(i)},"
                + $"2023-01-02T00:00:00Z,{SeenAt(i)},false,host-{i},{Id(i)},{platform},5.9.0,{version},{build},darwin,,"
                + $"{i % 999983},17179869184,arm64e,ARM64E,Apple M2,8,8,Apple Inc.,\"{model}\",1.0,EX{i:D10},"
                + $"\"Computer {i}, the only one\",,10.0.0.{i & 255},00:00:5e:00:53:01,"
                + $"10,60,10,{i % 20},Team {i % 20},{i % 500}.25,{i % 100},494.38,0,,online,host-{i}\n"));
        }
    }

    public static void WriteJson(string path, int rows)
    {
        using var text = Create(path);
        text.Write("{\"hosts\":[");
        for (var i = 0; i < rows; i++)
        {
            text.Write(i == 0 ? "\n{" : ",\n{");
            var isFirst = true;
            foreach (var (key, value) in Host(i))
            {
                text.Write(isFirst ? "\"" : ",\"");
                text.Write(key);
                text.Write("\":");
                text.Write(value);
                isFirst = false;
            }

            text.Write('}');
        }

        text.Write("]}\n");
    }

    /// <summary>The keys of a device, and their values in JSON.</summary>
    private static IEnumerable<(string Key, string Value)> Host(int i)
    {
        var (platform, version, build, model) = Kinds[i % Kinds.Length];
        var seen = Quoted(SeenAt(i));
        return
        [
            ("created_at", "\"2023-01-01T00:00:00Z\""), ("updated_at", seen), ("id", Number(i)),
            ("detail_updated_at", seen), ("label_updated_at", seen), ("policy_updated_at", seen),
            ("last_enrolled_at", "\"2023-01-02T00:00:00Z\""), ("seen_time", seen), ("refetch_requested", "false"),
            ("hostname", $"\"host-{i}\""), ("uuid", Quoted(Id(i))), ("platform", Quoted(platform)),
            ("osquery_version", "\"5.9.0\""), ("os_version", Quoted(version)), ("build", Quoted(build)),
            ("platform_like", "\"darwin\""), ("code_name", "\"\""), ("uptime", Number(i % 999_983)),
            ("memory", "17179869184"), ("cpu_type", "\"arm64e\""), ("cpu_subtype", "\"ARM64E\""),
            ("cpu_brand", "\"Apple M2\""), ("cpu_physical_cores", "8"), ("cpu_logical_cores", "8"),
            ("hardware_vendor", "\"Apple Inc.\""), ("hardware_model", Quoted(model)), ("hardware_version", "\"1.0\""),
            ("hardware_serial", $"\"EX{Number(i)}\""), ("computer_name", $"\"Computer {i}, the only one\""),
            ("primary_ip", $"\"10.0.0.{i & 255}\""), ("primary_mac", "\"00:00:5e:00:53:01\""),
            ("distributed_interval", "10"), ("config_tls_refresh", "60"), ("logger_tls_period", "10"),
            ("team_id", Number(i % 20)), ("team_name", $"\"Team {i % 20}\""), ("pack_stats", "null"),
            ("gigs_disk_space_available", $"{i % 500}.25"), ("percent_disk_space_available", Number(i % 100)),
            ("issues", $"{{\"failing_policies_count\":{i % 3},\"total_issues_count\":{i % 3}}}"),
            ("device_mapping", $"[{{\"email\":\"person-{i}@example.org\",\"source\":\"custom\"}}]"),
            ("mdm", "{\"enrollment_status\":\"On (automatic)\",\"server_url\":\"https://mdm.example.org\"}"),
            ("status", "\"online\""), ("display_text", $"\"host-{i}\""),
        ];
    }

    private static string Quoted(string text) => $"\"{text}\"";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string SeenAt(int i) =>
        string.Create(CultureInfo.InvariantCulture, $"2023-07-{1 + i % 11:D2}T{i % 24:D2}:00:00Z");

    private static string Id(int i) =>
        string.Create(CultureInfo.InvariantCulture, $"{i:x8}-0000-4000-8000-000000000000");

    private static StreamWriter Create(string path) => new(path, append: false, new UTF8Encoding(false), 1 << 16);
}
