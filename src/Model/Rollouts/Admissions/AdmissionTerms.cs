using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts.Admissions;

/// <summary>One number of an admission, with its name.</summary>
public readonly record struct AdmissionNumber(string Name, double Value);

/// <summary>
/// An admission as it is published, stored and exported: its name, and the few numbers that a device needs.
/// </summary>
public sealed record AdmissionTerms(string Name, ImmutableArray<AdmissionNumber> Numbers)
{
    private const string Share = "share";
    private const string Apt = "apt-draw";
    private const string Wary = "wariness";
    private const string Staging = "staging";
    private const string Grant = "grant";

    /// <summary>The terms of an admission; null for one that cannot be published.</summary>
    public static AdmissionTerms? Of(IAdmission admission) => admission switch
    {
        ShareOfFleet => new(Share, []),
        AptDraw => new(Apt, []),
        Wariness { Duration: null } wary => new(Wary, [new("start-value", wary.StartValue)]),
        Wariness { Duration: { } duration } wary => new(
            Wary, [new("start-value", wary.StartValue), new("duration-seconds", duration.TotalSeconds)]),
        StagingSchedule schedule => new(
            Staging,
            [
                .. schedule.Steps.SelectMany(IEnumerable<AdmissionNumber> (step) =>
                    [new("days", step.Days), new("percent", step.Percent)]),
            ]),
        ByGrant => new(Grant, []),
        _ => null,
    };

    /// <summary>The admission of these terms; null for terms that this program does not know.</summary>
    public IAdmission? Admission => Name switch
    {
        Share => ShareOfFleet.ByDraw,
        Apt => AptDraw.ByMachine,
        Wary when Numbers.Length == 1 => new Wariness(Numbers[0].Value, null),
        Wary when Numbers.Length == 2 => new Wariness(Numbers[0].Value, TimeSpan.FromSeconds(Numbers[1].Value)),
        Staging => new StagingSchedule(
            [.. Numbers.Chunk(2).Select(pair => new StagingStep((int)pair[0].Value, (int)pair[1].Value))]),
        Grant => ByGrant.OfServer,
        _ => null,
    };

    public bool Equals(AdmissionTerms? other) =>
        other is not null && Name == other.Name && Numbers.SequenceEqual(other.Numbers);

    public override int GetHashCode() => HashCode.Combine(Name, Numbers.Length);
}
