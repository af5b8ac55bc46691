using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Host.Live;
using RsrActors.Host.Runs;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Palettes;

/// <summary>
/// Switches of more than one palette, each with the member that reads its value. A value is checked before a handler
/// runs. A switch that is required here can be made optional: <c>Device(live) with { IsRequired = false }</c>.
/// </summary>
internal static class FleetSwitches
{
    private const string Yes = "yes";
    private const string No = "no";
    private const string DeviceName = "device-";

    private const string DevicePlace = "{device}";
    private const string ReleasePlace = "{release}";
    private const string AnyPlace = "{any}";
    private const string RingPlace = "{ring}";

    /// <summary>Digits of a device's number in its name.</summary>
    private const int Digits = 7;

    /// <summary>The largest number of completions: one digit may begin a million numbers.</summary>
    private const int MostOffered = 20;

    /// <summary>A device by its number, <c>42</c>, or by its name, <c>device-0000042</c>.</summary>
    public static Switch Device(LiveSimulation live)
    {
        var devices = live.Scenario.Fleet.Devices;
        return new("device", "The device's number, or its name.")
        {
            Brief = "d",
            IsRequired = true,
            Check = value => Entities.DeviceNumber(value) is { } number && number < devices
                ? null
                : $"the fleet has {EntityId.Device(0)} to {EntityId.Device(devices - 1)}, "
                    + $"or 0 to {devices - 1} for short",
            Completion = (typed, _) => ValueTask.FromResult(DevicesThatBegin(typed, devices)),
        };
    }

    /// <summary>A release by its id, <c>16.5.1-a</c>, or as Apple writes it, <c>"16.5.1 (a)"</c>.</summary>
    public static Switch Release(LiveSimulation live)
    {
        var scenario = live.Scenario;
        ImmutableArray<string> releases = [.. scenario.Releases.Select(release => release.Id)];
        return new("release", "The response, as 16.5.1-a or \"16.5.1 (a)\".")
        {
            Brief = "r",
            IsRequired = true,
            Check = value => scenario.FindRelease(Model.Scenarios.Release.NormaliseId(value)) is null
                ? $"the scenario has {ScenarioWords.OrNone(releases)}"
                : null,
            Completion = (_, _) => ValueTask.FromResult(releases),
        };
    }

    /// <summary>A response, as for <see cref="Release"/>, or a software update by its version, <c>16.6</c>.</summary>
    public static Switch ReleaseOrUpdate(LiveSimulation live)
    {
        ImmutableArray<string> all = [.. live.Scenario.AllReleases.Select(release => release.Id)];
        return new("release", "The response, as 16.5.1-a or \"16.5.1 (a)\", or the software update, as 16.6.")
        {
            Brief = "r",
            IsRequired = true,
            Check = value => all.Contains(Model.Scenarios.Release.NormaliseId(value))
                ? null
                : $"the scenario has {ScenarioWords.OrNone(all)}",
            Completion = (_, _) => ValueTask.FromResult(all),
        };
    }

    /// <summary>A ring of the fleet by its name.</summary>
    public static Switch Ring(LiveSimulation live)
    {
        ImmutableArray<string> all = [.. live.Scenario.Fleet.Rings.Select(ring => ring.Name)];
        return new("ring", "The ring, by its name.")
        {
            IsRequired = true,
            Check = value => all.Contains(value) ? null : $"the fleet has the rings {ScenarioWords.OrNone(all)}",
            Completion = (_, _) => ValueTask.FromResult(all),
        };
    }

    public static Switch YesOrNo(string name, string description) => new(name, description) { OneOf = [Yes, No] };

    /// <summary>A duration, <c>3d</c> or <c>"90 min"</c>; more than 0.</summary>
    public static Switch Duration(string name, string description) => new(name, description)
    {
        Check = static value => DurationOf(value) > TimeSpan.Zero
            ? null
            : $"it must be {Quantity.Duration.Allowed}, more than 0 and up to {Quantity.LongestDuration.TotalDays:0} d",
    };

