using RsrActors.Host.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>Every scenario that comes with the program, told of a small fleet: whatever happens in it, no invariant breaks.</summary>
public sealed class ScenarioInvariantsTests
{
    public static TheoryData<string> Names => [.. ScenarioLibrary.Installed.List().Select(entry => entry.Name)];

    /// <summary>Of the year the first weeks will do: an outage, two updates, a withdrawal, three responses.</summary>
    [Theory, MemberData(nameof(Names))]
    public void All_invariants_hold_in_every_scenario(string name)
    {
        using var place = new Workplace();

        string[] cutShort = name == "a-year" ? ["--days", "75"] : [];
        place.Rsr(["run", name, "--devices", "600", .. cutShort, "--threads", "2", "--quiet", "--out", "run"]).Succeeds();

        var invariants = ReportText.Of(place["run"])["invariants"]!;
        Assert.True(invariants["checked"]!.GetValue<int>() > 0);
        Assert.Equal(0, invariants["broken"]!.GetValue<int>());
    }
}
