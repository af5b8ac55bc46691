using System.CommandLine;
using RsrActors.Catalogues;
using RsrActors.Catalogues.Writing;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr catalogue import</c>: makes a catalogue of what Apple publishes.</summary>
internal static class CatalogueCommand
{
    public static Command Create() => new("catalogue", "What Apple publishes: releases, builds, responses.")
    {
        Import(),
    };

    /// <exception cref="HostException">A file is no catalogue.</exception>
    public static CatalogueReport Read(string[] files) => CatalogueFile.Read(files) switch
    {
        CatalogueReading.Accepted accepted => accepted.Report,
        CatalogueReading.Refused refused => throw HostException.Refused(refused.Message),
        _ => throw new InvalidOperationException("A reading is accepted or refused."),
    };

    private static Command Import()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "A feed of SOFA (version 1 or 2), an answer of Apple's lookup service (pmv), or a catalogue "
                + "of this program; several make one catalogue.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--output") { Description = "The catalogue to write, in JSON." };
        var overwrite = WholeFile.Overwrite();
        var command = new Command(
            "import", "Reads feeds of what Apple publishes, tells what it understood, and writes one catalogue.")
        {
            files, output, overwrite,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output);
            var report = Read(parsed.GetValue(files) ?? []);
            if (path is not null)
            {
                WholeFile.Write(
                    path, parsed.GetValue(overwrite),
                    stream => stream.Write(CatalogueFormat.Write(report.Catalogue)));
                if (WholeFile.IsStandardOutput(path))
                    return ExitCode.Done;
            }

            var said = parsed.InvocationConfiguration.Output;
            foreach (var line in CatalogueSummary.Lines(report))
                said.WriteLine(line);
            said.WriteLine(path is null
                ? "Nothing is written without --output."
                : $"{path} is written. A scenario comes of it with: rsr new NAME --fleet FILE --catalogue {path}");
            return ExitCode.Done;
        });
        return command;
    }
}
