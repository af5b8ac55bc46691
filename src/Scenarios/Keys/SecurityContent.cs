using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>fixes</c>: the vulnerabilities that a release fixes. What its mechanism cannot fix is refused, with the reason.
/// </summary>
internal sealed class SecurityContent(ImmutableArray<Vulnerability> vulnerabilities)
{
    public ImmutableArray<string> ReadOfUpdate(Section section) => Read(section, out _);

    /// <summary>The security content of a response.</summary>
    /// <param name="changed">The components that the response changes.</param>
    public ImmutableArray<string> ReadOfResponse(Section section, out ImmutableArray<Component> changed)
    {
        var fixes = Read(section, out var flaws);
        Refuse(section, flaws, MechanismKind.RapidResponse, Platform.IPhone);
        changed = Vulnerability.ComponentsOf(flaws);
        return fixes;
    }

    /// <summary>The security content of an update that is installed in the background; at least one fix.</summary>
    public ImmutableArray<string> ReadOf(Section section, MechanismKind mechanism, ImmutableArray<Platform> platforms)
    {
        var fixes = Read(section, out var flaws, otherwise: null);
        if (fixes.IsEmpty && section.Has("fixes"))
        {
            section.RefuseTogether(
                "fixes",
                "found an empty list, allowed is one vulnerability or more of this scenario: "
                + ScenarioWords.OrNone(vulnerabilities.Select(flaw => flaw.Id)));
        }

        foreach (var platform in platforms)
            Refuse(section, flaws, mechanism, platform);
        return fixes;
    }

    private static void Refuse(
        Section section, ImmutableArray<Vulnerability> flaws, MechanismKind mechanism, Platform platform)
    {
        foreach (var flaw in flaws)
        {
            if (AllMechanisms.Of(mechanism).Objection(flaw.Component, platform, version: null) is not { } why)
                continue;
            var fixable = Words.All<Component>().Zip(Enum.GetValues<Component>())
                .Where(pair => AllMechanisms.Of(mechanism).Objection(pair.Second, platform, null) is null)
                .Select(pair => pair.First)
                .ToArray();
            section.RefuseTogether(
                "fixes",
                $"found '{flaw.Id}' in {Words.Of(flaw.Component)}; {why}; "
                + (fixable.Length == 0
                    ? $"allowed is no {Words.Of(mechanism)} for {platform.Name}, and a software update fixes it"
                    : $"allowed are vulnerabilities in {string.Join(" and ", fixable)}, and a software update fixes "
                        + "the others"));
            return;
        }
    }

    private ImmutableArray<string> Read(
        Section section, out ImmutableArray<Vulnerability> flaws, string? otherwise = "[]")
    {
        var fixes = section.Words("fixes", otherwise);
        section.RefuseDuplicates("fixes", fixes);
        if (fixes.FirstOrDefault(id => vulnerabilities.All(flaw => flaw.Id != id)) is { } unknown)
        {
            section.RefuseTogether(
                "fixes",
                $"found '{unknown}', allowed are the vulnerabilities of this scenario: "
                + ScenarioWords.OrNone(vulnerabilities.Select(flaw => flaw.Id)));
        }

        flaws = [.. vulnerabilities.Where(flaw => fixes.Contains(flaw.Id))];
        return fixes;
    }
}
