using System.Text;
using RsrActors.Catalogues;
using RsrActors.Catalogues.Writing;
using RsrActors.Host.Tests.Fleets;

namespace RsrActors.Host.Tests.Catalogues;

/// <summary>
/// Feeds of invented releases, to the schemas of SOFA and of Apple's lookup service, with their traps: versions 26.8 to
/// 26.9.1 and their flaws do not exist.
/// </summary>
internal static class Feeds
{
    /// <summary>A day before the end of 90 days after which current entries expire.</summary>
    public const string Pmv = """
        {
          "PublicAssetSets": {
            "iOS": [
              {"ProductVersion":"26.9.1","Build":"23H8120","PostingDate":"2026-11-03","ExpirationDate":"2027-02-18","SupportedDevices":["iPhone15,2","iPad13,4"]},
              {"ProductVersion":"26.9.1","Build":"23U512","PostingDate":"2026-11-03","ExpirationDate":"2027-02-18","SupportedDevices":["Watch7,1"]},
              {"ProductVersion":"26.9","Build":"23L471","PostingDate":"2026-11-03","ExpirationDate":"2027-02-18","SupportedDevices":["AppleTV14,1","AudioAccessory5,1"]}
            ],
            "macOS": [
              {"ProductVersion":"26.9.1","Build":"25H2120","PostingDate":"2026-11-05","ExpirationDate":"2027-02-18","SupportedDevices":["J413AP","J152FAP","VMM-x86_64"]}
            ],
            "visionOS": [
              {"ProductVersion":"26.9","Build":"23O780","PostingDate":"2026-11-03","SupportedDevices":["RealityDevice14,1"]}
            ]
          },
          "AssetSets": {
            "iOS": [
              {"ProductVersion":"26.9.1","Build":"23H8120","PostingDate":"2026-11-06","ExpirationDate":"2027-02-18","SupportedDevices":["iPad13,4","iPhone15,2"]},
              {"ProductVersion":"26.9","Build":"23H100","PostingDate":"2026-10-01","ExpirationDate":"2027-02-01","SupportedDevices":["iPad13,4","iPhone15,2"]}
            ],
            "macOS": [
              {"ProductVersion":"26.9.1","Build":"25H2120","PostingDate":"2026-11-03","ExpirationDate":"2027-02-18","SupportedDevices":["J413AP","J152FAP","VMM-x86_64"]},
              {"ProductVersion":"26.9","Build":"25H100","PostingDate":"2026-10-01","ExpirationDate":"2027-02-01","SupportedDevices":["J413AP","J152FAP"]}
            ]
          },
          "PublicBackgroundSecurityImprovements": {
            "iOS": [
              {"ProductVersion":"26.9.1","Build":"23H771200a","ProductVersionExtra":"(a)","PrerequisiteBuild":"23H8120","PostingDate":"2026-11-17","ExpirationDate":"2027-02-18","SupportedDevices":["iPhone15,2","iPad13,4"]}
            ],
            "macOS": [
              {"ProductVersion":"26.9.1","Build":"25H771200a","ProductVersionExtra":"(a)","PrerequisiteBuild":"25H2120","PostingDate":"2026-11-17","ExpirationDate":"2027-02-18","SupportedDevices":["J413AP","J152FAP"]}
            ]
          }
        }
        """;

    public const string Sofa1 = """
        {
          "UpdateHash": "00",
          "OSVersions": [
            {
              "OSVersion": "Tahoe 26",
              "Latest": {"ProductVersion":"26.9.1","Build":"25H2120","ReleaseDate":"2026-11-04T00:00:00Z","ExpirationDate":"2027-02-18T00:00:00Z","SupportedDevices":["J413AP","J152FAP"],
                "SecurityInfo":"none","CVEs":{"CVE-2026-99001":false,"CVE-2026-99002":true},"ActivelyExploitedCVEs":["CVE-2026-99002"],"UniqueCVEsCount":2},
              "SecurityReleases": [
                {"UpdateName":"Rapid Security Response macOS Tahoe 26.9 (c)","ProductName":"macOS","ProductVersion":"26.9","ReleaseDate":"2026-10-12T00:00:00Z","ReleaseType":"RSR_c","SupportedDevices":[],"CVEs":{"CVE-2026-99003":true},"ActivelyExploitedCVEs":["CVE-2026-99003"]},
                {"UpdateName":"Rapid Security Response macOS Tahoe 26.9 (a)","ProductName":"macOS","ProductVersion":"26.9","ReleaseDate":"2026-10-10T00:00:00Z","CVEs":{"CVE-2026-99003":true}},
                {"UpdateName":"macOS Tahoe 26.9.1","ProductName":"macOS","ProductVersion":"26.9.1","ReleaseDate":"2026-11-03T00:00:00Z","ReleaseType":"OS","SupportedDevices":["J413AP"],"CVEs":{},"DaysSincePreviousRelease":20},
                {"UpdateName":"macOS Tahoe 26.8","ProductName":"macOS","ProductVersion":"26.8","ReleaseDate":"2027-01-12T00:00:00Z","ReleaseType":"OS","CVEs":{}}
              ],
              "SupportedModels": [{"Model":"MacBook Air","URL":"none","Identifiers":{"Mac14,2":"MacBook Air (M2, 2022)"}}]
            }
          ],
          "Models": {"Mac14,2":{"MarketingName":"MacBook Air (M2, 2022)","SupportedOS":["Tahoe 26"],"OSVersions":[26]}}
        }
        """;

