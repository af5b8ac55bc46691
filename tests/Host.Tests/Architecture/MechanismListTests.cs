using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Mechanisms;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Tests.Architecture;

/// <summary>A mechanism has one line in each list of docs/mechanisms.md; a list that was forgotten is named.</summary>
public sealed class MechanismListTests
{
    [Fact]
    public void Every_mechanism_of_the_program_is_in_the_list_of_all() => Assert.Equal(
        typeof(Mechanism).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Mechanism)) && !type.IsAbstract)
            .Select(type => type.Name).Order(StringComparer.Ordinal),
        AllMechanisms.List.Select(mechanism => mechanism.GetType().Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_its_mechanism_at_its_place(MechanismKind kind) =>
        Assert.Equal(kind, AllMechanisms.Of(kind).Kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_in_the_table_of_the_page_about_mechanisms(MechanismKind kind) => Assert.Contains(
        $"| `{Words.Of(kind)}` |", Checkout.Read("docs", "mechanisms.md"),
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_page_says_how_each_mechanism_is_undone(MechanismKind kind)
    {
        var row = Checkout.Read("docs", "mechanisms.md").Split('\n')
            .Single(line => line.StartsWith($"| `{Words.Of(kind)}` |", StringComparison.Ordinal));

        Assert.Equal(AllMechanisms.Of(kind).UndoneBy, row.Split('|')[4].Trim());
    }

    [Theory]
    [MemberData(nameof(InBackground))]
    public void Every_background_mechanism_has_a_section_of_the_scenario_in_the_readme(MechanismKind kind) =>
        Assert.Contains(
            $"| `{SectionOf(kind)}.",
            Checkout.Read("hocon", "scenarios", "README.md"), StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(DeviceEvent.SecurityDataInstalled))]
    [InlineData(typeof(DeviceEvent.SafariPackageInstalled))]
    [InlineData(typeof(DeviceEvent.LivePatchApplied))]
    [InlineData(typeof(DeviceEvent.LivePatchRemoved))]
    public void Every_event_of_a_background_mechanism_has_an_exported_form(Type happened) =>
        Assert.Contains(DeviceEventForms.All, form => form.Key == happened);

    public static TheoryData<MechanismKind> Kinds => [.. Enum.GetValues<MechanismKind>()];

    public static TheoryData<MechanismKind> InBackground =>
        [.. AllMechanisms.List.OfType<BackgroundMechanism>().Select(mechanism => mechanism.Kind)];

    private static string SectionOf(MechanismKind kind) =>
        new BackgroundUpdate("any", kind, [], TimeSpan.Zero, 1, []).Section;
}
