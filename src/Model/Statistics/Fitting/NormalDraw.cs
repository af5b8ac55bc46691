using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics.Fitting;

/// <summary>Draws from the standard normal distribution, by inversion.</summary>
public static class NormalDraw
{
    private const double Least = 1e-16;

    public static double Of(Dice dice, Purpose purpose, int n) =>
        NormalQuantile.Of(Math.Clamp(dice.Uniform(purpose, n), Least, 1 - Least));
}
