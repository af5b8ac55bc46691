using System.Collections.Immutable;
using RsrActors.Catalogues.Tables;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Published;

/// <summary>What Apple had published on a day: versions, their builds, and what each of them fixes.</summary>
public sealed record PublishedCatalogue
{
    /// <summary>The day on which it was read; null when that is not known.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>By system, version and letter.</summary>
    public ImmutableArray<PublishedVersion> Versions { get; init; } = [];

    /// <summary>The software updates: versions without a letter.</summary>
    public IEnumerable<PublishedVersion> Updates => Versions.Where(version => version.Letter is null);

    /// <summary>Rapid Security Responses and Background Security Improvements.</summary>
    public IEnumerable<PublishedVersion> Responses => Versions.Where(version => version.Letter is not null);

    /// <summary>A version; null when the catalogue lacks it.</summary>
    public PublishedVersion? Find(AppleSystem system, string version, char? letter) => Versions.FirstOrDefault(
        one => one.System == system && one.Letter == letter && VersionOrder.Compare(one.Version, version) == 0);
}

/// <summary>One version of a system: a software update or, with a letter, a response.</summary>
public sealed record PublishedVersion
{
    public required AppleSystem System { get; init; }

    /// <summary>Without the letter, and without a third number 0.</summary>
    public required string Version { get; init; }

    /// <summary>The letter of "26.3.1 (a)"; null for a software update.</summary>
    public char? Letter { get; init; }

    /// <summary>The day of its publication; null when it is not known, or in doubt.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>Its builds in their order; families of devices may have builds of their own.</summary>
    public ImmutableArray<PublishedBuild> Builds { get; init; } = [];

    /// <summary>The identifiers of the flaws that it fixes, in their order.</summary>
    public ImmutableArray<string> Fixes { get; init; } = [];

    /// <summary>Those of them that were exploited when it appeared.</summary>
    public ImmutableArray<string> Exploited { get; init; } = [];

    /// <summary>As people write it: <c>13.4.1 (c)</c>.</summary>
    public string Name => Letter is { } letter ? $"{Version} ({letter})" : Version;

    /// <summary>The same with the system: <c>macOS 13.4.1 (c)</c>.</summary>
    public string FullName => $"{System.Name} {Name}";
}

/// <summary>One build of a version, for some devices.</summary>
public sealed record PublishedBuild
{
    /// <summary>Empty when only the version is known.</summary>
    public required string Build { get; init; }

    /// <summary>The build on which a response is installed; empty for a software update.</summary>
    public string Prerequisite { get; init; } = "";

    /// <summary>The first day on which it was listed as posted; null when it is not known.</summary>
    public DateOnly? Posted { get; init; }

    /// <summary>The last day on which a server can still ask for it; null when it is not known.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>
    /// Whether it is offered. A current build expires 90 days after each day on which the catalogue is read, so its
    /// expiry moves on; that of a superseded one does not move any more.
    /// </summary>
    public bool IsCurrent { get; init; }

    /// <summary>Product types in their order; a board that is not known stays. Empty when they are not known.</summary>
    public ImmutableArray<string> Devices { get; init; } = [];
}
