using RsrActors.Laboratory.Designs;

namespace RsrActors.Laboratory.Files;

/// <summary>The outcome of reading the file of an experiment.</summary>
public abstract record ExperimentReading
{
    private ExperimentReading()
    {
    }

    public sealed record Accepted(Experiment Experiment) : ExperimentReading;

    /// <param name="Message">One sentence: file, line or key, what was found, what is allowed.</param>
    public sealed record Refused(string Message) : ExperimentReading;
}
