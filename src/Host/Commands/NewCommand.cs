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
            Description = "The organisation orders the installation within this time, as \"3 d\"; with --fleet.",
        };
        enforce.Validators.Add(result =>
        {
            if (result.Tokens is not [var token])
                return;
            if (Quantity.Duration.Read(token.Value, out var found) is null or <= 0)
                result.AddError($"--enforce: {found}, allowed is {Quantity.Duration.Allowed}, more than 0");
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
                parsed.GetValue(enforce));
            WholeFile.Write(
                path, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(draft.Text)));
            if (WholeFile.IsStandardOutput(path))
                return ExitCode.Done;
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{path} is written{draft.About}. Edit it, then: rsr check {path}, and rsr run {path}");
            return ExitCode.Done;
        });
        return command;
    }

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
