using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Fleets.Records;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Fleets.Importing;

/// <summary>A row as a device, or why it is none.</summary>
internal readonly record struct RowReading(DeviceOfRow? Device, Skipped? Skipped, Rejection? Rejected);

/// <summary>What a row tells about its device, or about several that are alike.</summary>
/// <param name="Seen">
/// The day of the last check-in, in both orders while the file's order is open; null when the file has none, 0 for
/// never.
/// </param>
internal readonly record struct DeviceOfRow(
    KnownModel Model, string Version, string Letter, string Build, string Group, string Ring,
    DayReading? Seen, int DaysSilent, int Devices);

/// <summary>Understands one row. It keeps no value of a row.</summary>
internal sealed class RowReader
{
    private static readonly string CountAllowed = $"allowed is a number from 0 to {FleetSettings.MostDevices}";

    private const int NeverBefore = 630_000; // Days; tools write a year such as 0001 or 1601 for "never".

    private readonly InventoryRecords _records;
    private readonly PerText<KnownModel?> _models = new(KnownModels.Find);
    private readonly PerText<string> _modelAllowed = new(ModelAllowed);
    private readonly PerText<VersionText?> _versions = new(VersionText.Parse);
    private readonly PerText<string?> _letters = new(VersionText.ParseLetter);
    private readonly PerText<string?> _builds = new(text => BuildText.IsOne(text) ? text : null);
    private readonly PerText<(PlatformWord Word, Platform Platform)> _platforms = new(PlatformWords.Read);
    private readonly PerText<string?> _rings = new(LabelText.Of);
    private readonly PerText<string?> _groups;
    private readonly SortedDictionary<string, int> _namesOfGroups = new(StringComparer.Ordinal);
    private readonly PerText<DayReading?> _days = new(static text => DayText.Parse(text));
    private readonly DateColumn _dates;

    public RowReader(InventoryRecords records, DateColumn dates)
    {
        (_records, _dates) = (records, dates);
        _groups = new(text =>
        {
            var label = LabelText.Of(text);
            if (label is not null)
                _namesOfGroups[label] = _namesOfGroups.GetValueOrDefault(label) + 1;
            return label;
        });
    }

    /// <summary>The groups that have several names in the file, and how many.</summary>
    public ImmutableArray<(string Group, int Names)> MergedGroups =>
        [.. _namesOfGroups.Where(group => group.Value > 1).Select(group => (group.Key, group.Value))];

    public RowReading Read()
    {
        if (_records.IsBlank)
            return new(null, Skipped.BlankLine, null);
        if (IsContinuation())
            return new(null, Skipped.Continuation, null);
        if (_records.Fields is var (found, expected) && found != expected)
        {
            return new(null, null, new(
                _records.Row, "fields",
                $"it has {found}, allowed are {expected} as in the header; a value with a separator stands in quotes"));
        }

        if (_records.Field(Meaning.Removed).Equals("true", StringComparison.OrdinalIgnoreCase))
            return new(null, Skipped.Removed, null);
        foreach (var meaning in Used)
        {
            var field = _records.Field(meaning);
            if (field.Length > InventoryRecords.LongestField)
                return Reject(meaning, $"it is longer than {InventoryRecords.LongestField} characters", "");
            if (field.Length > 1 && field[0] is '=' or '@' or '+')
                return Reject(meaning, "it begins like a formula of a spreadsheet", "");
        }

        var (word, platform) = _platforms.Of(Value(Meaning.Platform));
        if (word == PlatformWord.Other)
            return new(null, Skipped.OtherPlatform, null);
        var text = Value(Meaning.Version);
        var version = _versions.Of(text);
        if (version is not null && PlatformWords.Read(version.System) is var named && version.System.Length > 0)
        {
            if (named.Word == PlatformWord.Other)
                return new(null, Skipped.OtherPlatform, null);
            if (word == PlatformWord.None)
                (word, platform) = named;
        }

        var model = ModelOf(word, platform);
        if (model is null && word == PlatformWord.None && OtherModel())
            return new(null, Skipped.OtherPlatform, null);
        if (model is null)
        {
            return Value(Meaning.Model).IsEmpty
                ? Reject(Meaning.Model, "it is empty, and so is the platform; allowed is one of them", "")
                : Reject(Meaning.Model, _modelAllowed.Of(Value(Meaning.Model)), Shown(Meaning.Model));
        }

        if (version is null)
        {
            return text.IsEmpty
                ? Reject(Meaning.Version, "it is empty, allowed is a version such as 13.4.1 (c)", "")
                : Reject(Meaning.Version, "allowed is a version such as 13.4.1 (c)", Shown(Meaning.Version));
        }

        return ReadSystem(model, version);
    }

