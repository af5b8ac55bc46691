using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace RsrActors.Pbm;

/// <summary>
/// The values of a switch, given the typed beginning of one. Called on the listener's side, while the user types.
/// </summary>
public delegate ValueTask<ImmutableArray<string>> CompletionSource(string typed, CancellationToken cancelled);

/// <summary>What is wrong with a value, or null when nothing is.</summary>
public delegate string? ValueCheck(string value);

/// <summary>A <c>-name value</c> of a command, or a flag. Case does not matter.</summary>
public sealed record Switch(string Name, string Description)
{
    /// <summary>The short spelling, without its hyphen.</summary>
    public string? Brief { get; init; }

    /// <summary>The switch has no value.</summary>
    public bool IsFlag { get; init; }

    public bool IsRequired { get; init; }

    public bool IsRepeatable { get; init; }

    /// <summary>The value when the switch is left out.</summary>
    public string? Default { get; init; }

    /// <summary>All allowed values, when they are few.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>Called before the handler, so that all commands report errors in the same way.</summary>
    [JsonIgnore]
    public ValueCheck? Check { get; init; }

    [JsonIgnore]
    public CompletionSource? Completion { get; init; }

    /// <summary>Whether the host gives completions of the value.</summary>
    public bool AsksHost { get => field || Completion is not null; init; }

    /// <summary>A value that is a whole number, 0 or more.</summary>
    public static string? WholeNumber(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : "it must be a whole number";

    public bool IsSpelled(string spelling) => spelling is ['-', .. var name] && (Is(name, Name) || Is(name, Brief));

    /// <summary>What is wrong with a value, or null when nothing is.</summary>
    internal string? ComplaintAbout(string value) =>
        OneOf.Length > 0 && !OneOf.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? $"it may be {string.Join(", ", OneOf)}"
            : Check?.Invoke(value);

    private static bool Is(string typed, string? name) => typed.Equals(name, StringComparison.OrdinalIgnoreCase);
}
