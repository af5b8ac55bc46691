using CsCheck;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Simulation;

public sealed class VirtualTimeTests
{
    private static readonly Gen<VirtualTime> Moment = Gen.Long[0, 1L << 40].Select(ms => new VirtualTime(ms));
    private static readonly Gen<TimeSpan> Span = Gen.Int.Select(ms => TimeSpan.FromMilliseconds(ms));

    [Fact]
    public void An_added_duration_can_be_subtracted_and_measured() => Gen.Select(Moment, Span).Sample((moment, span) =>
    {
        Assert.Equal(moment, moment + span - span);
        Assert.Equal(span, moment + span - moment);
    });

    [Fact]
    public void Never_is_after_every_moment() => Gen.Select(Moment, Span).Sample((moment, span) =>
    {
        Assert.True(moment < VirtualTime.Never);
        Assert.Equal(VirtualTime.Never, VirtualTime.Never + span);
        Assert.Equal(VirtualTime.Never, VirtualTime.Never.Next());
        Assert.Equal(moment, VirtualTime.Min(moment, VirtualTime.Never));
        Assert.Equal(VirtualTime.Never, VirtualTime.Max(moment, VirtualTime.Never));
    });

    [Fact]
    public void There_is_no_time_between_a_moment_and_never() => Moment.Sample(moment =>
    {
        Assert.Throws<OverflowException>(() => moment - VirtualTime.Never);
        Assert.Throws<OverflowException>(() => VirtualTime.Never - moment);
    });

    [Fact]
    public void The_next_moment_is_a_millisecond_later() =>
        Assert.Equal(TimeSpan.FromMilliseconds(1), new VirtualTime(41).Next() - new VirtualTime(41));

    [Fact]
    public void Parts_of_a_millisecond_are_dropped() =>
        Assert.Equal(new VirtualTime(2), new VirtualTime(1) + TimeSpan.FromMilliseconds(1.9));

    [Theory]
    [InlineData(0, "0d 00:00:00.000")]
    [InlineData(184_500_250, "2d 03:15:00.250")]
    [InlineData(long.MaxValue, "never")]
    public void A_moment_is_written_for_people(long milliseconds, string words) =>
        Assert.Equal(words, new VirtualTime(milliseconds).ToString());
}
