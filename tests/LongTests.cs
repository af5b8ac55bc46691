namespace RsrActors.Tests;

/// <summary>
/// How long the tests with the trait <c>Length=Long</c> are. <c>.ci/run</c> runs a short form of each: it sets the
/// variable to <c>short</c>.
/// </summary>
internal static class LongTests
{
    public const string Variable = "RSR_LONG_TESTS";

    /// <summary>A tenth of the repetitions in the short form.</summary>
    public static int Times(int full) =>
        Environment.GetEnvironmentVariable(Variable) == "short" ? Math.Max(1, full / 10) : full;
}
