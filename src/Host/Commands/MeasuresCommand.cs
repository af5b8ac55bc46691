using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr measures</c>: what experiments measure.</summary>
internal static class MeasuresCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name")
        {
            Description = "A measure to explain; without it all measures are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = new Command("measures", "Lists what experiments measure in each run: unit, direction, meaning.")
        {
            name, json,
        };
        command.SetAction(parsed =>
        {
            var measures = MeasureList.Shipped;
            if (parsed.GetValue(name) is { } one)
            {
                if (MeasureList.Objection(one, measures) is { } unknown)
                    throw HostException.Refused(unknown);
                measures = [.. measures.Where(measure => measure.Name == one)];
            }

            foreach (var line in parsed.GetValue(json) ? MeasureLines.Json(measures) : MeasureLines.Text(measures))
                parsed.InvocationConfiguration.Output.WriteLine(line);
            return ExitCode.Done;
        });
        return command;
    }
}
