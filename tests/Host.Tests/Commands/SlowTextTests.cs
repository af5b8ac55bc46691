using RsrActors.Actors.Kernel;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Tests.Commands;

public sealed class SlowTextTests
{
    [Theory]
    [InlineData(0, 0, 0, "Starting has taken ten seconds or more: it waits for cohort-003.")]
    [InlineData(
        9, 0, 1, "Reading what is stored has taken ten seconds or more: it waits for cohort-003 and 1 other.")]
    [InlineData(15_247, 7, 2, "Window 7 has taken ten seconds or more: it waits for cohort-003 and 2 others.")]
    public void A_new_run_that_starts_slowly_does_not_say_that_it_reads_stored_rows(
        long events, long window, int others, string text) =>
        Assert.Equal(
            text,
            SlowText.Of(new SimulationProtocol.Slow(window, "cohort-003", others, []), SlowText.Beginning(events)));
}
