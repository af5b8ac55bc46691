namespace RsrActors.Model.Rollouts;

/// <summary>A step of a ramp.</summary>
/// <param name="After">The time since publication.</param>
/// <param name="Percent">The share of the fleet, in percent, from then on.</param>
public sealed record RampStep(TimeSpan After, double Percent);
