using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace RsrActors.Host.Live;

/// <summary>The latest entries of the process's log, for the console. May be used from any thread.</summary>
internal sealed class LogBook(TimeProvider time) : ILoggerProvider
{
    /// <summary>The number of entries that are kept; a new entry replaces the oldest.</summary>
    public const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _entries = new(Capacity);
    private ImmutableArray<Reader> _readers = [];

    public LogBook()
        : this(TimeProvider.System)
    {
    }

    /// <summary>The last entries, the oldest first.</summary>
    public ImmutableArray<LogEntry> Last(int count)
    {
        lock (_gate)
            return [.. _entries.TakeLast(count)];
    }

    /// <summary>Passes on every entry from now on, in order, until the returned object is disposed of.</summary>
    /// <param name="tell">Called on the thread that logs: it must not wait, fail or log.</param>
    public IDisposable Watch(Action<LogEntry> tell)
    {
        var reader = new Reader(this, tell);
        lock (_gate)
            _readers = _readers.Add(reader);
        return reader;
    }

    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(LogLevel level, string category, string message, Exception? fault)
    {
        var entry = new LogEntry(time.GetUtcNow(), level, category, message, fault is null ? null : Sentence(fault));
        lock (_gate)
        {
            if (_entries.Count == Capacity)
                _entries.Dequeue();
            _entries.Enqueue(entry);
            foreach (var reader in _readers)
                reader.Tell(entry);
        }
    }

    private static string Sentence(Exception fault) =>
        $"{fault.GetType().Name}: {fault.Message.ReplaceLineEndings("\n").Split('\n')[0]}";

    private sealed record Reader(LogBook Book, Action<LogEntry> Tell) : IDisposable
    {
        public void Dispose()
        {
            lock (Book._gate)
                Book._readers = Book._readers.RemoveAll(one => ReferenceEquals(one, this));
        }
    }

    private sealed class CategoryLogger(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                book.Add(logLevel, category, formatter(state, exception), exception);
        }
    }
}