    public const string Sofa2 = """
        {
          "SchemaVersion": "2026.04.11.2", "Version": "2.0", "UpdateHash": "00", "LastCheck": "2026-11-20T18:45:03.083466422+00:00Z",
          "OSVersions": [
            {
              "OSVersion": "26",
              "Latest": {"UpdateName":"iOS 26.9.1 and iPadOS 26.9.1","ProductName":"iOS and iPadOS","ProductVersion":"26.9.1","Build":"23H8120","AllBuilds":["23H8120","23H6120"],
                "ReleaseDate":"2026-11-03T00:00:00Z","ExpirationDate":"2027-02-18","ReleaseType":"OS","SupportedDevices":["iPad13,4","iPhone15,2"],"CVEs":{"CVE-2026-99002":{"InKEV":true},"CVE-2026-99001":{}},"ActivelyExploitedCVEs":[]},
              "SecurityReleases": [
                {"UpdateName":"iOS 26.9 and iPadOS 26.9","ProductName":"iOS and iPadOS","ProductVersion":"26.9","Build":"23U67","AllBuilds":["23U67","23H100","23L68","26A000"],
                  "ReleaseDate":"2026-10-01T00:00:00Z","ReleaseType":"OS","CVEs":{},"ActivelyExploitedCVEs":[],"NewKeyOfTomorrow":{"a":[1,2]}},
                {"UpdateName":"iOS 26.8 and iPadOS 26.8","ProductName":"iOS and iPadOS","ProductVersion":"26.8","Build":"","AllBuilds":[],"ReleaseDate":"2026-09-01T00:00:00Z","ReleaseType":"OS"}
              ]
            }
          ],
          "Devices": {"iPhone15,2":{"MarketingName":"iPhone 14 Pro"}},
          "BackgroundSecurityImprovements": {
            "26": [
              {"Version":"26.9.1","VersionExtra":"(a)","Build":"23H771200a","PostingDate":"2026-11-17","DocumentationID":null,"PrerequisiteVersion":null,"PrerequisiteBuild":"23H8120","SupportedDevices":["iPad13,4","iPhone15,2"],
                "CVEs":["CVE-2026-99004"],"SupersededBy":{"ProductVersion":"26.9.9","Build":"23T6570","ReleaseDate":"2026-05-11T00:00:00Z","DaysLater":55}}
            ]
          }
        }
        """;

    public static CatalogueReport Accepted(params string[] files) => CatalogueFile.Read(files) switch
    {
        CatalogueReading.Accepted accepted => accepted.Report,
        CatalogueReading.Refused refused => throw new InvalidOperationException(refused.Message),
        _ => throw new InvalidOperationException(),
    };

    public static string Refused(params string[] files)
    {
        var message = Assert.IsType<CatalogueReading.Refused>(CatalogueFile.Read(files)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    /// <summary>A catalogue as text, by which catalogues are compared.</summary>
    public static string TextOf(CatalogueReport report) =>
        Encoding.UTF8.GetString(CatalogueFormat.Write(report.Catalogue));

    /// <summary>Writes samples into a folder and reads them as one catalogue.</summary>
    public static CatalogueReport Read(ExportFolder folder, params string[] texts) => Accepted(
        [.. texts.Select((text, place) => folder.Write(text, $"feed-{place}.json"))]);
}
