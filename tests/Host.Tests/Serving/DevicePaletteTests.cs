using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Model;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Tests.Serving;

/// <summary>The devices of scenario tiny, queried one by one, and commands to their people.</summary>
public sealed class DevicePaletteTests
{
    private static readonly TimeSpan Evening = TimeSpan.FromHours(20);

    [Fact]
    public async Task A_list_is_in_the_order_of_numbers_and_can_be_continued()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(1));

        var (_, first) = await rig.Run(Devices(rig), "list", "-p", "mac-apple-silicon", "-n", "5");
        var last = int.Parse(first[^1].Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var (_, rest) = await rig.Run(Devices(rig), "list", "-p", "Mac-Apple-Silicon", "-from", $"{last}", "-n", "50");
        var (_, all) = await rig.Run(Devices(rig), "list", "-p", "mac-apple-silicon", "-n", "50");

        Assert.StartsWith(
            "13 of 50 devices match, 5 listed; more may follow with -from ", first[^1], StringComparison.Ordinal);
        Assert.Equal("13 of 50 devices match, 13 listed", all[^1]);
        Assert.Equal(all[1..^1].AsEnumerable(), first[1..^1].Concat(rest[1..^1]));
        Assert.Equal(all[1..^1].Order(StringComparer.Ordinal), all[1..^1]);
    }

    [Fact]
    public async Task Every_device_is_in_one_state_and_each_list_has_the_devices_of_its_state()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(3));

        var listed = 0;
        foreach (var state in Words.All<DeviceStanding>())
        {
            var (_, lines) = await rig.Run(Devices(rig), "list", "-s", state, "-n", "50", "-json");
            Assert.All(lines, line => Assert.Equal(state, Row(line).GetProperty("state").GetString()));
            listed += lines.Length;
        }

        Assert.Equal(50, listed);
    }

    [Fact]
    public async Task A_list_without_devices_says_so()
    {
        await using var rig = await LiveRig.Start();

        var (answer, lines) = await rig.Run(Devices(rig), "list", "-os", "13.4.1", "-p", "iphone");

        Assert.Equal(Answer.Done, answer);
        Assert.Equal("0 of 50 devices match, 0 listed", lines[^1]);
    }

    [Fact]
    public async Task A_sheet_shows_the_properties_and_the_state_of_a_device()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(3));
        var number = await Any(rig, new() { Release = "16.5.1-a", Protected = true, Platform = Platform.IPhone });

        var (answer, lines) = await rig.Run(Devices(rig), "show", "-d", $"{EntityId.Device(number)}");
        var sheet = lines.ToLookup(line => line[..15].TrimEnd(), line => line[15..]);

        Assert.Equal(Answer.Done, answer);
        Assert.Equal($"{EntityId.Device(number)}", sheet["device"].Single());
        Assert.StartsWith("2023-07-10T19:5", sheet["at"].Single(), StringComparison.Ordinal);
        Assert.Equal("16.5.1 (20F75)", sheet["base"].Single());
        Assert.Equal("20F770750b, 16.5.1-a", sheet["runs"].Single());
        Assert.Equal("yes", sheet["protected"].Single());
        Assert.Equal("idle: nothing to do; it polls the catalogue", sheet["state"].Single());
        Assert.StartsWith("16.5.1-a, active since 2023-07-10T", sheet["applied"].Single(), StringComparison.Ordinal);
        Assert.Contains(" %", sheet["battery"].Single(), StringComparison.Ordinal);
        Assert.Matches(
            "^[0-9.]+ [GM]B free of [0-9.]+ GB; system [0-9.]+ GB, Data [0-9.]+ [GM]B, Preboot [0-9.]+ [GM]B$",
            sheet["storage"].Single());
        Assert.StartsWith("0x81", sheet["chip, ECID"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_in_the_list_of_its_ring_of_its_group_and_of_its_label()
    {
        await using var rig = await LiveRig.Start("rings", new([], Devices: "200"));
        var world = rig.Live.World;
        var fleet = Enumerable.Range(0, 200).Select(world.TraitsOf).ToArray();

        foreach (var ring in world.Fleet.Rings)
            await Has(traits => world.RingOf(traits) == ring, "-ring", ring.Name);
        foreach (var group in world.Fleet.Groups)
            await Has(traits => traits.Group == group, "-group", group.Name);
        await Has(traits => traits.Kind.Label == "till", "-group", "till");

        async Task Has(Predicate<Traits> belongs, string name, string value)
        {
            var (_, lines) = await rig.Run(Devices(rig), "list", name, value, "-n", "200", "-json");
            Assert.Equal(
                fleet.Where(traits => belongs(traits)).Select(traits => $"{traits.Id}"),
                lines.Select(line => Row(line).GetProperty("device").GetString()!));
        }
    }

    [Fact]
    public async Task A_list_of_a_software_update_has_the_devices_that_have_it_and_to_which_it_is_to_come()
    {
        await using var rig = await LiveRig.Start("boot-troubles", new([], Devices: "200"));
        await rig.Advance(rig.Live.Scenario.Duration);
        foreach (var release in rig.Live.Scenario.AllReleases)
        {
            var (_, holders) = await rig.Live.Holders(release, rig.Over);
            var (_, lines) = await rig.Run(Devices(rig), "list", "-r", release.Id, "-n", "200", "-json");

            Assert.Equal(holders.Total.Having + holders.Total.ToCome, lines.Length);
            Assert.NotEmpty(lines);
        }
    }

    [Fact]
    public async Task A_sheet_shows_the_ring_the_group_and_the_label()
    {
        await using var rig = await LiveRig.Start("rings", new([], Devices: "200"));
        var world = rig.Live.World;
        var till = Enumerable.Range(0, 200).Select(world.TraitsOf)
            .First(traits => traits.Kind.Label == "till" && traits.Group is not null);

        var (_, text) = await rig.Run(Devices(rig), "show", "-d", $"{till.Number}");
        var (_, json) = await rig.Run(Devices(rig), "show", "-d", $"{till.Number}", "-json");
        var sheet = text.ToLookup(line => line[..15].TrimEnd(), line => line[15..]);
        var view = Row(json.Single());

        Assert.Equal(
            [world.RingOf(till)!.Name, till.Group!.Name, "till"],
            [sheet["ring"].Single(), sheet["group"].Single(), sheet["label"].Single()]);
        Assert.Equal(
            [world.RingOf(till)!.Name, till.Group.Name, "till"],
            [$"{view.GetProperty("ring")}", $"{view.GetProperty("group")}", $"{view.GetProperty("label")}"]);
    }

    [Fact]
    public async Task Every_device_has_a_sheet_at_every_hour()
    {
        await using var rig = await LiveRig.Start();
        for (var hour = 0; hour < 48; hour += 6)
        {
            await rig.Advance(TimeSpan.FromHours(hour));
            for (var number = 0; number < 50; number += 7)
                Assert.Equal(Answer.Done, (await rig.Run(Devices(rig), "show", "-d", $"{number}")).Answer);
        }
    }

    [Fact]
    public async Task A_history_has_the_lines_of_the_export_and_on_request_only_the_last_ones()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(Evening);
        var number = await Any(rig, new() { Protected = true });

        var (_, all) = await rig.Run(Devices(rig), "history", "-d", $"{number}", "-json");
        var (_, text) = await rig.Run(Devices(rig), "history", "-d", $"{number}");
        var (_, last) = await rig.Run(Devices(rig), "history", "-d", $"{number}", "-n", "2", "-json");

        Assert.Equal(Enumerable.Range(1, all.Length), all.Select(line => Row(line).GetProperty("seq").GetInt32()));
        Assert.All(
            all, line => Assert.Equal($"{EntityId.Device(number)}", Row(line).GetProperty("entity").GetString()));
        Assert.Contains(text, line => line.Contains("ResponseActivated", StringComparison.Ordinal));
        Assert.Equal(all.Length, text.Length);
        Assert.Equal(all.TakeLast(2), last.AsEnumerable());
    }

    [Fact]
    public async Task A_tail_shows_the_events_of_the_chosen_devices()
    {
        await using var rig = await LiveRig.Start();
        var reply = new HeardReply();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(rig.Over);
        var tail = Interpreter.Run(
            Devices(rig), ["tail", "-d", "3", "-d", "device-0000005", "-e", "deviceenrolled", "-json"], reply.As,
            enough.Token);

        await rig.Advance(TimeSpan.FromMinutes(1));
        rig.Clock.Pass(EventFeed.Slice);
        await enough.CancelAsync();

        Assert.Equal(Answer.Done, await tail);
        Assert.Equal(
            [("device-0000003", "DeviceEnrolled"), ("device-0000005", "DeviceEnrolled")],
            reply.Lines.Select(
                line => (Row(line).GetProperty("entity").GetString()!, Row(line).GetProperty("event").GetString()!)));
    }

    [Fact]
    public async Task A_person_installs_removes_and_installs_again()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(3));
        var number = await Any(
            rig,
            new() { Standing = DeviceStanding.Idle, Protected = false, Platform = Platform.IPhone, Managed = false });

        var (applied, lines) = await rig.Run(Devices(rig), "apply", "-d", $"{number}", "-r", "16.5.1 (a)");
        await rig.Advance(Evening);
        var (removed, _) = await rig.Run(Devices(rig), "remove-responses", "-d", $"{number}");
        await rig.Advance(Evening + TimeSpan.FromHours(1));
        var between = (await rig.Live.Device(number, rig.Over)).Device.State;
        var (again, _) = await rig.Run(Devices(rig), "apply", "-d", $"{number}", "-r", "16.5.1-a");

        Assert.Equal([Answer.Done, Answer.Done, Answer.Done], new[] { applied, removed, again });
        Assert.Contains($"{EntityId.Device(number)} installs 16.5.1-a", Assert.Single(lines), StringComparison.Ordinal);
        Assert.True(between.IsReverted);
    }

    [Fact]
    public async Task A_command_without_effect_is_accepted_with_the_reason()
    {
        await using var rig = await LiveRig.Start();
        await Doubts(rig, "16.5.1-a is not published.", "apply", "-d", "3", "-r", "16.5.1-a");
        await rig.Advance(Evening);
        var reverted = await Any(rig, new() { Protected = false, Standing = DeviceStanding.Idle });
        var runs = await Any(rig, new() { Protected = true, SharesAnalytics = true });

        await Doubts(rig, "has no response to remove", "remove-responses", "-d", $"{reverted}");
        await Doubts(rig, "runs 16.5.1-a, and 16.5.1-a is not newer.", "apply", "-d", $"{runs}", "-r", "16.5.1-a");
        await Doubts(rig, "shares analytics already.", "share-analytics", "-d", $"{runs}", "-share", "yes");
        Assert.Equal(4, (await rig.Live.Status(rig.Over)).Commands);
    }

    [Fact]
    public async Task A_command_to_a_busy_device_is_accepted_with_what_the_device_does()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(3));
        var number = await Any(rig, new() { Standing = DeviceStanding.Staged });

        await Doubts(
            rig, $"{EntityId.Device(number)} is staged, and only an idle device starts it: 16.5.1-a (",
            "apply", "-d", $"{number}", "-r", "16.5.1-a");
    }

    [Fact]
    public async Task A_person_ceases_to_share_analytics_and_a_device_is_taken_off_its_charger()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(3));
        var number = await Any(rig, new() { SharesAnalytics = true, Platform = Platform.IPhone });

        await rig.Run(Devices(rig), "share-analytics", "-d", $"{number}", "-share", "no");
        await rig.Run(Devices(rig), "unplug", "-d", $"{number}", "-for", "2d");
        await rig.Advance(TimeSpan.FromHours(4));

        var (_, lines) = await rig.Run(Devices(rig), "show", "-d", $"{number}");
        Assert.Contains("analytics      not shared", lines);
        Assert.Contains(lines, line => line.Contains("off its charger until 2023-07-12T", StringComparison.Ordinal));
        await Doubts(rig, "is off its charger until", "unplug", "-d", $"{number}", "-for", "1h");
    }

    [Theory]
    [InlineData(
        "-device is '50'; the fleet has device-0000000 to device-0000049, or 0 to 49 for short.", "show", "-d", "50")]
    [InlineData("-device is 'device-'; the fleet has device-0000000", "show", "-d", "device-")]
    [InlineData("-device is '-1'; the fleet has device-0000000", "show", "-d", "-1")]
    [InlineData("-release is '16.5.1 (b)'; the scenario has 16.5.1-a.", "apply", "-d", "1", "-r", "16.5.1 (b)")]
    [InlineData("-number is '0'; it must be a whole number from 1 to 10000.", "list", "-n", "0")]
    [InlineData("-state is 'asleep'; it may be unenrolled, idle", "list", "-s", "asleep")]
    public async Task Unknown_names_are_refused_with_the_known_ones(string complaint, params string[] words)
    {
        await using var rig = await LiveRig.Start();

        var (answer, _) = await rig.Run(Devices(rig), [.. words]);

        Assert.StartsWith(complaint, Assert.IsType<Answer.Misuse>(answer).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4", 120, "4", "40", "41")]
    [InlineData("1", 120, "1", "10", "11")]
    [InlineData("11", 120, "11", "110", "111")]
    [InlineData("", 120, "0", "1", "2")]
    [InlineData("0", 120, "0")]
    [InlineData("00", 120)]
    [InlineData("130", 120)]
    [InlineData("x", 120)]
    [InlineData("dev", 120, "device-0000000", "device-0000001", "device-0000002")]
    [InlineData("device-000011", 120, "device-0000110", "device-0000111", "device-0000112")]
    [InlineData("device-0000013", 120, "device-0000013")]
    public async Task Device_numbers_are_completed_from_what_is_typed(
        string typed, int devices, params string[] first)
    {
        await using var rig = await LiveRig.Start("tiny", new([], Devices: $"{devices}"));

        var offered = await FleetSwitches.Device(rig.Live).Completion!(typed, rig.Over);

        Assert.Equal(first, offered.Take(3));
        Assert.True(offered.Length <= 20);
        Assert.All(offered, one => Assert.StartsWith(typed, one, StringComparison.Ordinal));
        Assert.All(offered, one => Assert.Null(FleetSwitches.Device(rig.Live).Check!(one)));
    }

    private static Palette Devices(LiveRig rig) => new DevicePalette(rig.Live).Palette;

    private static async Task<int> Any(LiveRig rig, DeviceSelection selection) =>
        (await rig.Live.Devices(selection, 0, 1, rig.Over)).Lines.Single().Number;

    private static async Task Doubts(LiveRig rig, string why, params ImmutableArray<string> words) =>
        Assert.Contains(why, await rig.Doubts(Devices(rig), words), StringComparison.Ordinal);

    private static async Task Refuses(LiveRig rig, string why, params ImmutableArray<string> words)
    {
        var (answer, lines) = await rig.Run(Devices(rig), words);

        Assert.Contains(why, Assert.IsType<Answer.Error>(answer).Message, StringComparison.Ordinal);
        Assert.Empty(lines);
    }

    private static JsonElement Row(string line) => JsonDocument.Parse(line).RootElement;
}
