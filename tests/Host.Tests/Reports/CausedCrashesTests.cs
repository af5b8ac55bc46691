using RsrActors.Host.Tests.Scenarios;
using RsrActors.Model.Crashes;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Tests.Reports;

/// <summary>
/// A crash is caused when it is one of the process that a release adds. The tests compute the moments of that process
/// from the scenario, and write the histories by hand.
/// </summary>
public sealed class CausedCrashesTests
{
    private const string A = "16.5.1-a";
    private const string Safari = "safari";
    private const string Mail = "mail";

    /// <summary>(a) adds a crash of Safari and of Mail to every few hours of use.</summary>
    private static readonly Scenario Scenario = Samples.Accepted(Samples.Read(Samples.Small_with(
        "    letter = a\n",
        "    letter = a\n    regressions = [ { application = safari, added-per-1000-hours = 1000 }\n"
        + "      { application = mail, added-per-1000-hours = 2000 } ]\n")));

    private static readonly World World = new(Scenario);

    [Fact]
    public void A_crash_is_caused_exactly_when_the_release_adds_it()
    {
        var (device, added) = DeviceWith(Safari, 2);
        var report = History(device, device + 1)
            .At(added[0]).Crash(device, Safari, A)
            .At(added[0].Next()).Crash(device, Safari, A).Crash(device + 1, Safari, A)
            .At(added[1]).Crash(device, Safari, A)
            .ReportAfter(72);

        var release = Assert.Single(report.Crashes!.Releases);
        var safari = release.Applications.Single(one => one.Id == Safari);
        Assert.Equal((4, 2, 2, 1), (safari.Crashes, safari.CrashesCaused, safari.DevicesCrashed, safari.DevicesHit));
        Assert.Equal(
            (4, 2, 2, 1), (release.Crashes, release.CrashesCaused, release.DevicesCrashed, release.DevicesHit));
        Assert.Equal(FixedDecimals.Seconds(added[0].Milliseconds), safari.SecondsToFirstCrashCaused);
    }

    [Fact]
    public void A_crash_of_another_application_in_that_millisecond_is_not_caused()
    {
        var (device, added) = DeviceWith(Safari, 1);
        var report = History(device).At(added[0]).Crash(device, Mail, A).ReportAfter(72);

        Assert.Equal((1, 0, 0), Totals(report));
    }

    [Fact]
    public void Crashes_in_one_millisecond_are_caused_as_often_as_the_release_adds_them()
    {
        var (device, added) = DeviceWith(Safari, 1);
        var report = History(device)
            .At(added[0]).Crash(device, Safari, A).Crash(device, Mail, A).Crash(device, Safari, A)
            .ReportAfter(72);

        Assert.Equal((3, 1, 1), Totals(report));
    }

    [Fact]
    public void A_crash_on_the_base_is_never_caused()
    {
        var (device, added) = DeviceWith(Safari, 1);
        var report = History(device).At(added[0]).Crash(device, Safari, null).ReportAfter(72);

        Assert.Equal((0, 0, 0), Totals(report));
        Assert.Equal([new(Safari, 1)], report.Crashes!.Applications);
    }

    [Fact]
    public void A_device_that_two_applications_hit_counts_once_for_the_release()
    {
        var (device, safari) = DeviceWith(Safari, 1, also: Mail);
        var mail = Added(device, Mail)[0];
        var first = VirtualTime.Min(safari[0], mail);
        var history = History(device);
        history.At(first).Crash(device, first == mail ? Mail : Safari, A);
        history.At(VirtualTime.Max(safari[0], mail)).Crash(device, first == mail ? Safari : Mail, A);

        var report = history.ReportAfter(72);

        Assert.Equal((2, 2, 1), Totals(report));
        Assert.Equal([1, 1], Assert.Single(report.Crashes!.Releases).Applications.Select(one => one.DevicesHit));
    }

    [Fact]
    public void Figures_are_given_by_platform_and_add_up()
    {
        var phone = DeviceWith(Safari, 1, on: Platform.IPhone);
        var mac = DeviceWith(Safari, 2, on: Platform.MacIntel);
        var history = new HistoryInTheMaking(Scenario)
            .Enrol(phone.Device).Enrol(mac.Device, Platform.MacIntel, "22F82")
            .Publish(A).Activate(phone.Device, A).Activate(mac.Device, A);
        var crashes = mac.Added.Take(2).Select(at => (At: at, mac.Device)).Append((At: phone.Added[0], phone.Device));
        foreach (var (at, device) in crashes.OrderBy(crash => crash.At))
            history.At(at).Crash(device, Safari, A);

        var release = Assert.Single(history.ReportAfter(72).Crashes!.Releases);

        Assert.Equal([new("iphone", 1, 1, 1, 1, 1), new("mac-intel", 1, 1, 1, 2, 2)], release.Platforms.AsEnumerable());
        Assert.Equal(
            [new("iphone", 1, 1, 1, 1), new("mac-intel", 1, 1, 2, 2)],
            release.Applications.Single(one => one.Id == Safari).Platforms.AsEnumerable());
        Assert.Equal((2, 3, 3), (release.DevicesHit, release.Crashes, release.CrashesCaused));
    }

    private static (long Crashes, long Caused, long Hit) Totals(Report report)
    {
        var release = Assert.Single(report.Crashes!.Releases);
        return (release.Crashes, release.CrashesCaused, release.DevicesHit);
    }

    private static HistoryInTheMaking History(params int[] devices) => devices.Aggregate(
        new HistoryInTheMaking(Scenario).Publish(A), (history, device) => history.Enrol(device).Activate(device, A));

    /// <summary>The first device of the scenario with so many added crashes of an application.</summary>
    private static (int Device, VirtualTime[] Added) DeviceWith(
        string application, int count, Platform? on = null, string? also = null) => Enumerable
        .Range(0, Scenario.Fleet.Devices)
        .Where(device => on is null || World.TraitsOf(device).Platform == on)
        .Where(device => also is null || Added(device, also).Length > 0)
        .Select(device => (device, Added(device, application)))
        .First(one => one.Item2.Length >= count);

    private static VirtualTime[] Added(int device, string application)
    {
        var traits = World.TraitsOf(device);
        var (life, rates) = (World.LifeOf(traits), World.AddedCrashes(A, traits.Platform));
        return [.. Enumerable.Range(1, 2).SelectMany(day => CrashProcess.AddedBy(World.PlaceOf(A))
            .On(day, life.UsedOn(day), rates.PerUsedHour, traits.Dice)
            .Where(crash => Scenario.Fleet.Applications[rates.ApplicationAt(crash.Share)].Id == application)
            .Select(crash => life.At(day, crash.TimeOfDay)))];
    }
}
