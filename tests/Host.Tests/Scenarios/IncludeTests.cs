using RsrActors.Host.Tests.Fleets;
using RsrActors.Scenarios;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>A scenario may include files: what they set stands where the <c>include</c> stands.</summary>
public sealed class IncludeTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("include \"base.hocon\"")]
    [InlineData("include file(\"base.hocon\")")]
    [InlineData("include required(file(\"base.hocon\"))")]
    [InlineData("include required( \"base.hocon\" ) # why")]
    public void A_scenario_of_three_lines_over_an_included_one_is_that_one_with_its_own_keys(string include)
    {
        Write("base.hocon", Small);

        var scenario = Accepted(Main($"{include}\nscenario.seed = 7\nfleet.devices = 300\n"));

        Assert.Equal((7UL, 300, "small"), (scenario.Seed, scenario.Fleet.Devices, scenario.Name));
        Assert.Equal(3, scenario.Script.Length);
    }

    [Fact]
    public void An_included_scenario_without_own_keys_resolves_to_the_same_text()
    {
        Write("base.hocon", Small);

        Assert.Equal(
            ((ScenarioReading.Accepted)Read(Small)).ResolvedHocon.Split("scenario {")[1],
            ((ScenarioReading.Accepted)Main("include \"base.hocon\"")).ResolvedHocon.Split("scenario {")[1]);
    }

    [Fact]
    public void An_include_within_a_section_sets_keys_of_that_section()
    {
        Write("faults.hocon", "seal-broken = 3 %\ndid-not-start = ${seal-broken}");

        var faults = Accepted(Main($"{Small}\nfaults {{ include \"faults.hocon\" }}")).Faults;

        Assert.Equal((0.03, 0.03), (faults.SealBroken, faults.DidNotStart));
    }

    [Fact]
    public void A_path_is_relative_to_the_folder_of_the_file_that_has_the_include()
    {
        Write("parts/base.hocon", $"include \"deep/faults.hocon\"\n{Small}");
        Write("parts/deep/faults.hocon", "faults { include \"../rate.hocon\" }");
        Write("parts/rate.hocon", "seal-broken = 4 %");

        Assert.Equal(0.04, Accepted(Main("include \"parts/base.hocon\"")).Faults.SealBroken);
    }

    [Fact]
    public void A_later_include_changes_what_an_earlier_one_sets_and_appends_to_its_script()
    {
        Write("base.hocon", Small);
        Write("enforced.hocon", """
            fleet.devices = 150
            script += { at = 1 h, do = enforce, release = "16.5.1-a", within = 2 d }
            """);

        var scenario = Accepted(Main("include \"base.hocon\"\ninclude \"enforced.hocon\""));

        Assert.Equal((150, 4), (scenario.Fleet.Devices, scenario.Script.Length));
    }

    [Theory]
    [InlineData("fleet.devices = many", "base.hocon, line 2: fleet.devices: found 'many'")]
    [InlineData("fleet.devises = 5", "base.hocon, line 2: fleet.devises: unknown key; did you mean devices?")]
    [InlineData("fleet.devices = 5 {", "base.hocon, line 2, column 19: fleet.devices: found '{'")]
    [InlineData("kernel.cohorts = ${fleet.platfoms}",
        "base.hocon, line 2: kernel.cohorts: found ${fleet.platfoms}, and there is no key fleet.platfoms; "
        + "did you mean ${fleet.platforms}? Allowed is a key of the scenario, and environment variables are not read")]
    [InlineData("include \"other.hocon\"", "base.hocon, line 2, column 1: include: found no file other.hocon")]
    [InlineData("include \"main.hocon\"",
        "base.hocon, line 2, column 1: include: found a cycle of includes: main.hocon includes base.hocon includes "
        + "main.hocon")]
    [InlineData("include \"./base.hocon\"", "include: found a cycle of includes: base.hocon includes ./base.hocon")]
    public void A_fault_in_an_included_file_is_reported_with_that_file_and_its_line(string line, string message)
    {
        Write("base.hocon", $"# A comment.\n{line}\n");

        Assert.StartsWith(
            message.StartsWith("base", StringComparison.Ordinal) ? message : "base.hocon, line 2, column 1: " + message,
            Refused(Main($"include \"base.hocon\"\n{Small.Replace("devices = 200", "", StringComparison.Ordinal)}")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_the_scenario_itself_are_counted_without_those_of_included_files()
    {
        Write("base.hocon", Small);

        Assert.StartsWith(
            "main.hocon, line 3: fleet.devices: found 'x'",
            Refused(Main("include \"base.hocon\"\n\nfleet.devices = x\nfleet.install.y = z")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_above_an_include_may_not_be_set_by_its_file()
    {
        Write("base.hocon", Small);

        Assert.Equal(
            "base.hocon, line 6, column 3: fleet.devices is set a second time, after main.hocon, line 1; "
            + "what is set above an include may not be set by its file",
            Refused(Main("fleet.devices = 300\ninclude \"base.hocon\"")));
    }

    [Theory]
    [InlineData(20, "files are included more than 16 deep")]
    [InlineData(1, "found more than 256 includes, allowed are 256 at most")]
    public void Endless_includes_are_refused(int depth, string message)
    {
        for (var i = 0; i < depth; i++)
            Write($"{i}.hocon", i + 1 < depth ? $"include \"{i + 1}.hocon\"" : "");
        var many = string.Concat(Enumerable.Repeat("include \"0.hocon\"\n", 300));

        Assert.Contains(message, Refused(Main(many)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_bytes_that_are_no_text_and_a_long_file_are_refused_as_includes()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "folder"));
        File.WriteAllBytes(Path.Combine(_folder.Path, "bytes"), [0xFF, 0xFE, 0xFF]);
        Write("long", new string('#', ScenarioFile.Longest + 1));

        Assert.Matches("found a folder, allowed is a file", Refused(Main("include \"folder\"")));
        Assert.Matches("found bytes that are no text", Refused(Main("include \"bytes\"")));
        Assert.Matches("found more than 4 MiB", Refused(Main("include \"long\"")));
    }

    [Fact]
    public void An_inventory_is_looked_for_beside_the_included_file_that_names_it()
    {
        Write("parts/fleet.hocon", "fleet { inventory = \"mine.csv\" }");
        Write("parts/mine.csv", "platform,model,version,build,count\niphone,\"iPhone15,2\",16.5.1,20F75,12\n");
        var (fleet, releases) = (
            Small.IndexOf("fleet {", StringComparison.Ordinal), Small.IndexOf("releases {", StringComparison.Ordinal));
        var rest = Small.Remove(fleet, releases - fleet);

        Assert.Equal(12, Accepted(Main($"include \"parts/fleet.hocon\"\n{rest}")).Fleet.Devices);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private ScenarioReading Main(string text)
    {
        Write("main.hocon", text);
        return ScenarioReader.Read("main.hocon", text, ScenarioOverrides.None, _folder.Path);
    }
}
