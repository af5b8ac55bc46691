using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RsrActors.Host.Serving;

/// <summary>The latest entries of the process's log, for the console.</summary>
internal sealed class LogBook : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

    public void Dispose()
    {
    }
}
