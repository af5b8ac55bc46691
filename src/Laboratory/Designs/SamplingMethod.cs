using System.Collections.Immutable;
using RsrActors.Model.Statistics.Designs;

namespace RsrActors.Laboratory.Designs;

/// <summary>How a sampled design places its points in the unit cube of its factors.</summary>
public enum SamplingMethod
{
    /// <summary>
    /// Random points, one in each part of each axis: <see cref="Model.Statistics.Designs.LatinHypercube"/>.
    /// </summary>
    LatinHypercube,

    /// <summary>Points that fill the cube evenly: <see cref="SobolSequence"/>.</summary>
    Sobol,

    /// <summary>Sets of points from which Sobol indices follow: <see cref="SaltelliDesign"/>.</summary>
    Saltelli,

    /// <summary>Trajectories from which elementary effects follow: <see cref="MorrisDesign"/>.</summary>
    Morris,
}

/// <summary>The points of sampled designs.</summary>
internal static class SamplePoints
{
    /// <summary>How many points there are.</summary>
    /// <param name="count">Of points; of sets or trajectories where the method has these.</param>
    public static long CountOf(SamplingMethod method, int count, int factors) => method switch
    {
        SamplingMethod.Saltelli => (long)count * (factors + 2),
        SamplingMethod.Morris => (long)count * (factors + 1),
        _ => count,
    };

    /// <summary>The most factors that a method takes.</summary>
    public static int MostFactors(SamplingMethod method) => method switch
    {
        SamplingMethod.Saltelli => SobolSequence.MostDimensions / 2,
        SamplingMethod.Sobol => SobolSequence.MostDimensions,
        _ => int.MaxValue,
    };

    /// <param name="seed">Of the experiment; points of Sobol and Saltelli designs do not depend on it.</param>
    public static ImmutableArray<ImmutableArray<double>> Of(
        SamplingMethod method, int count, int factors, ulong seed) => method switch
    {
        SamplingMethod.LatinHypercube => LatinHypercube.Points(count, factors, seed),
        SamplingMethod.Sobol => SobolSequence.Points(count, factors),
        SamplingMethod.Saltelli => SaltelliDesign.Of(count, factors).Points,
        SamplingMethod.Morris =>
        [
            .. MorrisDesign.Trajectories(count, factors, seed).SelectMany(trajectory => trajectory.Points),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "A new method needs its points here."),
    };
}
