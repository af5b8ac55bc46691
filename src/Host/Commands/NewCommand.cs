using System.CommandLine;
using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr new</c>: writes a scenario to start from.</summary>
internal static class NewCommand
{
    private const string Extension = ".hocon";

    /// <summary>How long a scenario lasts, in days.</summary>
    private const int UsualDays = 14;

    /// <summary>The longest time to the deadline of <c>--enforce</c>, in days.</summary>
    private const int LongestDeadline = 90;
    private const int DaysAfterDeadline = 7;

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = $"The scenario's name: {ScenarioReader.NameAllowed}." };
        var fleet = new Option<string?>("--fleet")
        {
            Description = "An inventory whose devices are the fleet; 'rsr fleet import' writes one.",
        };
        var catalogue = new Option<string[]>("--catalogue")
        {
            Description = "A feed of what Apple publishes (SOFA, pmv), or a catalogue of 'rsr catalogue import'; with "
                + "--fleet. May be repeated.",
            DefaultValueFactory = _ => [],
        };
        var release = new Option<string?>("--release")
        {
            Description = "What the scenario is about: a response such as \"26.3.1 (a)\", or the version of a software "
                + "update; with --fleet. Without it, the newest response that the fleet can install.",
        };
        var enforce = new Option<string?>("--enforce")
        {
            Description = "The organisation orders the installation within this time, as \"3 d\"; with --fleet. "
                + $"At most {LongestDeadline} d; the scenario goes on for {DaysAfterDeadline} days after it.",
        };
        enforce.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Within(token.Value, out var found) is null)
            {
                result.AddError(
                    $"--enforce: {found}, allowed is a duration such as 3 d (units: d, h, min, s), more than 0 and at "
                    + $"most {LongestDeadline} d.");
            }
        });
        var output = new Option<string?>("--output")
        {
            Description = $"The file to write; without it NAME{Extension} in the current folder.",
        };
        var overwrite = WholeFile.Overwrite();
        var command = new Command(
            "new",
            "Writes a scenario to start from, with today's builds and a comment on each section; or a complete one "
            + "about a fleet of your own and a release.")
        {
            name, fleet, catalogue, release, enforce, output, overwrite,
        };
        command.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(name)!;
            var path = parsed.GetValue(output) ?? chosen + Extension;
            RequireName(chosen);
            var draft = NewScenario.Of(
                chosen, path, parsed.GetValue(fleet), parsed.GetValue(catalogue) ?? [], parsed.GetValue(release),
                parsed.GetValue(enforce), DaysOf(parsed.GetValue(enforce)));
            WholeFile.Write(
                path, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(draft.Text)));
            if (WholeFile.IsStandardOutput(path))
                return ExitCode.Done;
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{path} is written{draft.About}. Edit it, then: rsr check {path}, and rsr run {path}");
            ImportSummary.WriteRemarks(parsed.InvocationConfiguration.Output, draft.Inventory);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The time to a deadline; null when it is none, or not one of those that are allowed.</summary>
    private static TimeSpan? Within(string text, out string found) =>
        Quantity.Duration.Read(text, out found) is > 0 and var milliseconds
            && milliseconds <= (decimal)TimeSpan.FromDays(LongestDeadline).TotalMilliseconds
            ? TimeSpan.FromMilliseconds((double)milliseconds)
            : null;

    /// <summary>How long the scenario lasts: a report says what the deadline changed only when it has passed.</summary>
    private static int DaysOf(string? enforce) => enforce is not null && Within(enforce, out _) is { } within
        ? Math.Max(UsualDays, (int)Math.Ceiling(within.TotalDays) + DaysAfterDeadline)
        : UsualDays;

    private static void RequireName(string name)
    {
        if (!ScenarioReader.IsName(name))
            throw HostException.Refused($"name: found '{name}', allowed is {ScenarioReader.NameAllowed}");
        if (ScenarioLibrary.Installed.List().Any(entry => entry.Name == name))
        {
            throw HostException.Refused(
                $"name: found '{name}', which is a scenario that comes with the program; allowed is another name");
        }
    }
}
