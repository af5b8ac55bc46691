using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Tests.Scenarios;

/// <summary>How long an idle device keeps its actor, for each setting and size of a fleet.</summary>
public sealed class PassivationTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<Passivation, int, TimeSpan?> Timeouts => new()
    {
        { new Passivation.Auto(), 1, null },
        { new Passivation.Auto(), Passivation.LargestResidentFleet, null },
        { new Passivation.Auto(), Passivation.LargestResidentFleet + 1, Hour },
        { new Passivation.Never(), 1, null },
        { new Passivation.Never(), 1_000_000, null },
        { new Passivation.After(2 * Hour), 1, 2 * Hour },
        { new Passivation.After(2 * Hour), 1_000_000, 2 * Hour },
    };

    [Theory, MemberData(nameof(Timeouts))]
    public void The_setting_and_the_size_of_the_fleet_give_the_idle_timeout(
        Passivation setting, int devices, TimeSpan? timeout) =>
        Assert.Equal(timeout, setting.IdleTimeout(devices));

    [Fact]
    public void A_fleet_of_twenty_thousand_keeps_its_actors_unless_its_scenario_says_otherwise() =>
        Assert.Null(Vocabulary.Plain().Kernel.Passivation.IdleTimeout(20_000));
}
