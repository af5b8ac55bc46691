namespace RsrActors.Host.Tests.Commands;

/// <summary>The small scenario, run once for all tests that only read it.</summary>
public sealed class TinyRun : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    internal string Path => Place["tiny"];

    /// <summary>All its events, one line each.</summary>
    internal string Export { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await Place.Simulate("tiny", "tiny");
        (await Workplace.RsrInProcess("export", Path, "--output", Place["tiny.jsonl"])).Succeeds();
        Export = await File.ReadAllTextAsync(Place["tiny.jsonl"]);
    }

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}
