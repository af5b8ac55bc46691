using RsrActors.Host.Live;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Serving;

/// <summary>What matches a list is counted once while nothing happens in the fleet.</summary>
public sealed class CountedListsTests
{
    private static readonly VirtualTime Morning = VirtualTime.Zero + TimeSpan.FromHours(6);
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(12);
    private static readonly DeviceSelection Idle = new() { Standing = DeviceStanding.Idle };

    private readonly CountedLists _lists = new();

    [Fact]
    public void Each_of_several_lists_keeps_its_count_while_the_run_stands_still()
    {
        _lists.Add(DeviceSelection.All, Morning, 30);
        _lists.Add(Idle, Morning, 20);

        Assert.Equal(30, _lists.Matching(new(), Morning));
        Assert.Equal(20, _lists.Matching(new() { Standing = DeviceStanding.Idle }, Morning));
        Assert.Null(_lists.Matching(new() { Managed = true }, Morning));
    }

    [Fact]
    public void A_count_is_of_its_moment_only()
    {
        _lists.Add(DeviceSelection.All, Morning, 30);
        _lists.Add(Idle, Noon, 10);

        Assert.Null(_lists.Matching(DeviceSelection.All, Morning));
        Assert.Null(_lists.Matching(DeviceSelection.All, Noon));
        Assert.Null(_lists.Matching(Idle, Morning));
        Assert.Equal(10, _lists.Matching(Idle, Noon));
    }

    [Fact]
    public void A_count_that_comes_after_a_later_one_is_of_no_use()
    {
        _lists.Add(Idle, Noon, 10);
        _lists.Add(Idle, Morning, 20);

        Assert.Equal(10, _lists.Matching(Idle, Noon));
        Assert.Null(_lists.Matching(Idle, Morning));
    }

    [Fact]
    public void Ever_new_lists_are_forgotten_after_a_hundred()
    {
        for (var list = 0; list <= 100; list++)
            _lists.Add(new() { Model = $"iPhone{list}" }, Noon, list);

        Assert.Null(_lists.Matching(new() { Model = "iPhone0" }, Noon));
        Assert.Equal(100, _lists.Matching(new() { Model = "iPhone100" }, Noon));
    }
}
