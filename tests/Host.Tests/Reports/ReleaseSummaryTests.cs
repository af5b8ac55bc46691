using System.Text.RegularExpressions;
using RsrActors.Reports.Figures;
using static RsrActors.Host.Tests.Reports.SummaryTests;

namespace RsrActors.Host.Tests.Reports;

/// <summary>The summary of durations that have not ended, of figures that do not apply, and of counts of one.</summary>
public sealed class ReleaseSummaryTests
{
    [Fact]
    public void Durations_that_have_not_ended_are_marked_so_far_and_figures_that_do_not_apply_are_a_dash()
    {
        var sample = Sample();
        var withdrawn = sample.Releases[0];

        Assert.Equal("2 d 3 h so far", LastRemoval(withdrawn with { ActiveNow = 1 }));
        Assert.Equal("none so far", LastRemoval(withdrawn with { ActiveNow = 1, SecondsToLastRemoval = null }));
        Assert.Equal("none", LastRemoval(withdrawn with { SecondsToLastRemoval = null }));
        Assert.Equal(
            "123 d so far", LastRemoval(withdrawn with { ActiveNow = 1, SecondsToLastRemoval = 123.4m * 86_400 }));
        var drafted = withdrawn with { PublishedSeconds = null, Reach = [] };
        Assert.Matches(
            "time to 50 % of the fleet +- +9 h", Render(sample with { Releases = [drafted, sample.Releases[1]] }, 100));
        Assert.DoesNotContain("never", Render(sample), StringComparison.Ordinal);

        string LastRemoval(ReleaseFigures release)
        {
            var text = Render(sample with { Releases = [release, sample.Releases[1]] }, 100);
            return Regex.Match(text, "last one after withdrawal +(.+?)  +-").Groups[1].Value;
        }
    }

    [Theory]
    [InlineData("The order ended before its deadline, by removal.", "removal")]
    [InlineData("The run ends before the deadline.", null)]
    public void An_enforcement_without_effect_has_its_reason(string words, string? endedBy)
    {
        var one = Sample().Enforcements[0] with
        {
            Devices = null, Before = null, HourAfter = null, EndedBy = endedBy,
        };

        Assert.Contains(words, Render(Sample() with { Enforcements = [one] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Platforms_with_different_newest_responses_have_a_column_for_each_of_them()
    {
        var sample = Sample();
        var fleet = sample.Protection!;
        var both = fleet with { Newest = fleet.Newest.Add("mac-intel", "16.5.1-a") };
        var text = Render(
            sample with
            {
                Protection = both,
                Releases = [.. sample.Releases.Select(release => release with { Protection = fleet.Figures })],
            }, 100);

        Assert.Matches("\n +fleet +16.5.1-a +16.5.1-c *\n", text);
        Assert.Matches("not protected +3,900 +3,900 +3,900", text);
    }

    [Fact]
    public void Counts_of_one_are_written_in_the_singular()
    {
        var sample = Sample();
        var text = Render(sample with
        {
            Devices = 1, Events = 1, Epochs = 1, VirtualSeconds = 86_400,
            Signing = new(1, 0, sample.Releases[0].EndedBy.Clear(), new(0, sample.Releases[0].EndedBy.Clear())),
            Run = new(1, 1, 1, 1, 1_000_000, 1),
        });

        Assert.Contains(
            "1 device, 1 day from 2023-07-10 17:00 UTC, 1 event in 1 epoch\n", text, StringComparison.Ordinal);
        Assert.Contains("1 ticket issued", text, StringComparison.Ordinal);
        Assert.Contains("1 wake in 1 window\n", text, StringComparison.Ordinal);
        Assert.Contains("1 thread, ", text, StringComparison.Ordinal);
    }
}
