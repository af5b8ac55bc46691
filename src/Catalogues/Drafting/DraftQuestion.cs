using System.Collections.Immutable;
using RsrActors.Catalogues.Published;
using RsrActors.Model.Scenarios;

namespace RsrActors.Catalogues.Drafting;

/// <summary>What a new scenario is about.</summary>
public sealed record DraftQuestion
{
    public required string Name { get; init; }

    /// <summary>The inventory's path as the scenario names it: relative to the scenario's file.</summary>
    public required string Inventory { get; init; }

    public required ImmutableArray<InventoryKind> Kinds { get; init; }

    /// <summary>Empty when no feed is given; the program's tables know the responses for the public.</summary>
    public required PublishedCatalogue Catalogue { get; init; }

    /// <summary>The names of the feeds, without folders.</summary>
    public ImmutableArray<string> Feeds { get; init; } = [];

    /// <summary>The response, or the version of a software update, as people write it; null for the newest.</summary>
    public string? Release { get; init; }

    /// <summary>
    /// An hour after the publication the organisation orders the installation within this time, written as in a
    /// scenario (<c>3 d</c>); null for no order.
    /// </summary>
    public string? Enforce { get; init; }

    /// <summary>How long the scenario lasts, in days; more than <see cref="Enforce"/>.</summary>
    public int Days { get; init; } = 14;
}

/// <summary>The outcome of drafting a scenario.</summary>
public abstract record DraftReading
{
    private DraftReading()
    {
    }

    /// <param name="Text">The scenario in HOCON.</param>
    /// <param name="Release">What is published at its start.</param>
    /// <param name="Able">Devices of the fleet that can install it, or have it.</param>
    public sealed record Accepted(string Text, string Release, DateOnly Day, long Able) : DraftReading;

    /// <param name="Message">One sentence: what was found, what is allowed.</param>
    public sealed record Refused(string Message) : DraftReading;
}
