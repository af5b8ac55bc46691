namespace RsrActors.Host.Tests.Commands;

/// <summary>Stock tools agree with the artifacts of a run.</summary>
public sealed class ArtifactTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    public static TheoryData<string, string> Cryptexes => new()
    {
        { "iphone-20F75", "os" }, { "iphone-20F75", "app" },
        { "mac-apple-silicon-22F82", "os" }, { "mac-apple-silicon-22F82", "app" },
    };

    [SkippableTheory, MemberData(nameof(Cryptexes))]
    public void Zstd_makes_the_new_image_from_patch_and_base_and_the_base_from_antipatch_and_new_image(
        string variant, string subtype)
    {
        Skip.IfNot(Workplace.Has("zstd"), "The zstd command is not installed.");
        var (image, original) = (Artifact(variant, $"{subtype}.cryptex"), Artifact(variant, $"{subtype}.base.cryptex"));
        Assert.NotEqual(File.ReadAllBytes(original), File.ReadAllBytes(image));

        AssertMakes(image, original, Artifact(variant, $"{subtype}.patch"));
        AssertMakes(original, image, Artifact(variant, $"{subtype}.antipatch"));

        void AssertMakes(string wanted, string from, string patch)
        {
            var made = tiny.Place[$"{variant}.{subtype}.made"];
            var outcome = tiny.Place.Execute("zstd", "-d", "-q", "-f", $"--patch-from={from}", patch, "-o", made);
            Assert.True(outcome.ExitCode == 0, outcome.Errors);
            Assert.Equal(File.ReadAllBytes(wanted), File.ReadAllBytes(made));
        }
    }

    [SkippableTheory, MemberData(nameof(Cryptexes))]
    public void Fsverity_measures_the_seal_that_is_stored(string variant, string subtype)
    {
        Skip.IfNot(Workplace.Has("fsverity"), "The fsverity command is not installed.");
        foreach (var edition in (string[])[subtype, $"{subtype}.base"])
        {
            var image = Artifact(variant, $"{edition}.cryptex");
            var said = tiny.Place.Execute("fsverity", "digest", image).Succeeds().Output;
            Assert.Equal($"{File.ReadAllText(Artifact(variant, $"{edition}.seal")).TrimEnd()} {image}\n", said);
        }
    }

    [SkippableTheory, MemberData(nameof(Cryptexes))]
    public void Tar_lists_an_image(string variant, string subtype)
    {
        Skip.IfNot(Workplace.Has("tar"), "The tar command is not installed.");
        var files = tiny.Place.Execute("tar", "tf", Artifact(variant, $"{subtype}.cryptex")).Succeeds().Output;

        Assert.Contains(subtype == "os" ? "WebKit" : "Safari", files, StringComparison.Ordinal);
    }

    private string Artifact(string variant, string file) =>
        Path.Combine(tiny.Path, "artifacts", "16.5.1-a", variant, file);
}
