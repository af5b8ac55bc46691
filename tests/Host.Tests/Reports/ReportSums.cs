using RsrActors.Reports.Figures;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Host.Tests.Reports;

/// <summary>Which figures of a report add up to which: the list of docs/report.md, as assertions.</summary>
internal static class ReportSums
{
    public static void AddUp(Report report)
    {
        foreach (var release in report.Releases)
            AddUp(release, report);
        if (report.Protection is { } fleet)
        {
            AddUp("fleet", fleet.Figures, report.Devices);
            string[] newest = [.. fleet.Newest.Values.Distinct()];
            if (newest.Length == 1 && fleet.Newest.Count == PlatformsOf(report))
                Assert.Equal(report.Releases.Single(one => one.Id == newest[0]).Protection, fleet.Figures, SameFigures);
        }

        // The last row of adoption is the end.
        var end = report.Adoption[^1];
        Equal("adoption", report.Devices, end.Base + end.Active.Values.Sum());
        foreach (var release in report.Releases)
            Equal($"{release.Id} active at the end", end.Active[release.Id], release.ActiveNow);
        foreach (var flaw in report.Vulnerabilities ?? [])
            AddUp(flaw);
        foreach (var holders in report.Holders ?? [])
            AddUp(holders, report);
        foreach (var one in report.Enforcements.Where(one => one.Devices is not null))
            Assert.InRange(one.HourAfter ?? one.Before!.Value, 0, one.Devices!.Value);
    }

    private static void AddUp(HolderFigures holders, Report report)
    {
        foreach (var rows in new[] { holders.Platforms, holders.Models, holders.Rings }.Where(rows => !rows.IsEmpty))
        {
            Equal($"{holders.Release} having", holders.Fleet.Having, rows.Sum(row => row.Having));
            Equal($"{holders.Release} to come", holders.Fleet.ToCome, rows.Sum(row => row.ToCome));
            Equal($"{holders.Release} in Safari", holders.Fleet.InSafari, rows.Sum(row => row.InSafari));
        }

        foreach (var row in holders.Platforms.Append(holders.Fleet))
            Equal($"{holders.Release} on {row.Name}", row.ToCome, row.ToComeBy.Values.Sum());
        if (report.Releases.FirstOrDefault(release => release.Id == holders.Release) is { } response)
            Equal($"{holders.Release} active", response.ActiveNow, holders.Fleet.Having);
    }

    private static void AddUp(VulnerabilityFigures flaw)
    {
        var (all, platforms) = (flaw.Platforms[0], flaw.Platforms[1..]);
        foreach (var one in flaw.Platforms)
        {
            Equal($"{flaw.Id} on {one.Platform}", one.Devices, one.Exposed + one.Partly + one.Protected);
            Assert.True(one.PartlyHours <= one.ExposedHours && one.ExploitedHours <= one.ExposedHours);
            Equal($"{flaw.Id} protected on {one.Platform}", one.Protected, one.ProtectedBy.Sum(by => by.Devices));
            foreach (var by in one.ProtectedBy)
                Assert.InRange(by.BecameProtected, Math.Max(1, by.Devices), one.Devices);
        }

        foreach (var by in all.ProtectedBy)
        {
            Equal(
                $"{flaw.Id} ever by {by.Mechanism}", by.BecameProtected,
                platforms.SelectMany(one => one.ProtectedBy).Where(own => own.Mechanism == by.Mechanism)
                    .Sum(own => own.BecameProtected));
        }

        Equal($"{flaw.Id} devices", all.Devices, platforms.Sum(one => one.Devices));
        Equal($"{flaw.Id} exposed", all.Exposed, platforms.Sum(one => one.Exposed));
        Equal($"{flaw.Id} partly", all.Partly, platforms.Sum(one => one.Partly));

        // Each is rounded to a hundredth of an hour.
        Assert.InRange(platforms.Sum(one => one.ExposedHours) - all.ExposedHours, -0.05m, 0.05m);
        Assert.InRange(platforms.Sum(one => one.PartlyHours) - all.PartlyHours, -0.05m, 0.05m);
        Assert.InRange(platforms.Sum(one => one.ExploitedHours) - all.ExploitedHours, -0.05m, 0.05m);
    }

    private static void AddUp(ReleaseFigures one, Report report)
    {
        Equal($"{one.Id} offered", one.Offered, Sum(one.OfferedBy));
        Equal($"{one.Id} activated, by source", one.Activated, Sum(one.ActivatedBy));
        Equal($"{one.Id} activated, by what became of it", one.Activated, one.ActiveNow + Sum(one.EndedBy));
        Equal($"{one.Id} removals", Sum(one.Removals), Sum(one.RemovedFrom));
        Equal($"{one.Id} failed attempts", Sum(one.FailedAttempts), Sum(one.FailedSteps));

        // Not sums, but one count implies the other.
        Assert.True(one.Offered <= Sum(one.Offers), $"{one.Id}: devices were offered it more than it was offered.");
        Assert.True(one.Activated <= one.Offered, $"{one.Id}: active where it was not offered.");
        Assert.True(one.Offered <= one.Eligible, $"{one.Id}: offered to devices that are not eligible.");
        Assert.True(one.Removed <= Sum(one.Removals), $"{one.Id}: devices had it removed more than it was removed.");
        Assert.True(
            one.EndedBy.GetValueOrDefault("removal") <= one.RemovedFrom.GetValueOrDefault("active"),
            $"{one.Id}: ended by more removals than there were of an active response.");
        if (one.Reach.IsEmpty)
            return;
        Assert.Equal("all", one.Reach[0].Platform);
        var (all, platforms) = (one.Reach[0], one.Reach[1..]);
        Equal($"{one.Id} devices", report.Devices, all.Devices);
        Equal($"{one.Id} eligible", one.Eligible, all.Eligible);
        Equal($"{one.Id} activated, in its reach", one.Activated, all.Activated);
        Equal($"{one.Id} devices, by platform", all.Devices, platforms.Sum(row => row.Devices));
        Equal($"{one.Id} eligible, by platform", all.Eligible, platforms.Sum(row => row.Eligible));
        Equal($"{one.Id} activated, by platform", all.Activated, platforms.Sum(row => row.Activated));
        AddUp(one.Id, one.Protection!, report.Devices);
        Equal($"{one.Id} active", one.ActiveNow, one.Protection!.ProtectedBy.GetValueOrDefault("response"));
    }

    private static void AddUp(string what, ProtectionFigures one, long devices)
    {
        Equal($"{what}: fleet", devices, one.Devices);
        Equal($"{what}: fleet, protected or not", one.Devices, one.Protected + one.Exposed);
        Equal($"{what}: protected", one.Protected, Sum(one.ProtectedBy));
        Equal($"{what}: exposed", one.Exposed, Sum(one.ExposedBy));
        Assert.InRange(one.ExposedWithOther, 0, one.Exposed);
        Assert.InRange(one.ExposedButSafari, 0, one.Exposed);
    }

    private static int PlatformsOf(Report report) => report.Releases.Max(release => release.Reach.Length) - 1;

    private static bool SameFigures(ProtectionFigures? left, ProtectionFigures? right) =>
        left is not null && right is not null && left.Devices == right.Devices && left.Protected == right.Protected
        && left.ProtectedBy.SequenceEqual(right.ProtectedBy) && left.ExposedBy.SequenceEqual(right.ExposedBy);

    private static long Sum(Counts counts) => counts.Values.Sum();

    private static void Equal(string what, long expected, long found) =>
        Assert.True(expected == found, $"{what}: {expected} is not {found}.");
}
