using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Scenarios;

namespace RsrActors.Actors.Updates;

/// <summary>The storage form of the events of responses and software updates.</summary>
internal static class ReleaseFormat
{
    public static PayloadFormat AddReleaseEvents(this PayloadFormat format) => format
        .Add<UpdateEvent.SecurityContentPublished>(
            "content-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Release); w.Write(e.Fixes); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadTexts()); })
        .Add<ReleaseEvent.Drafted>("drafted-1", WriteDrafted, ReadDrafted)
        .Add<ReleaseEvent.Published>(
            "published-1", WritePublished, ReadPublished)
        .Add<ReleaseEvent.RampAdvanced>(
            "ramped-1",
            (ref w, e) => WriteRamp(ref w, e.Percent, e.SetBy),
            (ref r) => { var (percent, setBy) = ReadRamp(ref r); return new(percent, setBy); })
        .Add<ReleaseEvent.RolloutHeld>(
            "held-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Rule); w.Write(e.Why); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadText()); })
        .Add<ReleaseEvent.RolloutDecided>("decided-1", WriteDecided, ReadDecided)
        .Add<ReleaseEvent.Paused>(
            "paused-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.Cause); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); })
        .Add<ReleaseEvent.Resumed>(
            "resumed-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.Cause); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); })
        .Add<ReleaseEvent.Withdrawn>(
            "withdrawn-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Cause); w.Write(e.RemoveFromDevices); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadBoolean()); })
        .Add<ReleaseEvent.RingPromoted>(
            "ring-promoted-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.Ring); w.Write((int)e.By); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), (PromotedBy)r.ReadInt32()); })
        .Add<ReleaseEvent.RingHeld>(
            "ring-held-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.Ring); w.Write(e.Cause); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadText()); })
        .Add<ReleaseEvent.Superseded>(
            "superseded-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.By); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); });

    private static void WriteDecided(ref MessagePackWriter w, ReleaseEvent.RolloutDecided e)
    {
        w.WriteFields(5);
        w.Write(e.Rule);
        w.Write(e.By);
        w.Write(e.Decision);
        w.Write(e.Why);
        RuleStateFormat.WriteFigures(ref w, e.Figures);
    }

    private static ReleaseEvent.RolloutDecided ReadDecided(ref MessagePackReader r)
    {
        r.ReadFields(5);
        return new(
            r.ReadText(), r.ReadText(), r.ReadText(), r.ReadText(), RuleStateFormat.ReadFigures(ref r));
    }

    /// <summary>The admission is stored only when it is not by share of the fleet, and then the source, too.</summary>
    private static void WritePublished(ref MessagePackWriter w, ReleaseEvent.Published e)
    {
        if (e.Admission is ShareOfFleet)
        {
            WriteRamp(ref w, e.Percent, e.SetBy);
            return;
        }

        w.WriteFields(3);
        w.Write(e.Percent);
        w.Write((int)e.SetBy);
        PublishedFormat.WriteAdmission(ref w, e.Admission);
    }

    private static ReleaseEvent.Published ReadPublished(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader();
        var published = new ReleaseEvent.Published(
            r.ReadDouble(), fields == 1 ? RampSource.Rule : (RampSource)r.ReadInt32());
        return fields < 3 ? published : published with { Admission = PublishedFormat.ReadAdmission(ref r) };
    }

    /// <summary>The source of the ramp is stored only when it is not the rule.</summary>
    private static void WriteRamp(ref MessagePackWriter w, double percent, RampSource setBy)
    {
        w.WriteFields(setBy is RampSource.Rule ? 1 : 2);
        w.Write(percent);
        if (setBy is not RampSource.Rule)
            w.Write((int)setBy);
    }

    private static (double Percent, RampSource SetBy) ReadRamp(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader();
        var percent = r.ReadDouble();
        return (percent, fields == 1 ? RampSource.Rule : (RampSource)r.ReadInt32());
    }

    private static void WriteDrafted(ref MessagePackWriter w, ReleaseEvent.Drafted e)
    {
        w.WriteFields(2);
        if (e.Letter is { } some)
            w.Write(some);
        else
            w.WriteNil();
        w.WriteArrayHeader(e.Targets.Length);
        foreach (var target in e.Targets)
        {
            w.WriteFields(5);
            w.Write((int)target.Platform);
            w.Write(target.Version);
            w.Write(target.PrerequisiteBuild.Text);
            w.Write(target.Build.Text);
            w.Write(target.Download);
        }
    }

    private static ReleaseEvent.Drafted ReadDrafted(ref MessagePackReader r)
    {
        r.ReadFields(2);
        var letter = r.TryReadNil() ? (char?)null : r.ReadChar();
        var targets = ImmutableArray.CreateBuilder<ReleaseTarget>(r.ReadArrayHeader());
        for (var i = 0; i < targets.Capacity; i++)
        {
            r.ReadFields(5);
            var (platform, version) = ((Platform)r.ReadInt32(), r.ReadText());
            var prerequisite = BaseOf(platform, r.ReadText());
            var text = r.ReadText();
            var build = letter is null
                ? BaseOf(platform, text)
                : BuildNumber.ParseResponse(text, prerequisite)
                    ?? throw new MessagePackSerializationException("A stored response build breaks the naming rule.");
            targets.Add(new(platform, version, prerequisite, build, r.ReadInt64()));
        }

        return new(letter, targets.MoveToImmutable());
    }

    private static BuildNumber BaseOf(Platform platform, string text) =>
        (platform.IsApple ? BuildNumber.ParseBase(text) : BuildNumber.OfKernel(text))
        ?? throw new MessagePackSerializationException("A stored base build breaks the naming rule.");
}
