using System.Collections.Immutable;
using RsrActors.Model.Statistics.Designs;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Model.Tests.Statistics.Fitting;

public sealed class QuadraticEmulatorTests
{
    private static readonly ImmutableArray<ImmutableArray<double>> Points = SobolSequence.Points(64, 3);

    [Fact]
    public void A_polynomial_of_second_degree_is_found_exactly()
    {
        var emulator = QuadraticEmulator.Fit(
            Points, [.. Points.Select(Polynomial)], [.. Points.Select(_ => 1.0)]);

        var expected = Polynomial([0.3, 0.9, 0.1]);
        Assert.All(
            emulator.At([0.3, 0.9, 0.1]).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 5));
    }

    [Fact]
    public void A_point_without_weight_does_not_change_the_polynomial()
    {
        double[][] outputs = [.. Points.Select(Polynomial)];
        outputs[5] = [1e6, -1e6];
        double[] weights = [.. Points.Select((_, i) => i == 5 ? 0.0 : 1)];

        var emulator = QuadraticEmulator.Fit(Points, outputs, weights);

        Assert.Equal(Polynomial([0.5, 0.5, 0.5])[0], emulator.At([0.5, 0.5, 0.5])[0], 5);
    }

    [Fact]
    public void The_leverages_of_the_points_add_up_to_the_number_of_terms()
    {
        var emulator = QuadraticEmulator.Fit(Points, [.. Points.Select(Polynomial)], [.. Points.Select(_ => 1.0)]);

        Assert.Equal(10, emulator.Terms);
        Assert.Equal(10, Points.Sum(emulator.LeverageAt), 3);
    }

    private static double[] Polynomial(ImmutableArray<double> x) =>
    [
        1 + 2 * x[0] - x[1] + 3 * x[2] * x[2] - 4 * x[0] * x[1], 5 * x[2] - x[1] * x[2],
    ];
}
