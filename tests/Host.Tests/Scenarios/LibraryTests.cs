using RsrActors.Laboratory.Validity;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Sections;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>The scenarios that come with the program, and the page that documents them.</summary>
public sealed class LibraryTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "hocon", "scenarios");

    /// <summary>All scenarios that come with the program, in alphabetical order.</summary>
    internal static readonly string[] Shipped =
    [
        "a-year",
        "boot-troubles",
        "bsi-26.3.1-a",
        "crowdstrike",
        "enforced",
        "friday",
        "halts",
        "ios-8.0.1",
        "managed-fleet",
        "mechanisms",
        "privacy",
        "quiet-response",
        "rings",
        "rsr-16.4.1-a",
        "rsr-16.5.1-a",
        "tiny",
        "unlucky",
        "vendor-removal",
        "ventura-before",
        "webkit-regression",
    ];

    public static TheoryData<string> Names => [.. ScenarioLibrary.Installed.List().Select(entry => entry.Name)];

    [Fact]
    public void The_program_has_these_scenarios() =>
        Assert.Equal(Shipped, ScenarioLibrary.Installed.List().Select(entry => entry.Name));

    [Theory, MemberData(nameof(Names))]
    public void Each_scenario_is_read_and_written_without_a_change(string name)
    {
        var first = ScenarioLibrary.Installed.Read(name, ScenarioOverrides.None);
        var scenario = Accepted(first);

        Assert.Equal(name, scenario.Name);
        Assert.Equal(Show(scenario), Show(Accepted(Read(((ScenarioReading.Accepted)first).ResolvedHocon))));
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_scenario_can_be_shortened(string name) =>
        _ = Accepted(ScenarioLibrary.Installed.Read(name, new([], Seed: "5", Devices: "1", Days: "0.1")));

    [Fact]
    public void Each_scenario_begins_with_a_summary_in_one_sentence() =>
        Assert.All(ScenarioLibrary.Installed.List(), entry => Assert.Matches("^[A-Z].{20,}[.:].*$", entry.Summary));

    [Fact]
    public void A_scenario_can_be_given_by_its_path() => Assert.Equal(
        "tiny",
        Accepted(ScenarioLibrary.Installed.Read(Path.Combine(Folder, "tiny.hocon"), ScenarioOverrides.None)).Name);

    [Theory]
    [InlineData("tinny")]
    [InlineData("")]
    [InlineData("../tiny")]
    public void An_unknown_name_is_refused_with_the_known_names(string name) => Assert.Equal(
        $"found no scenario '{name}', allowed is a path to a file or one of {string.Join(", ", Shipped)}",
        Refused(ScenarioLibrary.Installed.Read(name, ScenarioOverrides.None)));

    [Fact]
    public void A_name_without_its_file_ending_is_refused_with_the_name_of_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("rsr-");
        try
        {
            var file = Path.Combine(folder.FullName, "acme");
            File.Copy(Path.Combine(Folder, "tiny.hocon"), file + ".hocon");

            Assert.StartsWith(
                $"found no scenario '{file}'; did you mean the file {file}.hocon? "
                + "Allowed is a path to a file or one of ",
                Refused(ScenarioLibrary.Installed.Read(file, ScenarioOverrides.None)), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_unlucky_scenario_has_every_fault_of_an_installation()
    {
        var unlucky = Accepted(ScenarioLibrary.Installed.Read("unlucky", ScenarioOverrides.None));

        // That scenario has no counter of crashes.
        Assert.Equal(
            [nameof(FaultSettings.CrashCounterDies)],
            typeof(FaultSettings).GetProperties()
                .Where(fault => fault.PropertyType == typeof(double) && (double)fault.GetValue(unlucky.Faults)! == 0)
                .Select(fault => fault.Name));
    }

    [Fact]
    public void The_scenarios_together_have_every_fault_and_every_command()
    {
        var stories = ScenarioLibrary.Installed.List()
            .Select(entry => Accepted(ScenarioLibrary.Installed.Read(entry.Name, ScenarioOverrides.None)))
            .ToArray();

        Assert.All(
            typeof(FaultSettings).GetProperties().Where(property => property.PropertyType == typeof(double)),
            fault => Assert.Contains(stories, story => (double)fault.GetValue(story.Faults)! > 0));
        Assert.All(
            typeof(BootFaultSettings).GetProperties().Where(property => property.PropertyType == typeof(double)),
            fault => Assert.Contains(stories, story => (double)fault.GetValue(story.Faults.Boot)! > 0));
        Assert.Equal(
            typeof(OperatorCommand).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
            stories.SelectMany(story => story.Script).Select(step => step.Command.GetType().Name).Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_scenarios_quiet_and_private_are_the_regression_with_one_change()
    {
        var regression = Accepted(ScenarioLibrary.Installed.Read("webkit-regression", ScenarioOverrides.None));
        var quiet = Accepted(ScenarioLibrary.Installed.Read("quiet-response", ScenarioOverrides.None));
        var privacy = Accepted(ScenarioLibrary.Installed.Read("privacy", ScenarioOverrides.None));

        Assert.Equal(
            Show(AsTold(regression)),
            Show(AsTold(quiet) with { Releases = regression.Releases }));
        Assert.Equal(
            Show(AsTold(regression)),
            Show(AsTold(privacy) with
            {
                Fleet = privacy.Fleet with { SharesAnalytics = regression.Fleet.SharesAnalytics }
            }));
        Assert.Equal(
            (0, 0), (quiet.Releases.Sum(release => release.Regressions.Length), privacy.Fleet.SharesAnalytics));

        // Each has its own name and description, and only people who share may stop sharing.
        static Scenario AsTold(Scenario scenario) => scenario with
        {
            Name = "", Story = "", Script = [.. scenario.Script.Where(
                step => step.Command is not OperatorCommand.ShareAnalytics)],
        };
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

    /// <summary>All keys of all scenarios, those of published adoption among them, and those that only another rule or command needs.</summary>
    private static IReadOnlyDictionary<string, string?> KnownKeys()
    {
        var trace = new KeysRead();
        var populations = new ScenarioLibrary(PublishedReader.Installed).List().Where(entry => entry.Name != "published");
        foreach (var entry in ScenarioLibrary.Installed.List().Concat(populations))
        {
            var reading = (ScenarioReading.Accepted)ScenarioReader.Read(
                entry.Name, File.ReadAllText(entry.File), ScenarioOverrides.None, trace);
            _ = ScenarioReader.Read(entry.Name, reading.ResolvedHocon, ScenarioOverrides.None, trace);
        }

        return trace.Keys;
    }
}
