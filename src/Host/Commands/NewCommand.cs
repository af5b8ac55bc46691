using System.CommandLine;
using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Scenarios;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr new</c>: writes a scenario to start from.</summary>
internal static class NewCommand
{
    private const string Extension = ".hocon";

    /// <summary>The name in the file that comes with the program.</summary>
    private const string Placeholder = "\"starter\"";

    private static readonly string Starter = Path.Combine(AppContext.BaseDirectory, "hocon", "starter.hocon");

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = $"The scenario's name: {ScenarioReader.NameAllowed}." };
        var output = new Option<string?>("--output")
        {
            Description = $"The file to write; without it NAME{Extension} in the current folder.",
        };
        var overwrite = WholeFile.Overwrite();
        var command = new Command(
            "new", "Writes a scenario to start from, with today's builds and a comment on each section.")
        {
            name, output, overwrite,
        };
        command.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(name)!;
            var path = parsed.GetValue(output) ?? chosen + Extension;
            RequireName(chosen);
            var text = File.ReadAllText(Starter).Replace(Placeholder, $"\"{chosen}\"", StringComparison.Ordinal);
            WholeFile.Write(path, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            if (WholeFile.IsStandardOutput(path))
                return ExitCode.Done;
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{path} is written. Edit it, then: rsr check {path}, and rsr run {path}");
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
