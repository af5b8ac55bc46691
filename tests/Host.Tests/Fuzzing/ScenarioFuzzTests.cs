using System.Text;
using CsCheck;
using RsrActors.Host.Tests.Commands;
using RsrActors.Scenarios.Hocon;
using Xunit.Abstractions;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>
/// Scenario files with settings from the command line. All are checked. Small ones that are accepted are run with the
/// command of the user.
/// </summary>
[Trait("Length", "Long")]
public sealed class ScenarioFuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly Workplace _place = new();
    private int _number;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Any_scenario_is_accepted_and_runs_or_is_refused_in_one_message()
    {
        var (all, hocon, accepted, run) = (0, 0, 0, 0);
        var texts = Gen.Select(Gen.Bool, ScenarioTexts.Any, ScenarioTexts.Small, ScenarioTexts.Settings.Array[0, 2])
            .Select((small, any, few, settings) => (Small: small, Text: small ? few : any, Settings: settings));

        await texts.SampleAsync(
            async one =>
            {
                all++;
                hocon += HoconParser.Parse(one.Text, out _) is null ? 0 : 1;
                var file = _place[$"scenario-{++_number}.hocon"];
                // A cut may leave half of a character, which no file can hold.
                await File.WriteAllTextAsync(file, one.Text, new UTF8Encoding(false, throwOnInvalidBytes: false));
                string[] settings = one.Small ? []
                    : [.. one.Settings.SelectMany(setting => (string[])["--set", setting])];
                var outcome = await FuzzBudget.Invoke(["check", file, .. settings]);
                accepted += outcome.ExitCode == 0 ? 1 : 0;
                if (one.Small && outcome.ExitCode == 0)
                {
                    run++;
                    var ended = await FuzzBudget.Invoke(
                        "run", file, "--quiet", "--threads", "2", "--out", _place[$"run-{_number}"]);
                    Assert.True(
                        ended.ExitCode == 0, $"check calls it valid, run ends with {ended.ExitCode}: {ended.Errors}");
                }

                File.Delete(file);
            },
            time: FuzzBudget.Seconds, threads: 1);

        output.WriteLine($"{all} scenarios, {hocon} of them HOCON, {accepted} accepted, {run} run.");
        Assert.True(2 * hocon >= all, $"Only {hocon} of {all} texts pass the parser.");
    }
}
