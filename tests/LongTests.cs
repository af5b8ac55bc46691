namespace RsrActors.Tests;

/// <summary>
/// The repetitions of fuzzing and statistical tests, which carry the trait <c>Length=Long</c>. <c>.ci/run</c> runs a
/// short form of each: it sets the variable to <c>short</c>. Tests that start or kill the program several times carry
/// the trait too, and have one form only.
/// </summary>
internal static class LongTests
{
    public const string Variable = "RSR_LONG_TESTS";

    /// <summary>Whether this is the short form.</summary>
    public static bool AreShort => Environment.GetEnvironmentVariable(Variable) == "short";

    /// <summary>A tenth of the repetitions in the short form.</summary>
    public static int Times(int full) => AreShort ? Math.Max(1, full / 10) : full;
}
