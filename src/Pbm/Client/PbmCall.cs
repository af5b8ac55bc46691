using System.Collections.Immutable;

namespace RsrActors.Pbm.Client;

/// <summary>The arguments of the client: a host, and one of its commands or none.</summary>
public sealed record PbmCall(ConsoleAddress Address, ImmutableArray<string> Command)
{
    /// <summary>No palette has a colon in its name, so a first word that has one is an address.</summary>
    public static PbmCall Of(ImmutableArray<string> words) => words switch
    {
        [var first, .. var rest] when first.Contains(':', StringComparison.Ordinal) => new(
            ConsoleAddress.Parse(first)
                ?? throw ConsoleException.Refused(
                    $"'{first}' is no address; it may be as 127.0.0.1:9110 or [::1]:9110."),
            rest),
        _ => new(ConsoleAddress.Default, words),
    };
}
