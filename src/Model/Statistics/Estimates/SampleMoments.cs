namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// Count, mean and spread of a sample to which values are added one by one: Welford, Note on a method for calculating
/// corrected sums of squares and products, Technometrics 4 (1962) 419-420.
/// </summary>
/// <remarks>
/// A value that never happened is +infinity. Then the mean is +infinity and the spread NaN: a mean of the others would
/// be the mean of another sample.
/// </remarks>
/// <param name="Count">How many values there are.</param>
/// <param name="Mean">Their mean, in their unit; 0 without a value.</param>
/// <param name="SquaredDeviations">The sum of the squared distances from the mean.</param>
public readonly record struct SampleMoments(int Count, double Mean, double SquaredDeviations)
{
    /// <summary>S², with n - 1; NaN with fewer than two values.</summary>
    public double Variance => Count > 1 ? SquaredDeviations / (Count - 1) : double.NaN;

    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The standard deviation of the mean: S / √n.</summary>
    public double StandardError => StandardDeviation / Math.Sqrt(Count);

    public static SampleMoments Of(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Aggregate(default(SampleMoments), (sample, value) => sample.Add(value));
    }

    public SampleMoments Add(double value)
    {
        Arguments.ThrowIfNoValue(value);
        var count = Count + 1;
        if (!double.IsFinite(value) || !double.IsFinite(Mean))
            return new(count, double.PositiveInfinity, double.NaN);
        var distance = value - Mean;
        var mean = Mean + distance / count;
        return new(count, mean, SquaredDeviations + distance * (value - mean));
    }
}
