using System.Collections.Immutable;
using RsrActors.Catalogues.Tables;

namespace RsrActors.Catalogues.Reading;

/// <summary>The devices of a row: which system they have, and their product types.</summary>
internal static class FeedDevices
{
    private static readonly string[] Phones = ["iPhone", "iPad", "iPod"];

    /// <summary>The lookup service's list iOS also has watches, televisions and speakers.</summary>
    public static bool IsOfIOS(string device) =>
        Phones.Any(prefix => device.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Product types in place of boards.</summary>
    /// <param name="named">What the feed itself says about boards.</param>
    public static ImmutableArray<string> Of(
        AppleSystem system, ImmutableArray<string> devices, IReadOnlyDictionary<string, string> named) =>
        system == AppleSystem.IOS
            ? [.. devices.Where(IsOfIOS)]
            :
            [
                .. devices.Select(board => KnownBoards.ModelOf(board) ?? named.GetValueOrDefault(board) ?? board)
                    .Distinct(StringComparer.Ordinal),
            ];
}
