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
    [InlineData("d14366f758077e7a6ca3412ae47241a1", "tiny")]
    [InlineData("d14366f758077e7a6ca3412ae47241a1", "tiny", "--set", "services.signing.algorithm=merkle-ecdsa-p256")]
    [InlineData("1fad2ce854f4c949503a973652d8b94e", "unlucky", "--devices", "150", "--days", "6")]
    [InlineData("484798f593c5276e7397412b1a7107b6", "webkit-regression", "--devices", "300", "--days", "14")]
    public void A_scenario_and_a_seed_always_come_to_the_same_history(string hash, params string[] scenario)
    {
        _place.Rsr(["run", .. scenario, "--quiet", "--out", "run"]).Succeeds();

        Assert.Equal(hash, ReportText.HashOf(_place["run"]));
    }
}
