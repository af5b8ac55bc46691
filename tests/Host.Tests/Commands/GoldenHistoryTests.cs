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
    [InlineData("c28d887e230ace992afca2372a482641", "tiny", null, null)]
    [InlineData("c28d887e230ace992afca2372a482641", "tiny", null, null, "services.signing.algorithm=merkle-ecdsa-p256")]
    [InlineData("013c7967ab9ab7d65a25346844b20fc6", "unlucky", "150", "6")]
    [InlineData("0610cdb61fc7278b0b450052be6e0423", "webkit-regression", "300", "14")]
    public async Task A_scenario_and_a_seed_always_come_to_the_same_history(
        string hash, string scenario, string? devices, string? days, params string[] settings)
    {
        await _place.Simulate("run", scenario, new([.. settings], Devices: devices, Days: days));

        Assert.Equal(hash, ReportText.HashOf(_place["run"]));
    }
}
