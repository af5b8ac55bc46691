using System.Text;
using System.Text.Json;
using RsrActors.Host.Tests.Scenarios;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Reports.Figures;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Host.Tests.Reports;

public sealed class ReportJsonTests
{
    [Fact]
    public void The_report_file_has_its_keys_in_order_and_one_hour_per_line() => Assert.Equal(
        """
        {
          "format": 2,
          "scenario": "by-hand",
          "seed": 42,
          "version": "0.1.0",
          "start": "2023-07-10T17:00:00.000Z",
          "devices": 2,
          "virtualSeconds": 3600.000,
          "events": 8,
          "epochs": 3,
          "historyHash": "c0ffee",
          "invariants": {
            "checked": 10,
            "broken": 0
          },
          "releases": [
            {
              "id": "16.5.1-a",
              "state": "published",
              "publishedSeconds": 0.000,
              "withdrawnSeconds": null,
              "supersededSeconds": null,
              "eligible": 2,
              "offered": 1,
              "offeredBy": {
                "ramp": 1
              },
              "offers": {
                "ramp": 1
              },
              "activated": 1,
              "activatedBy": {
                "ramp": 1
              },
              "activeNow": 1,
              "endedBy": {},
              "browserProtected": 0,
              "removed": 0,
              "removals": {},
              "removedFrom": {},
              "secondsToLastRemoval": null,
              "abandoned": 0,
              "failedAttempts": {
                "seal-broken": 1
              },
              "failedSteps": {
                "stage": 1
              },
              "reach": [
                {
                  "platform": "all",
                  "devices": 2,
                  "eligible": 2,
                  "activated": 1,
                  "ofAll": {
                    "secondsTo50": 1800.000,
                    "secondsTo90": null,
                    "secondsTo95": null,
                    "secondsTo99": null
                  },
                  "ofEligible": {
                    "secondsTo50": 1800.000,
                    "secondsTo90": null,
                    "secondsTo95": null,
                    "secondsTo99": null
                  }
                },
                {
                  "platform": "iphone",
                  "devices": 2,
                  "eligible": 2,
                  "activated": 1,
                  "ofAll": {
                    "secondsTo50": 1800.000,
                    "secondsTo90": null,
                    "secondsTo95": null,
                    "secondsTo99": null
                  },
                  "ofEligible": {
                    "secondsTo50": 1800.000,
                    "secondsTo90": null,
                    "secondsTo95": null,
                    "secondsTo99": null
                  }
                }
              ],
              "protection": {
                "devices": 2,
                "protected": 1,
                "protectedBy": {
                  "response": 1
                },
                "exposed": 1,
                "exposedBy": {
                  "awaiting-poll": 1
                },
                "exposedWithOther": 0,
                "exposedButSafari": 0
              }
            }
          ],
          "signing": {
            "issued": 0,
            "reused": 0,
            "refused": {
              "94": 1
            },
            "bootTickets": {
              "issued": 0,
              "refused": {}
            }
          },
          "adoption": [
            {"ms":0,"base":2,"active":{"16.5.1-a":0},"protected":{"iphone":0}},
            {"ms":3600000,"base":1,"active":{"16.5.1-a":1},"protected":{"iphone":1}}
          ],
          "softwareUpdates": [],
          "protection": {
            "newest": {
              "iphone": "16.5.1-a"
            },
            "figures": {
              "devices": 2,
              "protected": 1,
              "protectedBy": {
                "response": 1
              },
              "exposed": 1,
              "exposedBy": {
                "awaiting-poll": 1
              },
              "exposedWithOther": 0,
              "exposedButSafari": 0
            }
          },
          "decisions": [
            {
              "seconds": 0.000,
              "about": "16.5.1-a",
              "what": "published",
              "by": "rule",
              "why": null,
              "percent": 100
            }
          ],
          "enforcements": [],
          "effort": [
            {
              "mechanism": "rapid-response",
              "platform": "iphone",
              "installations": 1,
              "bytesDownloaded": 0,
              "bytesWritten": 9450000,
              "filesReplaced": 0,
              "hashesComputed": 0,
              "restarts": 1,
              "ramDisks": 0,
              "medianDowntimeSeconds": 60.000,
              "batteryPercent": 10
            }
          ],
          "run": {
            "wallSeconds": 2.000,
            "eventsPerSecond": 500,
            "wakes": 500,
            "windows": 20,
            "peakMemoryBytes": 123000000,
            "threads": 2,
            "processorSeconds": 3.000,
            "collectionSeconds": 0.250
          }
        }

        """,
        Text(Sample()));

    [Fact]
    public void The_report_file_is_read_back_unchanged()
    {
        var text = Text(Sample());
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.Equal(text, Text(ReportJson.Read(stream)));
    }

    [Fact]
    public void Crash_figures_come_between_history_and_execution_and_are_read_back_unchanged()
    {
        var scenario = Samples.Accepted(Samples.Read(Samples.Small_with(
            "    letter = a\n", "    letter = a\n    regressions = [ { application = safari, multiplier = 8 } ]\n")));
        var report = new HistoryInTheMaking(scenario).Enrol(0).Publish("16.5.1-a")
            .At(1).Activate(0, "16.5.1-a").Crash(0, "safari", "16.5.1-a")
            .At(30).Detect("16.5.1-a", "safari", Platform.IPhone, 1, 0.003)
            .ReportAfter(48);
        report = report with { WithoutRegressions = WithoutRegressions.Of(report, report) };
        var text = Text(report);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.Equal(text, Text(ReportJson.Read(stream)));
        using var json = JsonDocument.Parse(text);
        Assert.Equal(
            ["effort", "crashes", "withoutRegressions", "run"],
            json.RootElement.EnumerateObject().TakeLast(4).Select(property => property.Name));
        Assert.Contains("\"deviceHoursVulnerable\": 1.00,", text, StringComparison.Ordinal);
        Assert.Contains("\"expected\": 0.003000,", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"format":3,"historyHash":"c0ffee"}""", 3)]
    [InlineData("""{"scenario":"old","historyHash":"c0ffee"}""", 1)]
    public void A_report_of_another_format_is_refused(string text, int format)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Equal(format, Assert.Throws<ReportFormatException>(() => ReportJson.Read(stream)).Found);

        // Its history can be compared nevertheless.
        stream.Position = 0;
        Assert.Equal("c0ffee", ReportJson.HashOf(stream));
    }

    [Theory]
    [InlineData("""{"format":"two","historyHash":"c0ffee"}""")]
    [InlineData("""{"format":2,"historyHash":"c0ffee"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1, 2")]
    public void A_file_that_is_not_a_report_is_not_read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.ThrowsAny<JsonException>(() => ReportJson.Read(stream));
    }

    private static Report Sample() => new HistoryInTheMaking().Enrol(0).Enrol(1).Publish("16.5.1-a")
        .At(0.5)
        .On(0, new TicketRefused("16.5.1-a", 94, "not eligible"))
        .On(0, new InstallAttemptFailed("16.5.1-a", InstallStep.Stage, DeviceFault.SealBroken, 1, null))
        .Offer(0, "16.5.1-a").Activate(0, "16.5.1-a")
        .ReportAfter(1);

    private static string Text(Report report)
    {
        using var stream = new MemoryStream();
        ReportJson.Write(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
