using System.Globalization;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>
/// How long each part of the fuzzer generates inputs, and what holds for every input: the program ends within ten
/// seconds, with exit code 0, 1 or 2 and at most one message, and never with a stack trace or a defect of its own.
/// </summary>
internal static class FuzzBudget
{
    /// <summary>An environment variable: seconds for all parts together. 10 without it.</summary>
    public const string Variable = "RSR_FUZZ_SECONDS";

    private const int Parts = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Seconds for one part.</summary>
    public static int Seconds { get; } = Math.Max(
        1,
        int.Parse(Environment.GetEnvironmentVariable(Variable) ?? "10", CultureInfo.InvariantCulture) / Parts);

    /// <summary>Fails when an action takes too long; the action is not cancelled.</summary>
    public static async Task<T> WithinTime<T>(Task<T> work, string what)
    {
        try
        {
            return await work.WaitAsync(Longest);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"Not over within {Longest.TotalSeconds} s: {what}");
        }
    }

    /// <summary>A command line in this process, checked.</summary>
    public static async Task<Outcome> Invoke(params string[] arguments)
    {
        var call = string.Join(' ', arguments.Select(one => $"'{(one.Length > 200 ? one[..200] + "…" : one)}'"));
        Outcome outcome;
        try
        {
            outcome = await WithinTime(Workplace.RsrInProcess(arguments), call);
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw new InvalidOperationException($"Not caught: {call}", e);
        }

        Assert.True(outcome.ExitCode is 0 or 1 or 2, $"Exit code {outcome.ExitCode}: {call}");
        Assert.False(
            outcome.Errors.Contains("   at ", StringComparison.Ordinal), $"A stack trace: {call}: {outcome.Errors}");
        Assert.False(
            outcome.Errors.StartsWith("rsr has a defect", StringComparison.Ordinal), $"{call}: {outcome.Errors}");
        if (outcome.ExitCode != 0)
        {
            var message = outcome.Errors.TrimEnd('\n');
            Assert.True(
                message.Length > 0 && !message.Contains('\n', StringComparison.Ordinal),
                $"Not one message: {call}: {outcome.Errors}");
        }

        return outcome;
    }
}
