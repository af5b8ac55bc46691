namespace RsrActors.Model.Scenarios;

/// <summary>Whole numbers in proportion to others.</summary>
public static class Apportionment
{
    /// <summary>
    /// Divides a total in proportion to weights by the method of largest remainders (Hamilton's): each gets the whole
    /// part of its quota, and the rest goes to the largest fractions, of equal ones to the first.
    /// </summary>
    /// <param name="weights">Not below 0; their sum is not 0.</param>
    /// <param name="total">From 0 to the sum of the weights.</param>
    public static int[] LargestRemainder(ReadOnlySpan<int> weights, int total)
    {
        var all = 0L;
        foreach (var weight in weights)
            all += weight;
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, all);
        var shares = new int[weights.Length];
        var remainders = new (long Remainder, int Place)[weights.Length];
        var given = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            // Integers only: a quota in floating point could round differently on another machine.
            var (quotient, remainder) = Math.DivRem((long)weights[i] * total, all);
            shares[i] = (int)quotient;
            remainders[i] = (remainder, i);
            given += shares[i];
        }

        foreach (var (_, place) in remainders.OrderByDescending(one => one.Remainder).ThenBy(one => one.Place)
            .Take(total - given))
            shares[place]++;
        return shares;
    }
}
