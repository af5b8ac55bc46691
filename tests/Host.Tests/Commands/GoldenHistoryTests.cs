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
    [InlineData("c28d887e230ace992afca2372a482641", "tiny", null, null)]
    [InlineData("c28d887e230ace992afca2372a482641", "tiny", null, null, "services.signing.algorithm=merkle-ecdsa-p256")]
    [InlineData("013c7967ab9ab7d65a25346844b20fc6", "unlucky", "150", "6")]
    [InlineData("0610cdb61fc7278b0b450052be6e0423", "webkit-regression", "300", "14")]
    public async Task A_scenario_and_a_seed_always_give_the_same_history(
        string hash, string scenario, string? devices, string? days, params string[] settings)
    {
        await _place.Simulate("run", scenario, new([.. settings], Devices: devices, Days: days));

        Assert.Equal(hash, ReportText.HashOf(_place["run"]));
    }
}