    private static readonly Meaning[] Used =
    [
        Meaning.Platform, Meaning.Model, Meaning.Version, Meaning.Letter, Meaning.Build, Meaning.LastSeen,
        Meaning.Group, Meaning.Ring, Meaning.Devices, Meaning.DaysSilent,
    ];

    private static readonly Meaning[] Labels = [Meaning.Group, Meaning.Ring];

    private RowReading ReadSystem(KnownModel model, VersionText version)
    {
        var letter = _letters.Of(Value(Meaning.Letter));
        var build = _builds.Of(Value(Meaning.Build));
        if (letter is null)
            return Reject(Meaning.Letter, "allowed is a letter such as (a)", Shown(Meaning.Letter), model, version);
        if (build is null)
            return Reject(Meaning.Build, "allowed is a build such as 22F82", Shown(Meaning.Build), model, version);
        if (BuildText.Resolve(model, version, letter, build) is not var (known, itsLetter))
        {
            return Reject(
                Meaning.Build, "which is the build of a response that is not known; allowed is one with its letter",
                Shown(Meaning.Build), model, version);
        }

        DayReading? seen = null;
        if (_records.Has(Meaning.LastSeen))
        {
            seen = Seen();
            if (seen is null)
            {
                return Reject(
                    Meaning.LastSeen, DayText.Allowed(Value(Meaning.LastSeen), _dates.Told), Shown(Meaning.LastSeen),
                    model, version);
            }
        }

        foreach (var meaning in Labels)
        {
            if (ShownText.HasAt(_records.Field(meaning)))
            {
                return Reject(
                    meaning, "it is a value with @, which may name a person; allowed is a name without it; "
                    + "--map COLUMN=ignore leaves a column out", "", model, version);
            }
        }

        var (group, ring) = (_groups.Of(Value(Meaning.Group)), _rings.Of(Value(Meaning.Ring)));
        if (group is null || ring is null)
        {
            return Reject(
                group is null ? Meaning.Group : Meaning.Ring, "it has no letter or digit, allowed is a name", "", model,
                version);
        }

        if (!TryCount(Meaning.Devices, 1, out var devices))
            return Reject(Meaning.Devices, CountAllowed, "", model, version);
        if (!TryCount(Meaning.DaysSilent, 0, out var silent))
            return Reject(Meaning.DaysSilent, CountAllowed, "", model, version);
        return new(new(model, version.Number, itsLetter, known, group, ring, seen, silent, devices), null, null);
    }

    /// <summary>
    /// Whether a row has no name and no serial number. A row that is too short to have them continues no device.
    /// </summary>
    private bool IsContinuation() => _records.Has(Meaning.Name) && _records.Field(Meaning.Name).IsEmpty
        && _records.Field(Meaning.Serial).IsEmpty && _records.Reaches(Meaning.Name)
        && (!_records.Has(Meaning.Serial) || _records.Reaches(Meaning.Serial));

    /// <summary>The day of the last check-in; null when the text is none.</summary>
    private DayReading? Seen()
    {
        var when = Value(Meaning.LastSeen);
        if (when.IsEmpty || when.Equals("never", StringComparison.OrdinalIgnoreCase))
            return default(DayReading);
        if (_days.Of(when) is not { } both || _dates.Of(both, _records.Row) is not { } day)
            return null;
        return day.MonthFirst < NeverBefore && day.DayFirst < NeverBefore ? default(DayReading) : day;
    }

