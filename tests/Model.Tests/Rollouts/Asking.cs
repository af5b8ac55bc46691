using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>Short forms for the tests of rules.</summary>
internal static class Asking
{
    public static readonly DateTimeOffset Noon = new(2023, 7, 10, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A moment after a publication at noon of a Monday.</summary>
    public static RuleMoment At(TimeSpan elapsed, double percent = 100) =>
        new(VirtualTime.Zero + elapsed, VirtualTime.Zero, Noon, percent);

    public static RuleMoment AtHour(double hours, double percent = 100) => At(TimeSpan.FromHours(hours), percent);

    public static Rule Default(string preset) => RuleRegistry.Shipped.Find(preset)!.Default;

    public static Rule Built(string preset, params (string Key, RuleValue Value)[] keys) =>
        Assert.IsType<RuleBuilding.Built>(
            RuleRegistry.Shipped.Find(preset)!.Build(keys.ToDictionary(key => key.Key, key => key.Value))).Rule;

    public static RuleValue Number(double value) => new RuleValue.Number(value);

    public static RuleDecision Decide(IBrake brake, RolloutEvidence evidence, RuleMoment moment) =>
        brake.Ask(default, evidence, moment).Decision;

    public static RolloutEvidence Of(InstallCounts installs, string ring = "") => new()
    {
        Slices = [new(SliceKey.Whole with { Ring = ring }, installs, default, default)],
    };

    public static RolloutEvidence Using(UseCounts onRelease, UseCounts onBase = default) => new()
    {
        Slices = [new(SliceKey.Whole, default, onRelease, onBase)],
    };

    /// <summary>Days of crashes, the last of them today.</summary>
    public static IEnumerable<EvidenceWindow> Days(
        RuleMoment moment, IReadOnlyList<(UseCounts OnRelease, UseCounts OnBase)> days) =>
        days.Select((day, i) =>
        {
            var from = moment.Midnight - TimeSpan.FromDays(days.Count - 1 - i);
            return new EvidenceWindow(
                SliceKey.Whole, from, from + TimeSpan.FromDays(1), default, day.OnRelease, day.OnBase);
        });
}
