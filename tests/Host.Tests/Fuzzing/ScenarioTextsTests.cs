using CsCheck;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>Every text is accepted or refused as a scenario, and every accepted scenario runs.</summary>
public sealed class ScenarioTextsTests
{
    [Fact]
    public void At_least_half_of_the_generated_texts_are_HOCON()
    {
        var (read, all) = (0, 0);
        ScenarioTexts.Any.Sample(
            text =>
            {
                Interlocked.Increment(ref all);
                if (HoconParser.Parse(text, out _) is not null)
                    Interlocked.Increment(ref read);
            },
            iter: 1000);

        Assert.InRange((double)read / all, 0.5, 0.9);
    }

    [Fact]
    public void At_least_half_of_the_small_scenarios_are_accepted()
    {
        var (accepted, all) = (0, 0);
        ScenarioTexts.Small.Sample(
            text =>
            {
                Interlocked.Increment(ref all);
                if (Read(text) is ScenarioReading.Accepted)
                    Interlocked.Increment(ref accepted);
            },
            iter: 1000);

        Assert.InRange((double)accepted / all, 0.5, 0.99);
    }

    [Fact]
    public void Any_text_with_any_settings_is_accepted_or_refused_in_one_line() =>
        Gen.Select(ScenarioTexts.Any, ScenarioTexts.Settings.Array[0, 2]).Sample(
            (text, settings) => AssertAnswer(Read(text, new([.. settings]))), iter: 1500);

    [Fact]
    public void Any_settings_of_a_valid_scenario_are_accepted_or_refused_in_one_line() =>
        ScenarioTexts.Settings.Array[1, 3].Sample(settings => AssertAnswer(Set(settings)), iter: 1500);

    [Fact]
    public void A_scenario_that_is_accepted_runs_and_breaks_no_invariant() =>
        ScenarioTexts.Small.Where(text => Read(text) is ScenarioReading.Accepted).Sample(
            text => Assert.Null(InMemory.Run(Accepted(Read(text))).GetAwaiter().GetResult()), iter: 20, threads: 1);

    /// <summary>An accepted scenario is read back unchanged from the text that a run directory keeps.</summary>
    private static void AssertAnswer(ScenarioReading reading)
    {
        if (reading is ScenarioReading.Refused { Message: var message })
        {
            Assert.StartsWith("small.hocon", message, StringComparison.Ordinal);
            Assert.DoesNotContain(message, char.IsControl);
            Assert.InRange(message.Length, 20, 3000);
            return;
        }

        var accepted = (ScenarioReading.Accepted)reading;
        var again = Assert.IsType<ScenarioReading.Accepted>(Read(accepted.ResolvedHocon));
        Assert.Equal(Show(accepted.Scenario), Show(again.Scenario));
        Assert.Equal(accepted.ResolvedHocon, again.ResolvedHocon);
    }
}
