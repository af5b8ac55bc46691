using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using RsrActors.Catalogues;
using RsrActors.Catalogues.Published;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Scenarios;
using RsrActors.Profiles;
using RsrActors.Profiles.Reading;
using RsrActors.Scenarios;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr profile</c>: what devices do with files of device management.</summary>
internal static class ProfileCommand
{
    public static Command Create() => new("profile", "Configuration profiles and declarations of device management.")
    {
        Check(), Import(),
    };

    private static Command Check()
    {
        var (files, scenario, at) = (Files(), ScenarioOption(), MomentOption());
        var feeds = new Option<string[]>("--catalogue")
        {
            Description = "Compare targets with what Apple published: a feed of SOFA, an answer of Apple's lookup "
                + "service, or a catalogue. May be repeated.",
            DefaultValueFactory = _ => [],
        };
        var command = new Command(
            "check",
            "Tells what devices do with profiles, and what they ignore. Exit code 4 when they ignore something.")
        {
            files, scenario, feeds, at,
        };
        command.SetAction(parsed =>
        {
            var world = ScenarioOf(parsed.GetValue(scenario));
            var now = MomentOf(parsed.GetValue(at), world);
            var catalogue = parsed.GetValue(feeds) is { Length: > 0 } given
                ? CatalogueCommand.Read(given).Catalogue
                : null;
            var read = Read(parsed.GetValue(files)!, world, catalogue, now);
            foreach (var (file, profile) in read)
            {
                foreach (var line in ProfileText.Lines(file, profile))
                    parsed.InvocationConfiguration.Output.WriteLine(line);
            }

            return read.All(one => one.Profile.Findings.IsEmpty) ? ExitCode.Done : ExitCode.Ignored;
        });
        return command;
    }

    private static Command Import()
    {
        var (files, scenario, at) = (Files(), ScenarioOption(), MomentOption());
        var output = new Option<string?>("--output") { Description = "The file to write; without it standard output." };
        var overwrite = WholeFile.Overwrite();
        var command = new Command(
            "import",
            "Writes what profiles say as a block that a scenario includes, with what devices ignore as comments.")
        {
            files, scenario, at, output, overwrite,
        };
        command.SetAction(parsed =>
        {
            var world = ScenarioOf(parsed.GetValue(scenario));
            var read = Read(parsed.GetValue(files)!, world, null, MomentOf(parsed.GetValue(at), world));
            var path = parsed.GetValue(output);
            var block = ProfileText.Block(read, world);
            WholeFile.Write(path, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(block)));
            if (!WholeFile.IsStandardOutput(path))
            {
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"{path} is written. A scenario uses it with: include \"{Path.GetFileName(path)}\"");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string[]> Files() => new("file")
    {
        Description = "A configuration profile (.mobileconfig), signed or not, or a declaration in JSON.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static Option<string?> ScenarioOption() => new("--scenario")
    {
        Description = "Compare with a scenario: its start, its releases, and the builds of its devices.",
    };

    private static Option<string?> MomentOption() => new("--at")
    {
        Description = "The moment for deadlines, in UTC; without it the scenario's start, or now.",
    };

    /// <exception cref="HostException">A file cannot be read.</exception>
    private static ImmutableArray<(string File, ManagementProfile Profile)> Read(
        string[] files, Scenario? scenario, PublishedCatalogue? catalogue, DateTimeOffset now) =>
    [
        .. files.Select(file => (file, ProfileFile.Read(file) switch
        {
            ProfileReading.Accepted { Profile: var profile } => profile with
            {
                Findings =
                [
                    .. profile.Findings, .. ProfileChecks.Expired(profile, now),
                    .. ProfileChecks.TooOld(profile),
                    .. NotOffered(profile, scenario, catalogue, now),
                ],
            },
            ProfileReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        })),
    ];

    /// <summary>By a scenario and a catalogue; where neither is given, by the tables of the program.</summary>
    private static IEnumerable<ProfileFinding> NotOffered(
        ManagementProfile profile, Scenario? scenario, PublishedCatalogue? catalogue, DateTimeOffset now) =>
        (scenario, catalogue) switch
        {
            (null, null) => ProfileChecks.Superseded(profile),
            _ =>
            [
                .. scenario is null ? [] : ScenarioNotes.NotOffered(profile, scenario),
                .. catalogue is null
                    ? []
                    : CatalogueChecks.NotOffered(profile, catalogue, DateOnly.FromDateTime(now.UtcDateTime)),
            ],
        };

    private static Scenario? ScenarioOf(string? name) =>
        name is null ? null : ScenarioLibrary.Installed.Require(name, ScenarioOverrides.None).Scenario;

    private static DateTimeOffset MomentOf(string? text, Scenario? scenario) =>
        text is null ? scenario?.Start ?? DateTimeOffset.UtcNow
        : ScenarioMoment.Read(text, out var why) is { } moment ? moment
        : throw HostException.Refused($"--at: {why}");
}
