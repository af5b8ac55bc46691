using System.CommandLine;
using RsrActors.Scenarios;

namespace RsrActors.Host.Commands;

/// <summary>The options that change a scenario.</summary>
internal sealed class OverrideOptions
{
    private readonly Option<string?> _seed = new("--seed") { Description = "Another seed." };
    private readonly Option<string?> _fleet = Fleet();

    private readonly Option<string?> _devices = new("--devices") { Description = "Another number of devices." };
    private readonly Option<string?> _days = new("--days") { Description = "Another duration, in days." };
    private readonly Option<string[]> _settings = new("--set")
    {
        Description =
            "Another value for any key of the scenario: --set \"faults.network-interrupted=5 %\". May be repeated.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The option of each command that takes a scenario and simulates it.</summary>
    internal static Option<string?> Fleet() => new("--fleet")
    {
        Description = "An inventory whose devices replace those of the scenario; 'rsr fleet import' writes one.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_seed);
        command.Options.Add(_fleet);
        command.Options.Add(_devices);
        command.Options.Add(_days);
        command.Options.Add(_settings);
    }

    /// <summary>Whether an option is one of this class.</summary>
    public bool Has(Option option) => option == _seed || option == _devices || option == _days || option == _settings
        || option == _fleet;

    public ScenarioOverrides Of(ParseResult parsed) => new(
        [.. parsed.GetValue(_settings) ?? []], parsed.GetValue(_seed), parsed.GetValue(_devices),
        parsed.GetValue(_days))
    {
        Fleet = parsed.GetValue(_fleet),
    };
}
