using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using static RsrActors.Host.Tests.Reports.SummaryTests;

namespace RsrActors.Host.Tests.Reports;

/// <summary>Figures of the devices of an inventory that were in contact at the start, and of each platform.</summary>
public sealed class ContactReportTests
{
    private const string A = "16.5.1-a";
    private static readonly MilestoneFigures NotReached = new(null, null, null, null);

    [Fact]
    public void Reach_counts_eligible_devices_that_checked_in_less_than_two_days_before()
    {
        // Devices 0 to 3 were silent for up to a day, 4 and 5 for two days and a month; 6 is an iPad in contact.
        var history = Of(
            Kind(Platform.IPhone, silent: 0, devices: 2), Kind(Platform.IPhone, silent: 1, devices: 2),
            Kind(Platform.IPhone, silent: 2, devices: 1), Kind(Platform.IPhone, silent: 30, devices: 1),
            Kind(Platform.IPad, silent: 0, devices: 1));
        for (var device = 0; device < 6; device++)
            history.Enrol(device, build: device == 3 ? "20E252" : "20F75");
        history.Enrol(6, Platform.IPad).Publish(A).At(1).Activate(0, A).Activate(4, A).At(2).Activate(1, A)
            .At(3).Activate(2, A);
        var reach = history.ReportAfter(20).Releases[0].Reach;

        Assert.Equal(["all", "iphone", "ipad"], reach.Select(row => row.Platform));
        Assert.All(reach[..2], row => Assert.Equal(new(3, 3, new(7200, 10800, 10800, 10800)), row.InContact));
        Assert.Equal(new(0, 0, NotReached), reach[2].InContact);
        Assert.Equal((5, 4), (reach[0].Eligible, reach[0].Activated));
        Assert.Null(reach[0].OfEligible.SecondsTo90);
    }

    [Fact]
    public void A_device_that_has_a_response_from_the_start_has_it_at_the_publication_in_contact_too()
    {
        var history = Of(Kind(Platform.IPhone, 0, 1), Kind(Platform.IPhone, 5, 1));
        history.Enrol(0, response: A).Enrol(1).At(1).Publish(A);

        Assert.Equal(new(1, 1, new(0, 0, 0, 0)), history.ReportAfter(2).Releases[0].Reach[0].InContact);
    }

    [Fact]
    public void Devices_that_are_not_protected_and_were_silent_at_the_start_are_counted()
    {
        var history = Of(Kind(Platform.IPhone, 0, 2), Kind(Platform.IPhone, 9, 3));
        for (var device = 0; device < 4; device++)
            history.Enrol(device);
        history.Enrol(4, build: "20F66").Publish(A).At(1).Activate(0, A).Activate(2, A);
        var figures = history.ReportAfter(6).Protection!.Figures;

        Assert.Equal((5, 2, 3), (figures.Devices, figures.Protected, figures.Exposed));
        Assert.Equal(new SilentFigures(2, 1), figures.ExposedSilent);
    }

