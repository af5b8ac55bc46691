using System.Text.Json;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Laboratory.Calibration;
using RsrActors.Laboratory.Stored;
using RsrActors.Model;

namespace RsrActors.Host.Calibrations;

/// <summary>
/// calibration.json: what was asked for, and with which program, scenario and observed points the runs of a directory
/// were made. Rows of another model, or of changed files, would not fit to the stored ones.
/// </summary>
/// <param name="RowFormat">Of the stored rows: <see cref="ExperimentFormat.Version"/>.</param>
internal sealed record CalibrationManifest(
    int RowFormat, string Program, int ModelVersion, CalibrationRequest Request, string ScenarioSha256,
    string ObservedSha256)
{
    public const string FileName = "calibration.json";

    private const int Longest = 1024 * 1024; // In bytes.

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static CalibrationManifest Of(CalibrationPlan plan, string observed) => new(
        ExperimentFormat.Version, ProgramVersion.Text, RunFormat.ModelVersion, plan.Request, plan.ScenarioSha256,
        $"{Digest.Sha256(observed)}");

    /// <exception cref="HostException">The directory has no calibration, or a damaged one.</exception>
    public static CalibrationManifest Read(string directory)
    {
        var file = Path.Combine(directory, FileName);
        if (File.Exists(directory))
        {
            throw HostException.Refused(
                $"{directory} is a file, not a directory of a calibration; allowed is one that 'rsr calibrate' made "
                + "(--out DIR).");
        }

        if (!Directory.Exists(directory))
            throw HostException.Refused($"{(directory.Length == 0 ? "''" : directory)} does not exist.");
        if (!File.Exists(file))
            throw HostException.Refused($"{directory} is no directory of a calibration: it has no {FileName}.");
        try
        {
            return JsonSerializer.Deserialize<CalibrationManifest>(RegularFile.ReadText(file, Longest), Json)
                is { Request.Settings.IsDefault: false } manifest
                ? manifest
                : throw Damaged(file);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Damaged(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"{file} cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>Why the stored rows do not fit to a plan of the present program; null when they do.</summary>
    public string? DifferenceTo(CalibrationManifest now) =>
        (ModelVersion, RowFormat) != (now.ModelVersion, now.RowFormat)
            ? $"it was made by version {Program} with model {ModelVersion} and row format {RowFormat}; this is version "
                + $"{now.Program} with model {now.ModelVersion} and row format {now.RowFormat}."
        : ScenarioSha256 != now.ScenarioSha256 ? "its scenario has changed since the calibration began."
        : ObservedSha256 != now.ObservedSha256 ? "observed.csv has changed since the calibration began."
        : null;

    private static HostException Damaged(string file) => HostException.Refused(
        $"{file} is damaged or incomplete; allowed is the file as the calibration began. Put it back from a copy, or "
        + "begin anew with another --out.");
}
