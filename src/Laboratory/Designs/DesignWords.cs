using System.Collections.Immutable;

namespace RsrActors.Laboratory.Designs;

/// <summary>The words for designs and distributions, in files and options.</summary>
public static class DesignWords
{
    public const string Full = "full";
    public const string Paired = "paired";
    public const string Cells = "cells";

    internal const string Uniform = "uniform";
    internal const string LogUniform = "log-uniform";
    internal const string Normal = "normal";
    internal const string Triangular = "triangular";
    internal const string Linear = "linear";
    internal const string Log = "log";

    private static readonly ImmutableArray<(string Word, SamplingMethod Method, string NumberKey)> Methods =
    [
        ("latin-hypercube", SamplingMethod.LatinHypercube, "points"),
        ("sobol", SamplingMethod.Sobol, "points"),
        ("saltelli", SamplingMethod.Saltelli, "sets"),
        ("morris", SamplingMethod.Morris, "trajectories"),
    ];

    public static readonly ImmutableArray<string> All = [Full, Paired, Cells, .. Methods.Select(method => method.Word)];

    internal static readonly ImmutableArray<string> Distributions = [Uniform, LogUniform, Normal, Triangular];

    /// <summary>Null for a design that is not sampled.</summary>
    public static SamplingMethod? MethodOf(string word) =>
        Methods.Where(method => method.Word == word).Select(method => (SamplingMethod?)method.Method).FirstOrDefault();

    public static string Of(SamplingMethod method) => Methods.First(one => one.Method == method).Word;

    /// <summary>What the number of a sampled design counts: points, sets or trajectories.</summary>
    public static string NumberKey(SamplingMethod method) => Methods.First(one => one.Method == method).NumberKey;
}
