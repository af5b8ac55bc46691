using RsrActors.Fleets;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>A scenario whose fleet is an inventory: exactly its devices.</summary>
public sealed class InventoryScenarioTests : IDisposable
{
    private const string Text = """
        # Devices of an inventory.
        scenario { name = own, start = "2023-07-10T17:00:00Z", duration = 4 d }
        fleet { inventory = "fleet.csv" }
        releases {
          "16.5.1-a" {
            letter = a
            targets = [
              { platform = iphone, version = 16.5.1, prerequisite = 20F75, build = 20F770750b, download = 2.7 MB }
              { platform = mac-intel, version = 13.4.1, prerequisite = 22F82, build = 22F770820b, download = 6.4 MB }
            ]
          }
        }
        script = [ { at = 1 h, do = publish, release = "16.5.1-a" } ]
        """;

    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_fleet_has_exactly_the_devices_of_the_inventory()
    {
        var world = WorldOf(Exports.Own);

        Assert.Equal(100, world.Fleet.Devices);
        Assert.Equal(
            [
                ("iPhone15,2", "20E252", 5), ("iPhone15,2", "20F75", 55), ("Mac14,2", "22F82", 30),
                ("MacBookPro16,1", "22F82", 10),
            ],
            Enumerable.Range(0, 100).Select(world.TraitsOf)
                .GroupBy(device => (device.Model.Name, device.Kind.OsBuild))
                .Select(group => (group.Key.Name, group.Key.OsBuild, group.Count())));
    }

    [Fact]
    public void A_sample_has_each_kind_in_proportion_and_the_largest_remainders()
    {
        var scenario = Accepted(Exports.Own, Text, new([], Devices: "7"));

        var roster = scenario.Fleet.Roster!;
        Assert.Equal((7, 100, true), (scenario.Fleet.Devices, roster.InventoryDevices, roster.IsSample));
        Assert.Equal([4, 2, 1], roster.Entries.Select(entry => entry.Devices));
    }

