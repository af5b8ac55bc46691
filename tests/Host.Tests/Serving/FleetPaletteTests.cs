using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Model.Devices.Views;
using RsrActors.Pbm;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Tests.Serving;

/// <summary>The fleet of scenario tiny: queries and commands through its palette.</summary>
public sealed class FleetPaletteTests
{
    private static readonly TimeSpan Evening = TimeSpan.FromHours(20);

    [Fact]
    public async Task The_palettes_are_valid_for_every_scenario()
    {
        foreach (var scenario in new[] { "tiny", "bsi-26.3.1-a" })
        {
            await using var rig = await LiveRig.Start(scenario, new([], Devices: "20"));

            PaletteCheck.Check([Fleet(rig), new DevicePalette(rig.Live).Palette]);
        }
    }

    [Fact]
    public async Task A_census_counts_every_device_and_has_its_moment()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(Evening);

        var (answer, lines) = await rig.Run(Fleet(rig), "census");

        Assert.Equal(Answer.Done, answer);
        Assert.StartsWith("At 2023-07-11T1", lines[0], StringComparison.Ordinal);
        Assert.Equal(["figure", "devices", "percent"], Words(lines[1]));
        Assert.Equal(["devices", "50", "100.0"], Words(lines[2]));
        Assert.Equal(
            ["devices", "protected", "browser protected", "reverted", "sharing analytics", "managed"],
            lines[2..].Select(line => line[..18].TrimEnd()));
    }

    [Fact]
    public async Task A_census_is_of_the_moment_it_names_also_when_it_is_repeated()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(1));
        var early = await rig.Live.Census(rig.Over);
        var again = await rig.Live.Census(rig.Over);
        await rig.Advance(Evening);

        var late = await rig.Live.Census(rig.Over);
        var lines = (await rig.Live.Devices(DeviceSelection.All, from: 0, limit: 50, rig.Over)).Lines;

        Assert.Same(early.Census, again.Census); // The fleet is not counted again while no event happens.
        Assert.Equal(early.At, again.At);
        Assert.True(early.At < late.At);
        Assert.NotEqual(early.Census, late.Census);
        Assert.Equal(lines.Count(line => line.Active is not null), late.Census.Total.Protected);
    }

    [Fact]
    public async Task Pages_of_a_list_have_one_number_of_matches_and_another_one_when_something_has_happened()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(1));
        var open = new DeviceSelection { Protected = false };
        var early = await rig.Live.Devices(open, from: 0, limit: 7, rig.Over);
        var rest = await rig.Live.Devices(open, from: early.Lines[^1].Number + 1, limit: 50, rig.Over);
        await rig.Advance(Evening);

        var late = await rig.Live.Devices(open, from: 0, limit: 50, rig.Over);

        Assert.Equal((7, early.Matching), (early.Lines.Length, rest.Matching));
        Assert.Equal(early.Matching, early.Lines.Length + rest.Lines.Length);
        Assert.Equal(late.Lines.Length, late.Matching);
        Assert.True(late.Matching < early.Matching);
    }

    [Fact]
    public async Task The_listings_of_a_census_count_the_same_devices()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(Evening);
        var census = Rows(await rig.Run(Fleet(rig), "census", "-json")).ToDictionary(
            row => row.GetProperty("figure").GetString()!, row => row.GetProperty("devices").GetInt32());

        var platforms = Rows(await rig.Run(Fleet(rig), "by-platform", "-json"));
        var states = Rows(await rig.Run(Fleet(rig), "by-state", "-json"));
        var releases = Rows(await rig.Run(Fleet(rig), "by-release", "-json"));

        Assert.Equal(["iphone", "mac-apple-silicon"], platforms.Select(row => row.GetProperty("platform").GetString()));
        Assert.All([platforms, states, releases], listing => Assert.Equal(50, Sum(listing, "devices")));
        Assert.All([platforms, states], listing => Assert.Equal(census["protected"], Sum(listing, "protected")));
        Assert.Equal(
            census["protected"],
            Sum(releases.Where(row => row.GetProperty("release").GetString() is not null), "devices"));
        Assert.Equal(census["sharing analytics"], Sum(platforms, "sharing"));
        Assert.Equal(census["managed"], Sum(platforms, "managed"));
        Assert.NotEqual(0, census["protected"]);
    }

    [Fact]
    public async Task A_restriction_of_removals_reaches_the_managed_devices()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(1));

        var (answer, lines) = await rig.Run(
            Fleet(rig), "restrict", "-allow-installation", "yes", "-allow-removal", "no");
        await rig.Advance(TimeSpan.FromHours(2));

        Assert.Equal(Answer.Done, answer);
        Assert.Contains(
            "managed devices: installation allowed, removal forbidden", Assert.Single(lines), StringComparison.Ordinal);
        foreach (var number in await Managed(rig))
            Assert.Equal(new(true, false), (await rig.Live.Device(number, rig.Over)).Device.State.Managed);
    }

    [Fact]
    public async Task An_enforced_response_runs_on_all_managed_devices_soon_after_the_deadline()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(1));

        var (answer, _) = await rig.Run(Fleet(rig), "enforce", "-r", "16.5.1 (a)", "-within", "12h");
        await rig.Advance(TimeSpan.FromHours(40));

        Assert.Equal(Answer.Done, answer);
        foreach (var number in await Managed(rig))
            Assert.Equal("16.5.1-a", (await rig.Live.Device(number, rig.Over)).Device.State.Active?.Release);
    }

    [Theory]
    [InlineData("pause", "paused at")]
    [InlineData("withdraw", "withdrawn")]
    public async Task An_enforcement_of_a_response_that_is_not_published_says_that_no_device_can_install_it(
        string before, string standing)
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(1));
        await rig.Run(ReleasePalette.Create(rig.Live), before, "-r", "16.5.1-a", "-c", "a doubt");
        await rig.Advance(TimeSpan.FromHours(2));

        var (answer, lines) = await rig.Run(Fleet(rig), "enforce", "-r", "16.5.1-a", "-within", "12h");

        Assert.Equal(Answer.Done, answer);
        Assert.Contains($"16.5.1-a is {standing}", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("no device can install it before it is published.", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Managed_devices_remove_their_responses_when_they_are_ordered_to()
    {
        await using var rig = await LiveRig.Start();
        await rig.Advance(TimeSpan.FromHours(1));
        await rig.Run(Fleet(rig), "enforce", "-r", "16.5.1-a", "-within", "1h");
        await rig.Advance(TimeSpan.FromHours(20));

        var (answer, _) = await rig.Run(Fleet(rig), "remove-responses");
        await rig.Advance(TimeSpan.FromHours(47));

        Assert.Equal(Answer.Done, answer);
        foreach (var number in await Managed(rig))
            Assert.Null((await rig.Live.Device(number, rig.Over)).Device.State.Active);
    }

    [Fact]
    public async Task Orders_to_a_fleet_without_managed_devices_are_refused()
    {
        await using var rig = await LiveRig.Start("tiny", new(["fleet.management.managed = 0 %"]));
        ImmutableArray<ImmutableArray<string>> orders =
        [
            ["restrict", "-allow-installation", "yes", "-allow-removal", "no"],
            ["enforce", "-r", "16.5.1-a", "-within", "3d"],
            ["remove-responses"],
        ];

        foreach (var order in orders)
        {
            var (answer, lines) = await rig.Run(Fleet(rig), order);

            Assert.StartsWith(
                "No device of this fleet is managed", Assert.IsType<Answer.Error>(answer).Message,
                StringComparison.Ordinal);
            Assert.Empty(lines);
        }

        Assert.Equal(0, (await rig.Live.Status(rig.Over)).Commands);
    }

    [Theory]
    [InlineData("-within is '3'; it must be a duration", "-r", "16.5.1-a", "-within", "3")]
    [InlineData("-within is '0 h'; it must be a duration", "-r", "16.5.1-a", "-within", "0 h")]
    [InlineData("-release is '16.5.1-b'; the scenario has 16.5.1-a", "-r", "16.5.1-b", "-within", "3d")]
    [InlineData("'fleet enforce' needs -within", "-r", "16.5.1-a")]
    public async Task A_command_with_a_mistake_is_refused_without_an_effect(string complaint, params string[] switches)
    {
        await using var rig = await LiveRig.Start();

        var (answer, _) = await rig.Run(Fleet(rig), ["enforce", .. switches]);

        Assert.StartsWith(complaint, Assert.IsType<Answer.Misuse>(answer).Message, StringComparison.Ordinal);
    }

    private static Palette Fleet(LiveRig rig) => new FleetPalette(rig.Live).Palette;

    private static async Task<IEnumerable<int>> Managed(LiveRig rig)
    {
        var found = await rig.Live.Devices(new() { Managed = true }, 0, 50, rig.Over);
        Assert.NotEmpty(found.Lines);
        return found.Lines.Select(line => line.Number);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ImmutableArray<JsonElement> Rows((Answer Answer, string[] Lines) told)
    {
        Assert.Equal(Answer.Done, told.Answer);
        return [.. told.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static int Sum(IEnumerable<JsonElement> rows, string figure) =>
        rows.Sum(row => row.GetProperty(figure).GetInt32());
}
