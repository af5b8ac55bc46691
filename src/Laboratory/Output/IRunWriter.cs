using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Output;

/// <summary>Writes the rows of an experiment, in their order.</summary>
public interface IRunWriter : IDisposable
{
    void Write(RunFinished run);
}
