namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// What a scenario and a seed come to, on every machine. A hash here changes only together with the model, in a commit that
/// says so, and with <c>RunFormat.ModelVersion</c> once there has been a release.
/// </summary>
public sealed class GoldenHistoryTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("2de075b2f37bc2aedc66508ea82a4b00", "tiny")]
    [InlineData("2de075b2f37bc2aedc66508ea82a4b00", "tiny", "--set", "services.signing.algorithm=merkle-ecdsa-p256")]
    [InlineData("f1001db004a21806faebe54ed5c4db85", "unlucky", "--devices", "150", "--days", "6")]
    public void A_scenario_and_a_seed_always_come_to_the_same_history(string hash, params string[] scenario)
    {
        _place.Rsr(["run", .. scenario, "--quiet", "--out", "run"]).Succeeds();

        Assert.Equal(hash, ReportText.HashOf(_place["run"]));
    }
}