    [Theory]
    [InlineData("devices = 101", "found '101', allowed is a whole number from 1 to 100")]
    [InlineData("platforms = []", "found both inventory and platforms, allowed is one of them")]
    [InlineData("inventory-sha256 = \"00\"", "found '00', allowed is 64 digits in hexadecimal")]
    public void A_key_that_contradicts_the_inventory_is_refused(string key, string reason)
    {
        var message = Refused(Exports.Own, Text.Replace(
            "inventory = \"fleet.csv\"", $"inventory = \"fleet.csv\", {key}", StringComparison.Ordinal));

        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_inventory_is_refused_with_the_line_of_its_key()
    {
        var message = ((ScenarioReading.Refused)ScenarioReader.Read(
            "own.hocon", Text, ScenarioOverrides.None, _folder.Path)).Message;

        Assert.StartsWith("own.hocon, line 3", message, StringComparison.Ordinal);
        Assert.Contains("fleet.inventory: ", message, StringComparison.Ordinal);
        Assert.Contains("found no such file", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inventory_that_has_changed_since_its_digest_was_taken_is_refused()
    {
        var pinned = Text.Replace(
            "inventory = \"fleet.csv\"",
            $"inventory = \"fleet.csv\", inventory-sha256 = {Accepted(Exports.Own, Text).Fleet.Roster!.Sha256}",
            StringComparison.Ordinal);

        _ = Accepted(Exports.Own, pinned);
        Assert.Contains(
            "the inventory has changed",
            Refused(Exports.Own.Replace(",30", ",31", StringComparison.Ordinal), pinned), StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_that_is_installed_is_active_where_the_scenario_has_it_and_absent_where_not()
    {
        var world = WorldOf("""
            model,version,letter,count
            "MacBookPro16,1",13.4.1,a,2
            "iPhone15,2",16.4.1,a,3
            "iPhone15,2",9.3.5,,1
            """);

        var devices = Enumerable.Range(0, 6).Select(world.TraitsOf).ToArray();
        Assert.Equal(["16.5.1-a", "16.5.1-a"], devices.Where(one => one.Response is not null).Select(one => one.Response!));
        Assert.Equal(["13D9005", "20E252"], devices.Where(one => one.Platform == Platform.IPhone)
            .Select(one => one.Kind.OsBuild).Distinct());
    }

    [Fact]
    public void Labels_become_groups_and_rings_name_them()
    {
        const string Rings = """

            rings = [ { name = pilot, groups = [IT-Security] }, { name = last, after = 1 d } ]
            """;
        var world = new World(Accepted(Exports.Fleet, Text + Rings));

        Assert.Equal(["IT-Security", "Sales"], world.Fleet.Groups.Select(group => group.Name));
        Assert.Equal(
            [(Platform.IPhone, 1), (Platform.MacAppleSilicon, 0), (Platform.MacIntel, 0)],
            Enumerable.Range(0, 3).Select(world.TraitsOf).Select(one => (one.Platform, one.Ring)));
    }

    [Fact]
    public void A_ring_of_the_inventory_is_that_of_its_devices_and_an_unknown_one_is_refused()
    {
        const string Devices = "model,version,ring\n\"Mac14,2\",13.4.1,pilot\n\"Mac14,15\",13.4.1,last\n";
        const string Rings = "\nrings = [ { name = pilot, share = 50 % }, { name = last, after = 1 d } ]\n";

        var world = new World(Accepted(Devices, Text + Rings));
        Assert.Equal([1, 0], Enumerable.Range(0, 2).Select(number => world.TraitsOf(number).Ring));
        Assert.Contains(
            "found devices in the ring 'last', allowed are those of rings: early",
            Refused(Devices, Text + "\nrings = [ { name = early } ]\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_was_silent_is_away_for_as_long_again_in_the_median_and_polls_nothing_until_then()
    {
        var world = WorldOf("model,version,days-silent,count\n\"Mac14,2\",13.4.1,10,2000\n\"Mac14,2\",13.4.1,1,50\n");

        var days = Enumerable.Range(0, 2050).Select(world.TraitsOf)
            .Where(one => one.AwayUntil > VirtualTime.Zero).Select(one => one).ToArray();
        Assert.Equal(2000, days.Length);
        Assert.InRange(days.Count(one => one.AwayUntil < VirtualTime.Zero + TimeSpan.FromDays(10)), 930, 1070);
        Assert.All(days.Where(one => !one.AwayUntil.IsNever), one =>
            Assert.True(world.LifeOf(one).NextPoll(VirtualTime.Zero) >= one.AwayUntil));
    }

    [Fact]
    public void The_order_of_rows_and_the_form_of_the_file_change_nothing()
    {
        var lines = Exports.Own.Split('\n');
        var permuted = string.Join('\n', [lines[0], .. lines[1..].Reverse()]);

        var (one, other) = (Resolved(Exports.Own), Resolved(permuted));
        Assert.Equal(one, other);
        Assert.Equal(one, Resolved(InventoryFormat.Write(Accepted(Exports.Own, Text).Fleet.Roster!.Inventory)));
    }

    private string Resolved(string inventory) => Reading(inventory, Text) is ScenarioReading.Accepted accepted
        ? accepted.ResolvedHocon
        : throw new InvalidOperationException();

    private World WorldOf(string inventory) => new(Accepted(inventory, Text));

    private Scenario Accepted(string inventory, string scenario, ScenarioOverrides? overrides = null) =>
        Reading(inventory, scenario, overrides) switch
        {
            ScenarioReading.Accepted accepted => accepted.Scenario,
            var refused => throw new InvalidOperationException(((ScenarioReading.Refused)refused).Message),
        };

    private string Refused(string inventory, string scenario) =>
        Assert.IsType<ScenarioReading.Refused>(Reading(inventory, scenario)).Message;

    private ScenarioReading Reading(string inventory, string scenario, ScenarioOverrides? overrides = null)
    {
        _ = _folder.Write(inventory, "fleet.csv");
        return ScenarioReader.Read("own.hocon", scenario, overrides ?? ScenarioOverrides.None, _folder.Path);
    }
}
