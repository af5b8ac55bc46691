using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Calibration;

/// <summary>A key of <c>fleet.behaviour</c> that a calibration fits, with what is believed about it before.</summary>
/// <param name="Name">The key's last part.</param>
/// <param name="Unit"><c>%</c> for a share, <c>h</c> for a duration.</param>
/// <param name="From">The lower end of the prior, in the unit.</param>
/// <param name="To">The upper end.</param>
/// <param name="IsLog">Whether all orders of magnitude are equally likely before, else all values.</param>
public sealed record FreeParameter(string Name, string Unit, double From, double To, bool IsLog)
{
    private const string Shares = "%";
    private const string Hours = "h";

    /// <summary>All keys that shape an adoption curve, with their usual priors.</summary>
    public static readonly ImmutableArray<FreeParameter> All =
    [
        new("seekers", Shares, 0, 40, false), new("decide", Hours, 1, 360, true),
        new("never-update", Shares, 0, 40, false), new("automatic-updates", Shares, 20, 100, false),
        new("restart-promptly", Shares, 0, 50, false), new("restart-overnight", Shares, 0, 50, false),
        new("put-off", Hours, 6, 360, true), new("check-by-hand", Shares, 0, 20, false),
        new("automatic-software-updates", Shares, 0, 100, false), new("update-decide", Hours, 24, 8760, true),
        new("update-delay", Hours, 1, 2160, true), new("charge-at-night", Shares, 40, 100, false),
        new("in-use", Shares, 5, 60, false), new("lid-closed", Shares, 0, 100, false),
    ];

    /// <summary>What is free when the command line does not say: for a response, and for a software update.</summary>
    public static readonly string UsualOfResponse = "seekers,decide,never-update";

    public static readonly string UsualOfUpdate = "seekers,automatic-software-updates,update-delay,update-decide";

    public const int Most = 6;

    public string Key => $"fleet.behaviour.{Name}";

    /// <summary>The value at a place of the prior, from 0 to 1; it rises.</summary>
    public double At(double place)
    {
        var within = Math.Clamp(place, 0, 1);
        return IsLog
            ? From * PortableMath.Exp(within * PortableMath.Log(To / From))
            : From + within * (To - From);
    }

    /// <summary>The place of a value in the prior, from 0 to 1; values outside have its ends.</summary>
    public double PlaceOf(double value) => Math.Clamp(
        IsLog
            ? PortableMath.Log(Math.Max(value, From) / From) / PortableMath.Log(To / From)
            : (value - From) / (To - From),
        0, 1);

    /// <summary>As a scenario has the value: rounded to a thousandth of its unit.</summary>
    public string TextOf(double value) => $"{new RangeNumber(Math.Round(value, 3), Unit)}";

    /// <summary>The prior in words.</summary>
    public string Prior => $"{TextOf(From)} to {TextOf(To)}" + (IsLog ? ", by order of magnitude" : "");

    /// <summary>As <c>--free</c> takes it.</summary>
    public override string ToString() => $"{Name}={TextOf(From)}..{TextOf(To)}";

    /// <summary>Reads <c>seekers,decide=1 h..10 d</c>.</summary>
    /// <param name="why">What is wrong, in one sentence, when the result is null.</param>
    public static ImmutableArray<FreeParameter>? Read(string text, out string why)
    {
        ArgumentNullException.ThrowIfNull(text);
        var all = ImmutableArray.CreateBuilder<FreeParameter>();
        foreach (var part in text.Split(',').Select(part => part.Trim()))
        {
            if (ReadOne(part, out why) is not { } one)
                return null;
            why = $"found {one.Name} twice, allowed is once";
            if (all.Any(other => other.Name == one.Name))
                return null;
            all.Add(one);
        }

        why = $"found {all.Count} keys, allowed are {Most} at most";
        return all.Count <= Most ? all.ToImmutable() : null;
    }

    private static FreeParameter? ReadOne(string text, out string why)
    {
        var parts = text.Split('=', 2);
        var name = parts[0].Trim();
        name = name.StartsWith("fleet.behaviour.", StringComparison.Ordinal) ? name["fleet.behaviour.".Length..] : name;
        if (All.FirstOrDefault(one => one.Name == name) is not { } known)
        {
            var names = All.Select(one => one.Name).ToArray();
            why = $"found '{ValueText.Shorten(name)}'"
                + (NearestWord.To(name, names) is { } near ? $", did you mean {near}?" : ",")
                + $" Allowed are {string.Join(", ", names)}";
            return null;
        }

        why = "";
        if (parts.Length == 1)
            return known;
        var ends = parts[1].Split("..");
        why = $"found '{ValueText.Shorten(text)}', allowed is a range within the possible values, such as "
            + (known.Unit == Shares ? $"{name}=0 %..40 %" : $"{name}=1 h..10 d");
        return ends is [var low, var high] && known.Number(low) is { } from && known.Number(high) is { } to
            && from < to && (known.Unit == Shares ? to <= 100 : from > 0 && to <= 24 * 365)
            ? known with { From = from, To = to }
            : null;
    }

    /// <summary>In the parameter's unit; null when it is none.</summary>
    private double? Number(string text) => RangeNumber.Read(text) is not { Number: >= 0 } read ? null
        : (Unit, read.Unit) switch
        {
            (Shares, "%") => read.Number,
            (Hours, "h") => read.Number,
            (Hours, "d") => read.Number * 24,
            (Hours, "min") => read.Number / 60,
            _ => null,
        };
}
