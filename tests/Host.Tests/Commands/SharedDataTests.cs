using RsrActors.Catalogues;
using RsrActors.Fleets;
using RsrActors.Fleets.Records;
using RsrActors.Host.Tests.Architecture;
using RsrActors.Laboratory.Calibration;
using RsrActors.Profiles;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// All files of real tools, which are not part of the repository, and all importers: each file is read, or refused in
/// one message. RSR_SHARED names their folder, else it is looked for beside the repository.
/// </summary>
public sealed class SharedDataTests
{
    /// <summary>The files that an importer has to read.</summary>
    private static readonly (string Importer, string File)[] Expected =
    [
        ("catalogue", "gdmf_pmv_sample_2026-08-22.json"),
        ("catalogue", "sofa_v1_macos_ventura_with_rsr_2024-10-08.json"),
        ("catalogue", "sofa_v2_ios_26_sample_2026-08-22.json"),
        ("fleet", "samples/ddm_status_report.json"),
        ("profile", "samples/ddm_enforcement_specific_bsi.json"),
        ("profile", "samples/ddm_softwareupdate_settings.json"),
        ("profile", "samples/rsr_restrictions.mobileconfig"),
    ];

    [SkippableFact]
    public void Every_file_is_read_or_refused_with_its_place_and_reason()
    {
        var folder = Path.Combine(
            Environment.GetEnvironmentVariable("RSR_SHARED") ?? Path.Combine(Checkout.Root, "..", "shared"), "data");
        Skip.IfNot(Directory.Exists(folder), "There is no folder with files of real tools; RSR_SHARED names one.");

        var read = new List<(string, string)>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            foreach (var (importer, refusal) in Outcomes(file))
            {
                if (refusal is null)
                    read.Add((importer, Path.GetRelativePath(folder, file).Replace('\\', '/')));
                else
                    AssertExplains(file, refusal);
            }
        }

        Assert.All(Expected, one => Assert.Contains(one, read));
    }

    private static IEnumerable<(string Importer, string? Refusal)> Outcomes(string file) =>
    [
        ("fleet", (InventoryFile.Read(file, null, ColumnChoice.None) as InventoryReading.Refused)?.Message),
        ("catalogue", (CatalogueFile.Read([file]) as CatalogueReading.Refused)?.Message),
        ("profile", (ProfileFile.Read(file) as ProfileReading.Refused)?.Message),
        ("observed", (ObservedReader.ReadFile(file) as ObservedReading.Refused)?.Message),
    ];

    private static void AssertExplains(string file, string refusal)
    {
        Assert.StartsWith($"{file}: ", refusal, StringComparison.Ordinal);
        Assert.Matches("found |it is ", refusal[file.Length..]);
        Assert.DoesNotContain(refusal, char.IsControl);
    }
}
