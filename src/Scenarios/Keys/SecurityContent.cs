using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>fixes</c>: the vulnerabilities that a response or a software update fixes.</summary>
internal sealed class SecurityContent(ImmutableArray<Vulnerability> vulnerabilities)
{
    public ImmutableArray<string> ReadOfUpdate(Section section) => Read(section, out _);

    /// <summary>
    /// The security content of a response. It changes cryptexes only, and their content is bootstrapped after the
    /// kernel has booted; so a response that claims to fix anything else is refused.
    /// </summary>
    /// <param name="changed">The components that the response changes.</param>
    public ImmutableArray<string> ReadOfResponse(Section section, out ImmutableArray<Component> changed)
    {
        var fixes = Read(section, out var flaws);
        if (flaws.FirstOrDefault(flaw => !flaw.Component.IsInCryptex) is { } outside)
        {
            var why = outside.Component.IsBootedBefore
                ? "the content of cryptexes is bootstrapped after the kernel has booted, so a response cannot change "
                    + "what boots before"
                : "a response changes only the content of cryptexes";
            section.RefuseTogether(
                "fixes",
                $"found '{outside.Id}' in {Words.Of(outside.Component)}; {why}; allowed are vulnerabilities in "
                + "frameworks and safari, and a software update fixes the others");
        }

        changed = Vulnerability.ComponentsOf(flaws);
        return fixes;
    }

    private ImmutableArray<string> Read(Section section, out ImmutableArray<Vulnerability> flaws)
    {
        var fixes = section.Words("fixes", "[]");
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
