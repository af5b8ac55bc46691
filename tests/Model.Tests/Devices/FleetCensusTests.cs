using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>A fleet can be counted as a whole or in parts, and a query divides it.</summary>
public sealed class FleetCensusTests
{
    private static readonly World Mixed = Mix().World();
    private static readonly VirtualTime Now = Day(1);
    private static readonly Catalogue Offering =
        new(1, VirtualTime.Zero, [new(A, 100, CatalogueStatus.Superseded), new(C, 100, CatalogueStatus.Offered)], []);

    private static readonly Protection Newest = new(Mixed, Offering.Responses);

    /// <summary>Devices in any state that a device of a fleet of phones and Macs can have.</summary>
    private static readonly Gen<ImmutableArray<DeviceState>> Fleet = Gen.Select(
        Gen.Int[0, 60_000], Phase(), Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool)
        .Select((number, phase, shares, managed, had, runs) =>
            DeviceState.Unenrolled(Mixed.TraitsOf(number), Mixed) with
            {
                Phase = phase,
                SharesAnalytics = shares,
                Managed = managed ? new(true, true) : null,
                Applied = runs ? [new(A, 0, VirtualTime.Zero)] : [],
                Retained = had ? [new(C, 0, VirtualTime.Zero)] : [],
            }).Array[0, 60].Select(all => all.ToImmutableArray());

    private static readonly Gen<DeviceSelection> Selection = Gen.Select(
        Gen.Enum<Platform>(), Gen.Enum<DeviceStanding>(), Gen.Bool.Select(first => first ? A : C), Gen.Int[0, 6],
        Gen.Bool).Select(
            (platform, standing, release, which, yes) => which switch
            {
                0 => new DeviceSelection { Platform = platform },
                1 => new DeviceSelection { Standing = standing },
                2 => new DeviceSelection { Release = release },
                3 => new DeviceSelection { Protected = yes },
                4 => new DeviceSelection { SharesAnalytics = yes },
                5 => new DeviceSelection { Managed = yes },
                _ => new DeviceSelection { OsVersion = yes ? "16.5.1" : "13.4.1" },
            });

    [Fact]
    public void The_censuses_of_any_parts_add_up_to_that_of_the_fleet() =>
        Gen.Select(Fleet, Gen.Int[0, 60], Gen.Int[0, 60]).Sample((fleet, one, other) =>
        {
            var (first, second) = (Math.Min(one, fleet.Length), Math.Min(Math.Max(one, other), fleet.Length));

            Assert.Equal(
                Census(fleet),
                FleetCensus.Of([Census(fleet[..first]), Census(fleet[first..second]), Census(fleet[second..])]));
            Assert.Equal(Census(fleet), FleetCensus.Of([Census(fleet), FleetCensus.Empty]));
        });

    [Fact]
    public void A_census_does_not_depend_on_the_order_of_devices_and_parts() =>
        Gen.Select(Fleet, Fleet).Sample((left, right) =>
        {
            Assert.Equal(
                FleetCensus.Of([Census(left), Census(right)]), FleetCensus.Of([Census(right), Census(left)]));
            Assert.Equal(Census(left), Census([.. left.Reverse()]));
            Assert.Equal(Census(left).Cells.OrderBy(cell => cell.Key), Census(left).Cells);
        });

    [Fact]
    public void Every_device_is_counted_once_in_every_division_of_the_fleet() => Fleet.Sample(fleet =>
    {
        var census = Census(fleet);

        Assert.Equal(fleet.Length, census.Total.Devices);
        Assert.Equal(fleet.Length, census.By(key => key.Platform).Sum(part => part.Count.Devices));
        Assert.Equal(fleet.Length, census.By(key => key.Standing).Sum(part => part.Count.Devices));
        Assert.Equal(fleet.Length, census.By(key => key.Active).Sum(part => part.Count.Devices));
        Assert.Equal(fleet.Length, census.By(key => key.OsVersion).Sum(part => part.Count.Devices));
        Assert.Equal(fleet.Count(device => device.SharesAnalytics), census.Total.Sharing);
        Assert.Equal(fleet.Count(device => device.Managed is not null), census.Total.Managed);
        Assert.True(census.Total.Protected <= census.Total.BrowserProtected);
    });

    [Fact]
    public void Each_device_matches_exactly_one_value_of_a_filter() => Fleet.Sample(fleet =>
    {
        Assert.Equal(
            fleet.Length, Enum.GetValues<Platform>().Sum(platform => Count(fleet, new() { Platform = platform })));
        Assert.Equal(
            fleet.Length,
            Enum.GetValues<DeviceStanding>().Sum(standing => Count(fleet, new() { Standing = standing })));
        Assert.Equal(
            fleet.Length, Count(fleet, new() { Protected = true }) + Count(fleet, new() { Protected = false }));
        Assert.Equal(
            fleet.Length,
            Count(fleet, new() { SharesAnalytics = true }) + Count(fleet, new() { SharesAnalytics = false }));
        Assert.Equal(fleet.Length, Count(fleet, new() { Managed = true }) + Count(fleet, new() { Managed = false }));
        Assert.Equal(
            fleet.Length, Count(fleet, new() { OsVersion = "16.5.1" }) + Count(fleet, new() { OsVersion = "13.4.1" }));
        Assert.Equal(
            fleet.Length,
            Mixed.Fleet.Platforms.SelectMany(kind => kind.Models)
                .Sum(model => Count(fleet, new() { Model = model.Name })));
    });

