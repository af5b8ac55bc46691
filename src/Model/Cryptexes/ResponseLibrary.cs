using System.Collections.Frozen;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The content of every response of a scenario. It is made once when the run starts, and the whole fleet shares it.
/// </summary>
public sealed class ResponseLibrary
{
    private readonly FrozenDictionary<(string Release, string Variant), ResponseContent> _contents;

    public ResponseLibrary(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _contents = scenario.Releases
            .SelectMany(release => release.Targets.Select(target => ResponseContent.Of(
                release.Id, target, scenario.ChangedBy(release))))
            .ToFrozenDictionary(content => (content.ReleaseId, content.Variant));
    }

    public ICollection<ResponseContent> All => _contents.Values;

    public ResponseContent Of(string release, string variant) => _contents[(release, variant)];
}
