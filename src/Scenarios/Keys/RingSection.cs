using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>rings</c>: the parts of the fleet to which a release is promoted one after the other.</summary>
internal static class RingSection
{
    private const int Most = 64;
    private const string None = "none";
    private const string ByPreset = "by preset";
    private const string AnyNumber = "any number";
    private const string Timeout = "at-most-timeout";
    private const string Time = "time";
    private const string Approval = "approval";
    private const string Health = "health";
    private const int MostDevices = 10_000_000;

    public static ImmutableArray<Ring> Read(Section file, ImmutableArray<DeviceGroup> groups)
    {
        var rings = file.Each("rings", ring => ReadRing(ring, groups), "[]");
        file.RefuseMany("rings", rings.Length, Most);
        file.RefuseDuplicates("rings", rings.Select(ring => ring.Name));
        file.RefuseDuplicates("rings", rings.SelectMany(ring => ring.Groups));
        if (rings.SkipLast(1).Sum(ring => ring.Share) > 1 + 1e-9)
        {
            file.RefuseTogether(
                "rings",
                "found shares that add up to more than 100 %, allowed are 100 % at most; the last ring has the rest");
        }

        if (rings is [{ Promotion: RingPromotion.After }, ..])
            file.RefuseAt(["rings", "0", "after"], "the first ring has no ring before it; allowed is offset");
        if (rings is [{ Promotion: RingPromotion.AfterHealth }, ..])
            file.RefuseAt(["rings", "0", "by"], "the first ring has no ring before it; allowed are time and approval");
        return rings;
    }

    public static void Write(HoconWriter writer, ImmutableArray<Ring> rings)
    {
        if (rings.IsEmpty)
            return;
        writer.Each("rings", rings, ring =>
        {
            writer.Key("name", QuotedText.Of(ring.Name));
            writer.Key("groups", $"[{string.Join(", ", ring.Groups.Select(QuotedText.Of))}]");
            writer.Key("share", ScenarioWords.Share(ring.Share));
            switch (ring.Promotion)
            {
                case RingPromotion.Offset { Time: var time }:
                    writer.Key("by", Time);
                    writer.Key("offset", ScenarioWords.Of(time));
                    break;
                case RingPromotion.After { Time: var time }:
                    writer.Key("by", Time);
                    writer.Key("after", ScenarioWords.Of(time));
                    break;
                case RingPromotion.AfterHealth one:
                    writer.Key("by", Health);
                    writer.Key("after", ScenarioWords.Of(one.Time));
                    writer.Key("success", ScenarioWords.Share(one.Success));
                    writer.Key("least", ScenarioWords.Number(one.Least));
                    break;
                default:
                    writer.Key("by", Approval);
                    break;
            }

            writer.Key("deferral", ScenarioWords.Of(ring.Deferral));
            writer.Key("deadline", ring.Deadline is { } deadline ? ScenarioWords.Of(deadline) : "off");
            writer.Key("grace", ScenarioWords.Of(ring.Grace));
            if (ring.AtMost is { } limit)
            {
                writer.Key("at-most", ScenarioWords.Number(limit.Most));
                writer.Key("at-most-timeout", ScenarioWords.Of(limit.Timeout));
            }
        });
    }

    private static Ring ReadRing(Section ring, ImmutableArray<DeviceGroup> groups)
    {
        var name = ring.Text("name", null, "a name of letters, digits, dots and hyphens", KeyPath.IsName);
        var members = ring.Words("groups", "[]");
        foreach (var member in members.Where(member => groups.All(group => group.Name != member)))
        {
            ring.RefuseTogether(
                "groups",
                $"found '{member}', allowed are those of groups: "
                + ScenarioWords.OrNone(groups.Select(one => one.Name)));
        }

        var preset = ring.Choice("preset", None, [None, .. AutopatchRings.All.Select(one => one.Name)]);
        var usual = AutopatchRings.All.FirstOrDefault(one => one.Name == preset) is { Name: not null } found
            ? (Deferral: TimeSpan.FromDays(found.Deferral), Deadline: TimeSpan.FromDays(found.Deadline),
                Grace: TimeSpan.FromDays(found.Grace))
            : (Deferral: TimeSpan.Zero, Deadline: (TimeSpan?)null, Grace: TimeSpan.Zero);
        return new(name, members, ring.Share("share", "0 %"), ReadPromotion(ring))
        {
            Deferral = ring.Optional("deferral", ByPreset, () => ring.Duration("deferral", ByPreset), usual.Deferral),
            Deadline = ring.Optional(
                "deadline", ByPreset,
                () => ring.Value(
                    "deadline", ByPreset, null, SectionValues.OrNull(
                        "off", SectionValues.DurationBetween(TimeSpan.Zero, Quantity.LongestDuration))),
                usual.Deadline),
            Grace = ring.Optional("grace", ByPreset, () => ring.Duration("grace", ByPreset), usual.Grace),
            AtMost = ReadLimit(ring),
        };
    }

    /// <summary>How many devices of the ring update at once; null for any number.</summary>
    private static AtMost? ReadLimit(Section ring)
    {
        var most = ring.Optional(
            "at-most", AnyNumber, () => (int?)ring.Count("at-most", AnyNumber, 1, MostDevices), null);
        if (most is null && !ring.Has(Timeout))
            return null;
        var timeout = ring.Duration(Timeout, "1 d", least: TimeSpan.FromMinutes(1));
        if (most is { } limit)
            return new(limit, timeout);
        ring.RefuseTogether(Timeout, "found without at-most, allowed is at-most with it");
        return null;
    }

    private static RingPromotion ReadPromotion(Section ring)
    {
        var by = ring.Deciding("by", Time, Time, Approval, Health);
        if (by == Approval)
            return new RingPromotion.ByApproval();
        var after = ring.Optional("after", "by offset", () => (TimeSpan?)ring.Duration("after", "by offset"), null);
        if (by == Health)
        {
            return new RingPromotion.AfterHealth(
                after ?? TimeSpan.Zero, ring.Share("success", "95 %"), ring.Count("least", "20", 1, MostDevices));
        }

        var offset = ring.Duration("offset", "0 s");
        if (after is not null && ring.Has("offset"))
            ring.RefuseTogether("after", "found both offset and after, allowed is one of them");
        return after is { } time ? new RingPromotion.After(time) : new RingPromotion.Offset(offset);
    }
}
