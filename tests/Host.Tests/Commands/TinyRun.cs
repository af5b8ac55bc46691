namespace RsrActors.Host.Tests.Commands;

/// <summary>The small scenario, run once for those who only look at it.</summary>
public sealed class TinyRun : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    internal string Path => Place["tiny"];

    public Task InitializeAsync() => Place.Simulate("tiny", "tiny");

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}
