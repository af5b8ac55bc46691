using System.Collections.Concurrent;
using System.Collections.Immutable;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// Everything that one response ships for one platform variant. It is made once in a process and shared. Its bytes are
/// a function of the names it is created with.
/// </summary>
public sealed class ResponseContent
{
    private static readonly ConcurrentDictionary<(string, ReleaseTarget, string), ResponseContent> Made = new();

    private ResponseContent(string releaseId, string variant, CryptexPatch os, CryptexPatch app)
    {
        ReleaseId = releaseId;
        Variant = variant;
        Os = os;
        App = app;
    }

    public string ReleaseId { get; }

    public string Variant { get; }

    public CryptexPatch Os { get; }

    public CryptexPatch App { get; }

    /// <summary>The six digests that a ticket for it contains, with their codes.</summary>
    public ImmutableArray<MeasuredObject> Objects => field.IsDefault
        ? field = Cryptex1Expectation.ObjectsOf(Os.Image.Measurements, App.Image.Measurements)
        : field;

    /// <param name="target">Platform and builds.</param>
    /// <param name="changed">The components that the response changes.</param>
    public static ResponseContent Of(string releaseId, ReleaseTarget target, ImmutableArray<Component> changed) =>
        Made.GetOrAdd(
            (releaseId, target, string.Join(' ', changed)),
            static (key, changed) => Create(key.Item1, key.Item2, changed), changed);

    private static ResponseContent Create(string releaseId, ReleaseTarget target, ImmutableArray<Component> changed)
    {
        var variant = target.Variant;
        return new(releaseId, variant, PatchOf(CryptexSubtype.Os), PatchOf(CryptexSubtype.App));

        CryptexPatch PatchOf(CryptexSubtype subtype)
        {
            var baseImage = CryptexImages.Base(
                target.Platform, variant, target.Version, target.PrerequisiteBuild.Text, subtype);
            return new(baseImage, CryptexImages.Patched(baseImage, releaseId, target.Build.Text, changed));
        }
    }

    public CryptexPatch Of(CryptexSubtype subtype) => subtype == CryptexSubtype.Os ? Os : App;

    /// <summary>The files of the response's artifact folder; stock tools can open them.</summary>
    public IEnumerable<ArtifactFile> Files() => [.. FilesOf(Os), .. FilesOf(App)];

    private static IEnumerable<ArtifactFile> FilesOf(CryptexPatch patch)
    {
        var name = patch.Subtype.Text;
        return
        [
            .. FilesOf(patch.Base, $"{name}.base"),
            .. FilesOf(patch.Image, name),
            new($"{name}.patch", patch.Patch),
            new($"{name}.antipatch", patch.Antipatch),
        ];
    }

    private static IEnumerable<ArtifactFile> FilesOf(CryptexImage image, string name) =>
    [
        new($"{name}.cryptex", image.Bytes),
        new($"{name}.seal", image.SealFile),
        new($"{name}.trustcache", image.TrustCache.File),
    ];
}

/// <summary>One file of an artifact folder.</summary>
public sealed record ArtifactFile(string Name, ImmutableArray<byte> Bytes);
