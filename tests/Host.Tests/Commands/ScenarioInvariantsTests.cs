using RsrActors.Host.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// Every scenario that comes with the program, told of a small fleet: whatever happens in it, no invariant breaks.
/// </summary>
public sealed class ScenarioInvariantsTests
{
    public static TheoryData<string> Names => [.. ScenarioLibrary.Installed.List().Select(entry => entry.Name)];

    /// <summary>Of the year the first weeks will do: an outage, two updates, a withdrawal, three responses.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task All_invariants_hold_in_every_scenario(string name)
    {
        using var place = new Workplace();

        await place.Simulate("run", name, new([], Devices: "600", Days: name == "a-year" ? "75" : null));

        var invariants = ReportText.Of(place["run"])["invariants"]!;
        Assert.True(invariants["checked"]!.GetValue<int>() > 0);
        Assert.Equal(0, invariants["broken"]!.GetValue<int>());
    }
}
