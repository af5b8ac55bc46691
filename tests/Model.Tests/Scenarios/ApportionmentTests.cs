using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Tests.Scenarios;

/// <summary>Samples of an inventory: largest remainders, as worked out by hand.</summary>
public sealed class ApportionmentTests
{
    [Theory]
    [InlineData(new[] { 55, 30, 10, 5 }, 7, new[] { 4, 2, 1, 0 })] // Quotas 3.85, 2.1, 0.7, 0.35.
    [InlineData(new[] { 1, 1, 1 }, 2, new[] { 1, 1, 0 })] // Of equal remainders the first.
    [InlineData(new[] { 3, 0, 2 }, 5, new[] { 3, 0, 2 })]
    [InlineData(new[] { 9_999_998, 1 }, 9_999_998, new[] { 9_999_997, 1 })]
    public void A_total_is_divided_by_largest_remainders(int[] weights, int total, int[] shares) =>
        Assert.Equal(shares, Apportionment.LargestRemainder(weights, total));
}
