using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>
/// Where in a list the events of each key are. It is made in one pass, and then a reader who wants a few keys looks at
/// their events only: hundreds of readers cost about as much as one.
/// </summary>
internal sealed class EventIndex<TKey> where TKey : notnull
{
    private const int None = -1;
    private readonly ImmutableArray<RecordedEvent> _events;
    private readonly Dictionary<TKey, int> _last = [];

    /// <summary>For each event the place of the one before it with the same key.</summary>
    private readonly int[] _before;

    public EventIndex(ImmutableArray<RecordedEvent> events, Func<RecordedEvent, TKey> key)
    {
        (_events, _before) = (events, new int[events.Length]);
        for (var place = 0; place < events.Length; place++)
        {
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, key(events[place]), out var exists);
            _before[place] = exists ? last : None;
            last = place;
        }
    }

    /// <summary>The events of some keys, in the order of the list.</summary>
    public IEnumerable<RecordedEvent> Of(IEnumerable<TKey> keys)
    {
        var places = new List<int>();
        foreach (var key in keys)
        {
            for (var place = _last.GetValueOrDefault(key, None); place != None; place = _before[place])
                places.Add(place);
        }

        places.Sort();
        return places.Select(place => _events[place]);
    }
}
