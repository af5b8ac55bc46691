using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Actors.Updates;

/// <summary>The storage form of what rollout rules remember.</summary>
internal static class RuleStateFormat
{
    public static void Write(ref MessagePackWriter w, ImmutableArray<RolloutStanding> rules)
    {
        w.WriteArrayHeader(rules.Length);
        foreach (var (release, state, next) in rules)
        {
            w.WriteFields(8);
            w.Write(release);
            w.Write(next);
            WritePart(ref w, state.Ramp);
            w.WriteArrayHeader(state.Brakes.Length);
            foreach (var brake in state.Brakes)
                WritePart(ref w, brake);
            WritePending(ref w, state.Pending);
            w.Write(state.IsHeld);
            w.Write(state.HaltedBy ?? -1);
            w.Write(state.StartedOver);
        }
    }

    public static ImmutableArray<RolloutStanding> Read(ref MessagePackReader r)
    {
        var rules = new RolloutStanding[r.ReadArrayHeader()];
        for (var i = 0; i < rules.Length; i++)
        {
            r.ReadFields(8);
            var (release, next) = (r.ReadText(), r.ReadTime());
            var ramp = ReadPart(ref r);
            var brakes = new PartStanding[r.ReadArrayHeader()];
            for (var brake = 0; brake < brakes.Length; brake++)
                brakes[brake] = ReadPart(ref r);
            var pending = ReadPending(ref r);
            var (isHeld, haltedBy) = (r.ReadBoolean(), r.ReadInt32());
            rules[i] = new(
                release,
                new(ramp, [.. brakes])
                {
                    Pending = pending, IsHeld = isHeld, HaltedBy = haltedBy < 0 ? null : haltedBy,
                    StartedOver = r.ReadTime(),
                },
                next);
        }

        return [.. rules];
    }

    private static void WritePart(ref MessagePackWriter w, PartStanding part)
    {
        w.WriteFields(4);
        WriteNumbers(ref w, part.State);
        w.Write(part.Next);
        w.Write(part.IsDone);
        w.Write(part.Holds);
    }

    private static PartStanding ReadPart(ref MessagePackReader r)
    {
        r.ReadFields(4);
        return new(ReadNumbers(ref r), r.ReadTime(), r.ReadBoolean(), r.ReadBoolean());
    }

    private static void WriteNumbers(ref MessagePackWriter w, PartState state)
    {
        w.WriteArrayHeader(state.Numbers.Length);
        foreach (var number in state.Numbers)
            w.Write(number);
    }

    private static PartState ReadNumbers(ref MessagePackReader r)
    {
        var numbers = new double[r.ReadArrayHeader()];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = r.ReadDouble();
        return new(numbers);
    }

    private static void WritePending(ref MessagePackWriter w, PendingDecision? pending)
    {
        if (pending is null)
        {
            w.WriteNil();
            return;
        }

        var (kind, percent, effects, remove) = pending.Decision switch
        {
            RuleDecision.Halt halt => (0, 0.0, (int)halt.Effects, false),
            RuleDecision.Withdraw withdraw => (1, 0, 0, withdraw.RemoveFromDevices),
            RuleDecision.StartOver over => (2, over.Percent, 0, false),
            var other => throw new UnknownPayloadException($"{other.GetType().Name} does not wait for a person."),
        };
        w.WriteFields(9);
        w.Write(pending.At);
        w.Write(pending.Brake);
        w.Write(kind);
        w.Write(percent);
        w.Write(effects);
        w.Write(remove);
        w.Write(pending.Decision.By);
        w.Write(pending.Decision.Because.Sentence);
        WriteFigures(ref w, pending.Decision.Because.Figures);
    }

    /// <summary>The figures that a decision saw.</summary>
    public static void WriteFigures(ref MessagePackWriter w, ImmutableArray<Figure> figures)
    {
        w.WriteArrayHeader(figures.Length);
        foreach (var (name, value) in figures)
        {
            w.WriteFields(2);
            w.Write(name);
            w.Write(value);
        }
    }

    public static ImmutableArray<Figure> ReadFigures(ref MessagePackReader r)
    {
        var figures = new Figure[r.ReadArrayHeader()];
        for (var i = 0; i < figures.Length; i++)
        {
            r.ReadFields(2);
            figures[i] = new(r.ReadText(), r.ReadDouble());
        }

        return [.. figures];
    }

    private static PendingDecision? ReadPending(ref MessagePackReader r)
    {
        if (r.TryReadNil())
            return null;
        r.ReadFields(9);
        var (at, brake, kind, percent) = (r.ReadTime(), r.ReadInt32(), r.ReadInt32(), r.ReadDouble());
        var (effects, remove, by, why) = ((HaltEffects)r.ReadInt32(), r.ReadBoolean(), r.ReadText(), r.ReadText());
        var because = new Because(why, ReadFigures(ref r));
        return new(at, brake, kind switch
        {
            0 => new RuleDecision.Halt(effects, by, because),
            1 => new RuleDecision.Withdraw(remove, by, because),
            2 => new RuleDecision.StartOver(percent, by, because),
            _ => throw new MessagePackSerializationException(
                $"A decision is stored as number {kind}, which does not exist."),
        });
    }
}
