using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr scenarios</c> and <c>rsr check</c>.</summary>
internal static class ScenarioCommands
{
    public static Command List()
    {
        var command = new Command("scenarios", "Lists the scenarios that come with the program.");
        command.SetAction(parsed =>
        {
            foreach (var entry in ScenarioLibrary.Installed.List())
                parsed.InvocationConfiguration.Output.WriteLine($"{entry.Name,-16} {entry.Summary}");
            return ExitCode.Done;
        });
        return command;
    }

    public static Command Check()
    {
        var scenario =
            new Argument<string>("scenario") { Description = "A name that 'rsr scenarios' lists, or a file." };
        var overrides = new OverrideOptions();
        var command = new Command("check", "Validates a scenario without running it.") { scenario };
        overrides.AddTo(command);
        command.SetAction(parsed => ScenarioLibrary.Installed.Read(
            parsed.GetValue(scenario)!, overrides.Of(parsed)) switch
        {
            ScenarioReading.Accepted { Scenario: var s } accepted => Say(
                parsed.InvocationConfiguration.Output,
                $"{s.Name} is a valid scenario: {HumanText.Count(s.Fleet.Devices, "device")}, "
                + (s.IsUnlimited ? "no end," : HumanText.Days((decimal)s.Duration.TotalSeconds))
                + $" from {s.Start:yyyy-MM-dd}, "
                + $"{HumanText.Count(s.Releases.Length, "release")}, {HumanText.Count(s.Script.Length, "command")}.",
                accepted),
            ScenarioReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        });
        return command;

        static int Say(TextWriter output, string sentence, ScenarioReading.Accepted reading)
        {
            output.WriteLine(sentence);
            ImportSummary.WriteRemarks(output, reading.Inventory);
            foreach (var note in reading.Notes)
                output.WriteLine($"Devices ignore: {note}");
            return ExitCode.Done;
        }
    }
}
