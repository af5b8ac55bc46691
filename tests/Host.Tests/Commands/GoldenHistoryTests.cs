namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// The history of a scenario and a seed, which is the same on every machine. A hash here changes only together with the
/// model or the stored form of an event, in a commit that says so. Once there has been a release,
/// <c>RunFormat.ModelVersion</c> or <c>RunFormat.JournalVersion</c> changes, too.
/// </summary>
public sealed class GoldenHistoryTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("3a02efa8c3ffb7365094d3d0fc22a8b8", "tiny", null, null)]
    [InlineData("3a02efa8c3ffb7365094d3d0fc22a8b8", "tiny", null, null, "services.signing.algorithm=merkle-ecdsa-p256")]
    [InlineData("e75ce243f88f9a23923bd80de8b571e4", "unlucky", "150", "6")]
    [InlineData("fbcbe8b4c1ace975435f41388e9e9aa0", "webkit-regression", "300", "14")]
    public async Task A_scenario_and_a_seed_always_give_the_same_history(
        string hash, string scenario, string? devices, string? days, params string[] settings)
    {
        await _place.Simulate("run", scenario, new([.. settings], Devices: devices, Days: days));

        Assert.Equal(hash, ReportText.HashOf(_place["run"]));
    }
}