    [Theory]
    [InlineData("assumed: 85 % charged at night, one time zone, UTC+5.5", null, 1, 5.5, false)]
    [InlineData(
        "assumed: 0 % of laptops closed at night, 85 % charged at night, 2 time zones, UTC+0 to UTC+5.5", 0.0, 2, 0,
        true)]
    public void What_is_assumed_about_people_is_one_line(
        string line, double? closed, int zones, double first, bool hasExceptions)
    {
        var report = Away() with
        {
            Inventory = new("c0ffee", 10_000, false, 0, 0)
            {
                Assumed = new(0.85m, zones, (decimal)first, 5.5m, hasExceptions)
                {
                    LaptopsClosedAtNight = (decimal?)closed,
                },
            },
        };
        var text = Render(report, 100);

        Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal);
        Assert.Equal(
            hasExceptions,
            text.Contains("\nother numbers are assumed for some platforms or groups\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fleet_without_devices_away_has_no_figures_of_contact(bool isInventory)
    {
        var order = new ScriptedCommand(VirtualTime.Zero, new OperatorCommand.Enforce(A, TimeSpan.FromHours(4)));
        var history = isInventory
            ? Of([order], Kind(Platform.IPhone, 0, 1), Kind(Platform.IPhone, 1, 1))
            : new(HistoryInTheMaking.Plain with { Script = [order] });
        var report = history.Enrol(0, managed: new(true, true)).Enrol(1, managed: new(true, true)).Publish(A)
            .ReportAfter(6);

        Assert.All(report.Releases[0].Reach, row => Assert.Null(row.InContact));
        var one = Assert.Single(report.Enforcements);
        Assert.Null(one.InContact);
        EnforcedPlatformFigures[]? platforms = isInventory ? [new("iphone", new(2, 0, 0))] : null;
        Assert.Equal(platforms, one.Platforms?.ToArray());
    }

    [Theory]
    [InlineData(3, null, null)]
    [InlineData(4.5, 2L, null)]
    [InlineData(6, 2L, 3L)]
    public void An_enforcement_counts_each_platform_and_those_in_contact(double end, long? before, long? after)
    {
        var history = Of(
            [new(VirtualTime.Zero, new OperatorCommand.Enforce(A, TimeSpan.FromHours(4)))],
            Kind(Platform.IPhone, 0, 2), Kind(Platform.IPhone, 9, 2), Kind(Platform.MacIntel, 0, 1));
        for (var device = 0; device < 4; device++)
            history.Enrol(device, managed: new(true, true));
        history.Enrol(4, Platform.MacIntel, managed: new(true, true)).Publish(A)
            .At(1).Activate(0, A).Activate(2, A);
        if (end > 4.2)
            history.At(4.2).Activate(1, A);
        var one = Assert.Single(history.ReportAfter(end).Enforcements);

        var contact = before is null ? null : new EnforcedFigures(2, 1, after is null ? null : 2);
        EnforcedPlatformFigures[]? platforms = before is { } had
            ? [new("iphone", new(4, had, after)) { InContact = contact }]
            : null;
        Assert.Equal((before is null ? null : 4, before, after), (one.Devices, one.Before, one.HourAfter));
        Assert.Equal(contact, one.InContact);
        Assert.Equal(platforms, one.Platforms?.ToArray());
    }

    [Fact]
    public void The_tables_have_lines_of_those_in_contact_no_wider_than_100_columns()
    {
        var text = Render(Away(), width: 100);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.Matches(
            "\niphone +6,000 +4,000 +66.7 % +9 h 40 min +not yet +not yet +not yet *\n"
            + "  of the eligible +5,900 +4,000 +67.8 % +9 h 20 min +11 d +not yet +not yet *\n"
            + "  eligible, in contact +4,001 +4,000 +> 99.9 % +9 h +10 h +3 d 1 h +3 d 7 h *\n", text);
        Assert.Matches(
            "\n +devices +before +share +in the hour +hour after +share *\n"
            + "all +2,000 +1,200 +60.0 % +790 +1,990 +99.5 % *\n"
            + "  eligible, in contact +1,600 +1,100 +68.8 % +500 +1,600 +100.0 % *\n"
            + "iphone +500 +200 +40.0 % +290 +490 +98.0 % *\n"
            + "mac-intel +1,500 +1,000 +66.7 % +500 +1,500 +100.0 % *\n"
            + "  eligible, in contact +1,100 +900 +81.8 % +200 +1,100 +100.0 % *\n", text);
        Assert.Matches(
            "\nnot protected +3,900 *\n(  .+\n)+of these, silent at start +1,500 *\n  eligible ones of them +1,400",
            text);
        Assert.Contains(
            "\nassumed: 33 % of laptops closed at night, 85 % charged at night, 7 time zones, UTC-8 to UTC+9\n", text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Enforced 16.5.1-c, ordered on day 3, deadline on day 5, 2023-07-15 17:00 UTC\n", true, false)]
    [InlineData("Enforced 16.5.1-c, ordered on day 3, deadline on day 5, 2023-07-15 17:00 local time\n", true, true)]
    [InlineData("Enforced 16.5.1-c, ordered on day 3, deadline on day 5\n", false, false)]
    public void A_deadline_has_its_date_in_utc_or_local_time_when_the_run_has_passed_it(
        string line, bool isPassed, bool isLocal)
    {
        var one = Sample().Enforcements[0] with
        {
            Devices = isPassed ? 3 : null, Before = isPassed ? 2 : null, HourAfter = null,
            Local = isLocal ? new(1, 1, 1) : null,
        };

        Assert.Contains(line, Render(Sample() with { Enforcements = [one] }, 100), StringComparison.Ordinal);
    }

    private static AssumedFigures Assumed => new(0.85m, 7, -8, 9, false) { LaptopsClosedAtNight = 0.33m };

    /// <summary>The sample as a fleet of an inventory with devices that were away.</summary>
    internal static Report Away()
    {
        var sample = Sample();
        var released = sample.Releases[1];
        return sample with
        {
            Inventory = new("c0ffee", 10_000, false, 2_000, 0) { Assumed = Assumed },
            Protection = sample.Protection! with
            {
                Figures = sample.Protection.Figures with { ExposedSilent = new(1_500, 1_400) },
            },
            Releases =
            [
                sample.Releases[0],
                released with
                {
                    Reach =
                    [
                        .. released.Reach.Select(row => row with
                        {
                            InContact = row.Devices == 0
                                ? new(0, 0, NotReached)
                                : new(4_001, 4_000, new(32_400, 36_000, 262_800, 284_400)),
                        }),
                    ],
                },
            ],
            Enforcements =
            [
                sample.Enforcements[0] with
                {
                    InContact = new(1_600, 1_100, 1_600),
                    Platforms =
                    [
                        new("iphone", new(500, 200, 490)) { InContact = new(500, 200, 490) },
                        new("mac-intel", new(1_500, 1_000, 1_500)) { InContact = new(1_100, 900, 1_100) },
                    ],
                },
            ],
        };
    }

    private static HistoryInTheMaking Of(params InventoryKind[] kinds) => Of([], kinds);

    private static HistoryInTheMaking Of(ScriptedCommand[] script, params InventoryKind[] kinds)
    {
        var roster = new FleetRoster(kinds, "c0ffee", kinds.Sum(kind => kind.Devices));
        var plain = HistoryInTheMaking.Plain;
        return new(plain with
        {
            Script = [.. script],
            Fleet = plain.Fleet with { Devices = roster.Devices, Platforms = roster.Platforms, Roster = roster },
        });
    }

    private static InventoryKind Kind(Platform platform, int silent, int devices) => new()
    {
        Platform = platform, Model = "iPhone15,2", ChipId = 0x8120, OsVersion = "16.5.1", OsBuild = "20F75",
        DaysSilent = silent, Devices = devices,
    };
}
