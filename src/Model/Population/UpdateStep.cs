using RsrActors.Model.Contents;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Population;

/// <summary>A software update on one platform and from one build.</summary>
/// <param name="Place">The update's place in the scenario, from 0; draws use it.</param>
/// <param name="Effort">What it does on a device.</param>
public sealed record UpdateStep(SoftwareUpdate Update, UpdateTarget Target, int Place, UpdateEffort Effort)
{
    /// <summary>Hashes on the paths from the changed blocks of the system volume to the root of its tree.</summary>
    public long Hashes { get; } = Target.Platform.IsApple ? SealTree.HashesOf(Effort.OnSystemVolume) : 0;

    /// <summary>Bytes that a device needs for it: the download, and what is written beside the old files.</summary>
    public long Space => Target.Download + Effort.Written;
}
