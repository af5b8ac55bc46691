using RsrActors.Host.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>The scenarios that come with the program, and the page that documents them.</summary>
public sealed class LibraryTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "hocon", "scenarios");

    public static TheoryData<string> Names => [.. ScenarioLibrary.Installed.List().Select(entry => entry.Name)];

    [Fact]
    public void There_are_six_stories() => Assert.Equal(
        ["a-year", "bsi-26.3.1-a", "rsr-16.4.1-a", "rsr-16.5.1-a", "tiny", "unlucky"],
        ScenarioLibrary.Installed.List().Select(entry => entry.Name));

    [Theory, MemberData(nameof(Names))]
    public void Each_is_read_and_survives_being_written(string name)
    {
        var first = ScenarioLibrary.Installed.Read(name, ScenarioOverrides.None);
        var scenario = Accepted(first);

        Assert.Equal(name, scenario.Name);
        Assert.Equal(Show(scenario), Show(Accepted(Read(((ScenarioReading.Accepted)first).ResolvedHocon))));
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_can_be_cut_short(string name) =>
        _ = Accepted(ScenarioLibrary.Installed.Read(name, new([], Seed: "5", Devices: "1", Days: "0.1")));

    [Fact]
    public void Each_opens_with_a_summary_in_one_sentence() =>
        Assert.All(ScenarioLibrary.Installed.List(), entry => Assert.Matches("^[A-Z].{20,}[.:].*$", entry.Summary));

    [Fact]
    public void A_path_is_as_good_as_a_name() => Assert.Equal(
        "tiny", Accepted(ScenarioLibrary.Installed.Read(Path.Combine(Folder, "tiny.hocon"), ScenarioOverrides.None)).Name);

    [Theory]
    [InlineData("tinny")]
    [InlineData("")]
    [InlineData("../tiny")]
    public void An_unknown_name_is_refused_with_those_there_are(string name) => Assert.Equal(
        $"found no scenario '{name}', allowed is a path to a file or one of a-year, bsi-26.3.1-a, rsr-16.4.1-a, rsr-16.5.1-a, tiny, unlucky",
        Refused(ScenarioLibrary.Installed.Read(name, ScenarioOverrides.None)));

    [Fact]
    public void The_unlucky_meet_every_fault_and_nearly_every_command()
    {
        var unlucky = Accepted(ScenarioLibrary.Installed.Read("unlucky", ScenarioOverrides.None));

        Assert.All(
            typeof(FaultSettings).GetProperties().Where(property => property.PropertyType == typeof(double)),
            fault => Assert.True((double)fault.GetValue(unlucky.Faults)! > 0, fault.Name));
        Assert.Equal(
            typeof(OperatorCommand).GetNestedTypes().Length,
            unlucky.Script.Select(step => step.Command.GetType()).Distinct().Count());
    }

    [Fact]
    public void The_page_documents_every_key_with_its_default()
    {
        var rows = File.ReadAllLines(Path.Combine(Folder, "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 7)
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[4].Trim('`'));

        Assert.Equal(
            KnownKeys().Select(pair => $"{pair.Key}: {pair.Value ?? "required"}").Order(StringComparer.Ordinal),
            rows.Select(pair => $"{pair.Key}: {pair.Value}").Order(StringComparer.Ordinal));
    }

    /// <summary>All keys any of the scenarios has, with those that only another rule or command would ask for.</summary>
    private static IReadOnlyDictionary<string, string?> KnownKeys()
    {
        var trace = new KeyTrace();
        foreach (var entry in ScenarioLibrary.Installed.List())
        {
            var reading = (ScenarioReading.Accepted)ScenarioReader.Read(
                entry.Name, File.ReadAllText(entry.File), ScenarioOverrides.None, trace);
            _ = ScenarioReader.Read(entry.Name, reading.ResolvedHocon, ScenarioOverrides.None, trace);
        }

        return trace.Keys;
    }
}
