using RsrActors.Model.Releases;

namespace RsrActors.Actors.Updates;

/// <summary>The update service's answer to every query.</summary>
public sealed record UpdateServiceView(UpdateServiceMemory Memory)
{
    public UpdateServiceState State => Memory.State;

    /// <summary>The catalogue that was published last.</summary>
    public Catalogue Catalogue => Memory.Working.Catalogue;
}