    /// <summary>An inventory of our own tells chip and form of models that the table lacks.</summary>
    private KnownModel? ModelOf(PlatformWord word, Platform platform)
    {
        var text = Value(Meaning.Model);
        if (text.IsEmpty)
            return word == PlatformWord.None ? null : Nameless(word, platform);

        var model = _models.Of(text);
        var chip = Value(Meaning.Chip);
        if (_records.Source != InventorySource.Own || word != PlatformWord.Exact || chip.Length < 3
            || !uint.TryParse(chip[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return model;
        var form = Value(Meaning.Form);

        // Models without a product type are written by their platform; another text may be a name.
        if (model is null ? !text.SequenceEqual(KnownModels.Any(platform).Identifier) : model.SharedName.Length > 0)
            return model;
        return model is { IsAssumed: false } && model.ChipId == id && model.Platform == platform
            ? model
            : new(text.ToString(), platform, id, form.SequenceEqual("desktop"), true);
    }

    /// <summary>A row without a model tells its platform; a Mac's processor, where it is told, decides it.</summary>
    private KnownModel Nameless(PlatformWord word, Platform platform)
    {
        var processor = Value(Meaning.Architecture);
        var isIntel = processor.StartsWith("x86", StringComparison.OrdinalIgnoreCase)
            || processor.StartsWith("i386", StringComparison.OrdinalIgnoreCase);
        return KnownModels.Any(platform == Platform.MacAppleSilicon && isIntel ? Platform.MacIntel : platform) with
        {
            IsPlatformAssumed = word == PlatformWord.Open && (!platform.IsMac || processor.IsEmpty),
        };
    }

    private static string ModelAllowed(string text) => KnownModels.Ambiguous(text) switch
    {
        { IsEmpty: true } => "allowed is a product type such as Mac14,2 or a marketing name",
        var kinds => $"which is ambiguous: {string.Join(" or ", kinds)}; allowed is a product type, or a name with "
            + "year and chip",
    };

    private bool OtherModel()
    {
        var text = Value(Meaning.Model);
        return text.StartsWith("AppleTV") || text.StartsWith("Watch") || text.StartsWith("AudioAccessory")
            || text.StartsWith("RealityDevice") || text.StartsWith("iPod");
    }

    private bool TryCount(Meaning meaning, int otherwise, out int count)
    {
        var text = Value(meaning);
        count = otherwise;
        return text.IsEmpty || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count)
            && count <= FleetSettings.MostDevices);
    }

    private ReadOnlySpan<char> Value(Meaning meaning)
    {
        var text = _records.Field(meaning);
        return text is "-" or "—" or "null" or "NULL" ? default : text;
    }

    /// <summary>A value of this row; one that has the row's serial number or name in it is not shown.</summary>
    private string Shown(Meaning meaning)
    {
        var text = Value(meaning);
        return Holds(text, _records.Field(Meaning.Serial)) || Holds(text, _records.Field(Meaning.Name))
            ? ShownText.Personal
            : ShownText.Of(text);
    }

    private static bool Holds(ReadOnlySpan<char> text, ReadOnlySpan<char> part) =>
        part.Length > 3 && text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private RowReading Reject(
        Meaning meaning, string reason, string shown, KnownModel? model = null, VersionText? version = null) =>
        new(null, null, new(
            _records.Row, ColumnChoice.Words.First(word => word.Meaning == meaning).Word, reason, shown)
        {
            Model = ModelAsFound() is { Length: > 0 } found ? found : model?.Identifier ?? "",
            Version = version?.Number ?? "",
        });

    /// <summary>For a list of rows in CSV, which a spreadsheet may open.</summary>
    private string ModelAsFound() => Value(Meaning.Model) switch
    {
        { IsEmpty: true } => "",
        ['=' or '+' or '-', ..] => "a formula",
        _ => Shown(Meaning.Model).Trim('\''),
    };
}
