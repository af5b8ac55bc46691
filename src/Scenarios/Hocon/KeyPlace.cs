using System.Collections.Immutable;

namespace RsrActors.Scenarios.Hocon;

/// <summary>A key within the whole document.</summary>
/// <param name="Keys">Its parts, from the root on.</param>
/// <param name="Path">The same as refusals show it.</param>
internal readonly record struct KeyPlace(ImmutableArray<string> Keys, string Path)
{
    public static readonly KeyPlace Root = new([], "");

    public KeyPlace Within(string key) => new(Keys.Add(key), KeyPath.Join(Path, key));

    public KeyPlace Within(int index) => new(Keys.Add($"{index}"), KeyPath.Join(Path, index));
}