    [Fact]
    public void A_selection_agrees_with_the_census() => Fleet.Sample(fleet =>
    {
        var census = Census(fleet);

        Assert.Equal(census.Total.Protected, Count(fleet, new() { Protected = true }));
        foreach (var (standing, count) in census.By(key => key.Standing))
            Assert.Equal(count.Devices, Count(fleet, new() { Standing = standing }));
        Assert.Equal(
            ReleaseHolders.Of(fleet, Mixed.Release(A), Now, Mixed).Cells.Sum(cell => cell.Devices),
            Count(fleet, new() { Release = A }));
    });

    [Fact]
    public void Two_filters_select_the_devices_that_match_both() =>
        Gen.Select(Fleet, Selection, Selection).Sample((fleet, one, other) =>
        {
            var both = new DeviceSelection
            {
                Platform = one.Platform ?? other.Platform, Standing = one.Standing ?? other.Standing,
                Release = one.Release ?? other.Release, Protected = one.Protected ?? other.Protected,
                SharesAnalytics = one.SharesAnalytics ?? other.SharesAnalytics,
                Managed = one.Managed ?? other.Managed, OsVersion = one.OsVersion ?? other.OsVersion,
            };
            if (one == both)
                return; // The same filter twice: the first one counts.

            Assert.Equal(Kept(Kept(fleet, one), other), Kept(fleet, both));
            Assert.Equal(fleet, Kept(fleet, DeviceSelection.All));
        });

    [Fact]
    public void A_device_is_selected_for_itself_whatever_devices_are_beside_it() =>
        Gen.Select(Fleet, Selection).Sample((fleet, selection) => Assert.Equal(
            fleet.Where(device => Count([device], selection) == 1), Kept(fleet, selection)));

    private static FleetCensus Census(ImmutableArray<DeviceState> fleet) => FleetCensus.Of(fleet, Now, Mixed, Offering);

    private static int Count(IEnumerable<DeviceState> fleet, DeviceSelection selection) =>
        Kept(fleet, selection).Length;

    private static DeviceState[] Kept(IEnumerable<DeviceState> fleet, DeviceSelection selection)
    {
        DeviceState[] block = [.. fleet];
        return block[..new DeviceFilter(selection, Now, Mixed, Newest).Keep(block)];
    }

    private static Gen<DevicePhase> Phase()
    {
        var job = Gen.Select(Gen.Bool.Select(first => first ? A : C), Gen.Int[1, 2]).Select((release, attempt) =>
            InstallJob.First(release, OfferSource.Automatic) with { Attempt = attempt });
        var moment = Gen.Int[0, 2].Select(days => Day(days));
        var update = new UpdateJob("16.6", "20G75", OfferSource.Automatic, 1, 0);
        return Gen.OneOf(
            Gen.Const<DevicePhase>(new DevicePhase.Unenrolled()),
            Gen.Const<DevicePhase>(new DevicePhase.Resting()),
            Gen.Select(job, moment).Select(DevicePhase (j, at) => new DevicePhase.Fetching(j, at)),
            Gen.Select(job, moment).Select(DevicePhase (j, at) => new DevicePhase.Requesting(j, at)),
            job.Select(DevicePhase (j) => new DevicePhase.AwaitingTicket(j)),
            Gen.Select(job, moment).Select(DevicePhase (j, at) => new DevicePhase.Preparing(j, at)),
            Gen.Select(job, moment, Gen.Bool).Select(
                DevicePhase (j, at, safari) => new DevicePhase.Staged(j, at, at, safari)),
            Gen.Select(job, moment).Select(DevicePhase (j, at) => new DevicePhase.Starting(j, at, at)),
            moment.Select(DevicePhase (at) => new DevicePhase.Removing(RemovalCause.User, [A], at, false)),
            moment.Select(DevicePhase (at) => new DevicePhase.Returning(RemovalCause.User, [A], at, at)),
            moment.Select(DevicePhase (at) => new DevicePhase.UpdateReady(update, at)),
            moment.Select(DevicePhase (at) => new DevicePhase.Updating(update, at, at)),
            moment.Select(DevicePhase (at) => new DevicePhase.BootLooping(update, at, at)));
    }

    private static Scenario Mix()
    {
        var (phones, macs) = (Vocabulary.Plain(), Vocabulary.Plain(Platform.MacAppleSilicon));
        return phones with
        {
            Fleet = phones.Fleet with
            {
                Platforms =
                [
                    phones.Fleet.Platforms[0] with
                    {
                        Models = [new DeviceModel("iPhone15,2", 0x8120), new("iPhone14,5", 0x8110)]
                    },
                    macs.Fleet.Platforms[0],
                ],
            },
            Releases =
            [
                .. phones.Releases.Zip(macs.Releases, Release (phone, mac) =>
                    phone with { Targets = [.. phone.Targets, .. mac.Targets] }),
            ],
        };
    }
}
