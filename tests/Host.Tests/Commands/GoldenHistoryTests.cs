namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// What a scenario and a seed come to, on every machine. A hash here changes only together with the model, in a commit
/// that says so, and with <c>RunFormat.ModelVersion</c> once there has been a release.
/// </summary>
public sealed class GoldenHistoryTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("472fc2e6da140f01e76170ee0a37339c", "tiny", null, null)]
    [InlineData("472fc2e6da140f01e76170ee0a37339c", "tiny", null, null, "services.signing.algorithm=merkle-ecdsa-p256")]
    [InlineData("f9519eaf5f6d2286d512cd0511f12649", "unlucky", "150", "6")]
    [InlineData("d0038f8bfdae13ea9d6332129ff1665e", "webkit-regression", "300", "14")]
    public async Task A_scenario_and_a_seed_always_come_to_the_same_history(
        string hash, string scenario, string? devices, string? days, params string[] settings)
    {
        await _place.Simulate("run", scenario, new([.. settings], Devices: devices, Days: days));

        Assert.Equal(hash, ReportText.HashOf(_place["run"]));
    }
}
