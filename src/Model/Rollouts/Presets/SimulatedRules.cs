using RsrActors.Model.Rollouts.Admissions;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>
/// Which rules a simulation can follow: those whose ramp it publishes. It collects the evidence of all of them.
/// </summary>
public static class SimulatedRules
{
    public static bool Includes(RulePreset preset)
    {
        ArgumentNullException.ThrowIfNull(preset);
        return AdmissionTerms.Of(preset.Default.Ramp.Admission) is not null;
    }
}
