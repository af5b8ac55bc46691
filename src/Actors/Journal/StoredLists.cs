using System.Collections.Immutable;
using MessagePack;

namespace RsrActors.Actors.Journal;

/// <summary>Lists in MessagePack.</summary>
internal static class StoredLists
{
    public delegate void WriteItem<in T>(ref MessagePackWriter w, T item);

    public delegate T ReadItem<out T>(ref MessagePackReader r);

    public static void WriteAll<T>(ref MessagePackWriter w, ImmutableArray<T> items, WriteItem<T> write)
    {
        w.WriteArrayHeader(items.Length);
        foreach (var item in items)
            write(ref w, item);
    }

    public static ImmutableArray<T> ReadAll<T>(ref MessagePackReader r, ReadItem<T> read)
    {
        var items = ImmutableArray.CreateBuilder<T>(r.ReadArrayHeader());
        for (var i = 0; i < items.Capacity; i++)
            items.Add(read(ref r));
        return items.MoveToImmutable();
    }
}
