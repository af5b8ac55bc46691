using RsrActors.Simulator;

namespace RsrActors.Packages.Tests;

/// <summary>What a program may ask of a run.</summary>
public sealed class RunOptionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    [InlineData(20_000)]
    public void A_number_of_threads_that_no_machine_can_give_is_refused_with_what_is_allowed(int threads)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new RunOptions { Threads = threads });

        Assert.Equal(nameof(RunOptions.Threads), refused.ParamName);
        Assert.StartsWith(
            $"The number of threads is {threads}; allowed are 1 to 1024.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    public void The_smallest_and_the_largest_number_of_threads_are_taken(int threads) =>
        Assert.Equal(threads, new RunOptions { Threads = threads }.Threads);
}
