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
    [InlineData("b53107b204e0fcc7d7c21355f53e0899", "tiny", null, null)]
    [InlineData("b53107b204e0fcc7d7c21355f53e0899", "tiny", null, null, "services.signing.algorithm=merkle-ecdsa-p256")]
    [InlineData("368c423ad3e51e91ff79668fa276944c", "unlucky", "150", "6")]
    [InlineData("c43ae79d60220061a5d2420f2572e057", "webkit-regression", "300", "14")]
    public async Task A_scenario_and_a_seed_always_give_the_same_history(
        string hash, string scenario, string? devices, string? days, params string[] settings)
    {
        await _place.Simulate("run", scenario, new([.. settings], Devices: devices, Days: days));

        Assert.Equal(hash, ReportText.HashOf(_place["run"]));
    }
}
