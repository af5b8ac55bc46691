using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Tests.Reports;

public sealed class HumanTextTests
{
    [Theory]
    [InlineData(0, "0 devices")]
    [InlineData(1, "1 device")]
    [InlineData(2_000, "2,000 devices")]
    public void A_count_is_written_with_its_noun(long count, string text) =>
        Assert.Equal(text, HumanText.Count(count, "device"));

    [Theory]
    [InlineData(0.4, "0 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(2_730, "46 min")]
    [InlineData(3_600, "1 h")]
    [InlineData(34_800, "9 h 40 min")]
    [InlineData(86_399, "1 d")]
    [InlineData(183_600, "2 d 3 h")]
    [InlineData(99.96 * 86_400, "99 d 23 h")]
    [InlineData(123.4 * 86_400, "123 d")]
    public void Durations_are_written_for_people(double seconds, string text) =>
        Assert.Equal(text, HumanText.Duration((decimal)seconds));

    [Theory]
    [InlineData(0, 10_000, "0.0 %")]
    [InlineData(1, 10_000, "< 0.1 %")]
    [InlineData(5, 10_000, "0.1 %")]
    [InlineData(9_101, 9_104, "> 99.9 %")]
    [InlineData(9_995, 10_001, "99.9 %")]
    [InlineData(9_104, 9_104, "100.0 %")]
    [InlineData(0, 0, "-")]
    public void Only_none_is_a_share_of_zero_and_only_all_are_a_share_of_100(long part, long whole, string text) =>
        Assert.Equal(text, HumanText.Share(part, whole));

    [Fact]
    public void A_day_of_the_scenario_has_its_date_to_the_minute() => Assert.Equal(
        "day 3.04, 2023-07-15 18:00 UTC",
        HumanText.OnDay(3 * 86_400 + 3_616, new(2023, 7, 12, 17, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(60, "1 min")]
    [InlineData(3_540, "59 min")]
    [InlineData(43_200, "0.5 days")]
    [InlineData(86_400, "1 day")]
    [InlineData(1_209_600, "14 days")]
    public void A_run_lasts_days_and_a_short_one_minutes(int seconds, string text) =>
        Assert.Equal(text, HumanText.Days(seconds));
}
