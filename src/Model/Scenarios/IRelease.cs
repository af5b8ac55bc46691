using System.Collections.Immutable;

namespace RsrActors.Model.Scenarios;

/// <summary>What the update service publishes: a <see cref="Release"/>, or a <see cref="SoftwareUpdate"/>.</summary>
public interface IRelease
{
    /// <summary>The scenario's name for it: <c>16.5.1-a</c>, or <c>16.6</c>.</summary>
    string Id { get; }

    /// <summary>The letter of a response; null for a software update.</summary>
    char? Letter { get; }

    /// <summary>What it is for. The build of a software update is a base build.</summary>
    ImmutableArray<ReleaseTarget> Targets { get; }

    /// <summary>Its harm: applications that crash more often while its content is in use.</summary>
    ImmutableArray<Regression> Regressions { get; }
}
