using MessagePack;
using RsrActors.Actors.Analytics;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Signing;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Updates;

/// <summary>The storage form of the update service's working state and snapshot.</summary>
internal static class UpdateServiceFormat
{
    public static PayloadFormat AddUpdateServiceStates(this PayloadFormat format, World world) => format
        .Add<UpdateServiceWorking>(
            "update-working-2",
            (ref w, s) =>
            {
                w.WriteFields(s.Grants.IsEmpty ? 4 : 5);
                PublishedFormat.WriteCatalogue(ref w, s.Catalogue);
                SigningFormat.WriteTallies(ref w, s.Tallies);
                RuleStateFormat.Write(ref w, s.Rules);
                EvidenceFormat.Write(ref w, s.Evidence);
                if (!s.Grants.IsEmpty)
                    GrantFormat.Write(ref w, s.Grants);
            },
            (ref r) =>
            {
                var fields = r.ReadArrayHeader();
                return new(
                    PublishedFormat.ReadCatalogue(ref r), SigningFormat.ReadTallies(ref r),
                    RuleStateFormat.Read(ref r), EvidenceFormat.Read(ref r),
                    fields > 4 ? GrantFormat.Read(ref r) : []);
            })
        .Add<UpdateServiceState>("update-state-1", WriteUpdateState, (ref r) => ReadUpdateState(ref r, world));

    private static void WriteUpdateState(ref MessagePackWriter w, UpdateServiceState state)
    {
        w.WriteFields(2);
        w.Write(state.Seq);
        w.WriteArrayHeader(state.Releases.Length);
        foreach (var release in state.Releases)
        {
            var (phase, since, percent, flag) = Parts(release.Phase);
            w.WriteFields(8 + PublishedFormat.Extras(release.Standings, release.Admission));
            w.Write(release.Release.Id);
            w.Write(release.Seq);
            w.Write(phase);
            w.Write(since);
            w.Write(percent);
            w.Write(flag);
            w.Write(release.PausedFor);
            w.Write(release.Phase is ReleasePhase.Paused pause ? pause.At : default);
            PublishedFormat.WriteExtras(ref w, release.Standings, release.Admission);
        }
    }

    private static UpdateServiceState ReadUpdateState(ref MessagePackReader r, World world)
    {
        r.ReadFields(2);
        var seq = r.ReadInt32();
        var releases = new ReleaseState[r.ReadArrayHeader()];
        for (var i = 0; i < releases.Length; i++)
        {
            var fields = r.ReadArrayHeader();
            var id = r.ReadText();
            var (last, phase, since, percent, flag) =
                (r.ReadInt32(), r.ReadInt32(), r.ReadTime(), r.ReadDouble(), r.ReadBoolean());
            var pausedFor = r.ReadSpan();
            var state = new ReleaseState(
                world.Scenario.AllReleases.First(release => release.Id == id), last,
                Phase(phase, since, percent, flag, r.ReadTime()))
            {
                Rings = world.Fleet.Rings, IsDeferrable = world.Fleet.HasDeferrals, PausedFor = pausedFor,
            };
            var (standings, admission) = PublishedFormat.ReadExtras(ref r, fields - 8);
            releases[i] = state with { Standings = standings, Admission = admission };
        }

        return new(seq, [.. releases]);
    }

    private static (int Phase, VirtualTime Since, double Percent, bool Flag) Parts(ReleasePhase phase) => phase switch
    {
        ReleasePhase.Undrafted => (0, default, 0, false),
        ReleasePhase.Draft => (1, default, 0, false),
        ReleasePhase.Ramping { SetBy: RampSource.Operator } p => (6, p.Since, p.Percent, p.Held),
        ReleasePhase.Ramping p => (2, p.Since, p.Percent, p.Held),
        ReleasePhase.Paused p => (3, p.Since, p.Percent, false),
        ReleasePhase.Withdrawn p => (4, default, 0, p.RemoveFromDevices),
        ReleasePhase.Superseded => (5, default, 0, false),
        _ => throw new UnknownPayloadException($"{phase.GetType().Name} has no storage form; add one here."),
    };

    private static ReleasePhase Phase(
        int phase, VirtualTime since, double percent, bool flag, VirtualTime pausedAt) => phase switch
    {
        0 => new ReleasePhase.Undrafted(),
        1 => new ReleasePhase.Draft(),
        2 => new ReleasePhase.Ramping(since, percent, RampSource.Rule, flag),
        3 => new ReleasePhase.Paused(since, percent, pausedAt),
        4 => new ReleasePhase.Withdrawn(flag),
        5 => new ReleasePhase.Superseded(),
        6 => new ReleasePhase.Ramping(since, percent, RampSource.Operator, flag),
        _ => throw new MessagePackSerializationException(
            $"A release is stored in phase {phase}, which does not exist."),
    };
}
