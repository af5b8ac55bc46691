using RsrActors.Actors.Journal;

namespace RsrActors.Host.Live;

/// <summary>
/// The live commands of a run by their keys, as they are stored. A command without a key is not in it. May be used from
/// any thread.
/// </summary>
internal sealed class OrderBook(LiveSimulation live)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveCommand> _keyed = new(StringComparer.Ordinal);
    private long _read;

    /// <summary>The stored command with a key; null when there is none.</summary>
    public LiveCommand? Find(string key)
    {
        lock (_gate)
        {
            using var stored = live.Stored();
            foreach (var command in stored.Commands.Where(command => command.Number > _read))
            {
                _read = command.Number;
                if (command.Key is { } one)
                    _keyed[one.Text] = command;
            }

            return _keyed.GetValueOrDefault(key);
        }
    }
}