    /// <summary>
    /// Examples that are valid for the served scenario: <c>{device}</c>, <c>{release}</c>, <c>{any}</c> for a response
    /// or an update, and <c>{ring}</c> become names of the scenario. Examples with one are left out when the scenario
    /// has none.
    /// </summary>
    public static ImmutableArray<string> Examples(LiveSimulation live, params ReadOnlySpan<string> forms)
    {
        var device = Math.Min(42, live.Scenario.Fleet.Devices - 1).ToString(CultureInfo.InvariantCulture);
        var release = live.Scenario.Releases.FirstOrDefault()?.Id;
        var ring = live.Scenario.Fleet.Rings.FirstOrDefault()?.Name;
        var any = live.Scenario.AllReleases.FirstOrDefault()?.Id;
        var examples = ImmutableArray.CreateBuilder<string>(forms.Length);
        foreach (var form in forms)
        {
            if ((release is not null || !form.Contains(ReleasePlace, StringComparison.Ordinal))
                && (ring is not null || !form.Contains(RingPlace, StringComparison.Ordinal))
                && (any is not null || !form.Contains(AnyPlace, StringComparison.Ordinal)))
            {
                examples.Add(form
                    .Replace(DevicePlace, device, StringComparison.Ordinal)
                    .Replace(ReleasePlace, release, StringComparison.Ordinal)
                    .Replace(RingPlace, ring, StringComparison.Ordinal)
                    .Replace(AnyPlace, any, StringComparison.Ordinal));
            }
        }

        return examples.DrainToImmutable();
    }

    extension(Call call)
    {
        /// <summary>The device that a required <see cref="Device"/> names.</summary>
        public int DeviceNumber => Entities.DeviceNumber(call["device"])!.Value;

        /// <summary>All devices that a repeatable <see cref="Device"/> names.</summary>
        public ImmutableArray<int> DeviceNumbers =>
            [.. call.All("device").Select(value => Entities.DeviceNumber(value)!.Value).Distinct()];

        /// <summary>The id of the release that a required <see cref="Release"/> names.</summary>
        public string ReleaseId => Model.Scenarios.Release.NormaliseId(call["release"]);

        /// <summary>
        /// The id of the release that an optional <see cref="Release"/> names; null when the switch is left out.
        /// </summary>
        public string? FindReleaseId =>
            call.Find("release") is { } name ? Model.Scenarios.Release.NormaliseId(name) : null;

        /// <summary>Null when the switch is left out.</summary>
        public bool? FindYes(string name) => call.Find(name)?.Equals(Yes, StringComparison.OrdinalIgnoreCase);

        public bool IsYes(string name) => call.FindYes(name) == true;

        /// <summary>The value of a <see cref="Duration"/> that is required or has a default.</summary>
        public TimeSpan Lasting(string name) => DurationOf(call[name])!.Value;
    }

    private static TimeSpan? DurationOf(string value) =>
        Quantity.Duration.Read(value, out _) is { } milliseconds
            && milliseconds <= (decimal)Quantity.LongestDuration.TotalMilliseconds
            ? TimeSpan.FromMilliseconds((long)milliseconds)
            : null;

    private static ImmutableArray<string> DevicesThatBegin(string typed, int devices) =>
        typed.StartsWith(DeviceName, StringComparison.OrdinalIgnoreCase)
            ? [.. NamesThatBegin(typed[DeviceName.Length..], devices)]
        : typed.Length > 0
            && DeviceName.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? [.. NamesThatBegin("", devices)]
        : [.. NumbersThatBegin(typed, devices)];

    /// <summary>For an empty text 0, 1, 2, …; for 4: 4, 40 to 49, 400 to 499, ….</summary>
    private static IEnumerable<string> NumbersThatBegin(string typed, int devices)
    {
        if (typed.Length == 0)
            return Written(0, devices, static number => number.ToString(CultureInfo.InvariantCulture));
        if (Entities.DeviceNumber(typed) is not { } number || number.ToString(CultureInfo.InvariantCulture) != typed)
            return [];
        var offered = new List<string>();
        for (var width = 1L;
            number * width < devices && (width == 1 || number > 0) && offered.Count < MostOffered;
            width *= 10)
        {
            offered.AddRange(Written(
                number * width, Math.Min(devices, (number + 1) * width),
                static one => one.ToString(CultureInfo.InvariantCulture)));
        }

        return offered.Take(MostOffered);
    }

    private static IEnumerable<string> NamesThatBegin(string digits, int devices)
    {
        if (digits.Length > Digits || digits.Any(digit => !char.IsAsciiDigit(digit)))
            return [];
        var first = long.Parse(digits.PadRight(Digits, '0'), CultureInfo.InvariantCulture);
        var last = long.Parse(digits.PadRight(Digits, '9'), CultureInfo.InvariantCulture);
        return Written(first, Math.Min(devices, last + 1), static number => EntityId.Device((int)number).ToString());
    }

    private static IEnumerable<string> Written(long from, long to, Func<long, string> write)
    {
        for (var number = from; number < Math.Min(to, from + MostOffered); number++)
            yield return write(number);
    }
}
