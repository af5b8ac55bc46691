using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>script</c>: what the operator does, and when.</summary>
internal static class ScriptSection
{
    /// <summary>The parts of the scenario that the script refers to.</summary>
    /// <param name="Duration">The scenario's duration.</param>
    /// <param name="Devices">How many devices the fleet has.</param>
    /// <param name="CutOff">Leave out steps after the end, instead of refusing them.</param>
    /// <param name="Thinned">
    /// Leave out steps for devices that the fleet does not have, instead of refusing them.
    /// </param>
    public sealed record Stage(
        TimeSpan Duration,
        int Devices,
        bool CutOff,
        bool Thinned,
        ImmutableArray<string> Releases,
        ImmutableArray<string> Updates)
    {
        /// <summary>The names of the fleet's rings.</summary>
        public ImmutableArray<string> Rings { get; init; } = [];

        /// <summary>Responses and software updates.</summary>
        public ImmutableArray<IRelease> All { get; init; } = [];

        /// <summary>The scenario's start.</summary>
        public required DateTimeOffset Start { get; init; }

        public required ScenarioProfiles Profiles { get; init; }
    }

    public static ImmutableArray<ScriptedCommand> Read(Section scenario, Stage stage)
    {
        var script = scenario.Each(
            "script", step => Expired(step, stage, new(ReadTime(step, stage), CommandSection.Read(step, stage))), "[]");
        var end = VirtualTime.Zero + stage.Duration;
        return
        [
            .. EnforcementSection.OrdersOfFleet(scenario, stage),
            .. script
                .Where(step => !stage.CutOff || step.At < end)
                .Where(step => !stage.Thinned
                    || step.Command is not ICommandForDevice { Device: var device } || device < stage.Devices)
                .OrderBy(step => step.At),
        ];
    }

    public static void Write(HoconWriter writer, ImmutableArray<ScriptedCommand> script) =>
        writer.Each("script", script, step =>
        {
            writer.Key("at", ScenarioWords.Of(step.At - VirtualTime.Zero));
            CommandSection.Write(writer, step.Command);
        });

    /// <summary>Refuses an order that devices would ignore, because its deadline has passed everywhere.</summary>
    private static ScriptedCommand Expired(Section step, Stage stage, ScriptedCommand read)
    {
        var at = stage.Start + (read.At - VirtualTime.Zero);
        if (step.IsSound && read.Command is OperatorCommand.EnforceBy by && by.HasPassed(at))
        {
            step.RefuseTogether(
                step.Has("declaration") ? "declaration" : "local-deadline",
                $"found the deadline '{CommandValues.LocalTime(by.LocalDeadline)}', which has passed in every time "
                + $"zone when the order is given; allowed is a time after {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        }

        return read;
    }

    private static VirtualTime ReadTime(Section step, Stage stage)
    {
        var at = step.Duration("at", null);
        if (at >= stage.Duration && !stage.CutOff)
        {
            step.RefuseTogether(
                "at",
                $"found '{ScenarioWords.Of(at)}', "
                + $"allowed is a time before the scenario ends at {ScenarioWords.Of(stage.Duration)}");
        }

        return VirtualTime.Zero + at;
    }
}
