using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>Indices drawn by dice.</summary>
internal static class IndexDraws
{
    /// <summary>
    /// Uniform on 0 to bound - 1: Lemire, Fast random integer generation in an interval, ACM Transactions on Modeling
    /// and Computer Simulation 29 (2019), without the rejection, which 64 bits make unnecessary.
    /// </summary>
    public static int Below(int bound, Dice dice, Purpose purpose, int n) =>
        (int)(((UInt128)dice.Bits(purpose, n).High * (UInt128)bound) >> 64);

    /// <summary>
    /// The numbers 0 to count - 1 in an order in which every order is equally likely: Fisher and Yates.
    /// </summary>
    public static ImmutableArray<int> Permutation(int count, Dice dice, Purpose purpose)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = Below(i + 1, dice, purpose, i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return [.. order];
    }
}
