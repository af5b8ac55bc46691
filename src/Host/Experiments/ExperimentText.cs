using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Experiments;

/// <summary>Prints the result of an experiment.</summary>
internal static class ExperimentText
{
    public static void Print(ExperimentSummary summary, ResultForm form, TextWriter output)
    {
        if (form == ResultForm.Json)
        {
            using var json = new MemoryStream();
            SummaryJson.Write(summary, ProgramVersion.Text, json);
            output.Write(Encoding.UTF8.GetString(json.ToArray()));
            return;
        }

        foreach (var line in SummaryTable.Of(summary))
            output.WriteLine(line);
    }
}
