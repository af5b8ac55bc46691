using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Analytics;
using RsrActors.Actors.Journal;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Scenarios;

namespace RsrActors.Actors.Fleet;

/// <summary>
/// The stored form of what is published to the fleet: messages in flight, and a cohort's working state.
/// </summary>
internal static class PublishedFormat
{
    public static PayloadFormat AddPublished(this PayloadFormat format) => format
        .Add<Publications>(
            "publications-1",
            (ref w, p) =>
            {
                w.WriteFields(3);
                WriteCatalogue(ref w, p.Catalogue);
                AnalyticsFormat.WriteAffected(ref w, p.Affected);
                WriteOrders(ref w, p.Orders);
            },
            (ref r) =>
            {
                r.ReadFields(3);
                return new(ReadCatalogue(ref r), AnalyticsFormat.ReadAffected(ref r), ReadOrders(ref r));
            })
        .Add<ManagementOrders>("management-orders-1", WriteOrders, ReadOrders)
        .Add<Catalogue>("catalogue-1", WriteCatalogue, ReadCatalogue);

    internal static void WriteOrders(ref MessagePackWriter w, ManagementOrders orders)
    {
        w.WriteArrayHeader(orders.Orders.Length);
        foreach (var order in orders.Orders)
        {
            w.WriteFields(order is ManagementOrder.Enforce { IsLocal: true } ? 5 : 4);
            w.Write(order.At);
            switch (order)
            {
                case ManagementOrder.Restrict o:
                    WriteManagement(ref w, o.Settings);
                    w.WriteNil();
                    w.WriteNil();
                    break;
                case ManagementOrder.Enforce o:
                    w.WriteNil();
                    w.Write(o.Release);
                    w.Write(o.Deadline);
                    if (o.IsLocal)
                        w.Write(o.Notifies);
                    break;
                case ManagementOrder.Remove:
                    w.WriteNil();
                    w.WriteNil();
                    w.WriteNil();
                    break;
                default:
                    throw new UnknownPayloadException($"{order.GetType().Name} has no storage form; add one here.");
            }
        }
    }

    internal static ManagementOrders ReadOrders(ref MessagePackReader r)
    {
        var orders = new ManagementOrder[r.ReadArrayHeader()];
        for (var i = 0; i < orders.Length; i++)
        {
            var isLocal = r.ReadArrayHeader() == 5;
            orders[i] = (r.ReadTime(), ReadManagement(ref r), r.ReadTextOrNull(), r.ReadTimeOrNull()) switch
            {
                (var at, null, { } release, { } deadline) when isLocal =>
                    new ManagementOrder.Enforce(at, release, deadline, IsLocal: true, r.ReadBoolean()),
                (var at, { } settings, _, _) => new ManagementOrder.Restrict(at, settings),
                (var at, null, { } release, { } deadline) => new ManagementOrder.Enforce(at, release, deadline),
                var (at, _, _, _) => new ManagementOrder.Remove(at),
            };
        }

        return new([.. orders]);
    }

    internal static void WriteCatalogue(ref MessagePackWriter w, Catalogue catalogue)
    {
        w.WriteFields(4);
        w.Write(catalogue.Version);
        w.Write(catalogue.EffectiveAt);
        w.WriteArrayHeader(catalogue.Responses.Length);
        foreach (var entry in catalogue.Responses)
        {
            w.WriteFields(3 + Extras(entry.Rings, entry.Admission));
            w.Write(entry.Release);
            w.Write(entry.Percent);
            w.Write((int)entry.Status);
            WriteExtras(ref w, entry.Rings, entry.Admission);
        }

        w.WriteArrayHeader(catalogue.Updates.Length);
        foreach (var entry in catalogue.Updates)
        {
            w.WriteFields(7 + (entry.PublishedAt is null ? Extras(entry.Rings, entry.Admission) : 3));
            w.Write(entry.Release);
            w.Write(entry.Version);
            w.Write((int)entry.Platform);
            w.Write(entry.FromBuild);
            w.Write(entry.Build);
            w.Write(entry.Percent);
            w.Write((int)entry.Status);
            WriteExtras(ref w, entry.Rings, entry.Admission);
            if (entry.PublishedAt is not { } published)
                continue;
            for (var absent = Extras(entry.Rings, entry.Admission); absent < 2; absent++)
                w.WriteNil();
            w.Write(published);
        }
    }

    /// <summary>
    /// The number of optional fields: none, the rings, or the rings (nil for none) and the admission.
    /// </summary>
    internal static int Extras(RingStandings? rings, PublishedAdmission? admission) =>
        admission is not null ? 2 : rings is not null ? 1 : 0;

    internal static void WriteExtras(ref MessagePackWriter w, RingStandings? rings, PublishedAdmission? admission)
    {
        if (rings is not null)
            WriteRings(ref w, rings);
        else if (admission is not null)
            w.WriteNil();
        if (admission is null)
            return;
        w.WriteFields(2);
        w.Write(admission.Published);
        WriteAdmission(ref w, admission.Way);
    }

    internal static (RingStandings? Rings, PublishedAdmission? Admission) ReadExtras(
        ref MessagePackReader r, int extras)
    {
        var rings = extras == 0 || r.TryReadNil() ? null : ReadRings(ref r);
        if (extras < 2 || r.TryReadNil())
            return (rings, null);
        r.ReadFields(2);
        var published = r.ReadTime();
        return (rings, new(ReadAdmission(ref r), published));
    }

    internal static void WriteAdmission(ref MessagePackWriter w, IAdmission admission)
    {
        var terms = AdmissionTerms.Of(admission)
            ?? throw new UnknownPayloadException($"{admission.GetType().Name} has no storage form; add one here.");
        w.WriteFields(2);
        w.Write(terms.Name);
        w.WriteArrayHeader(terms.Numbers.Length);
        foreach (var (name, value) in terms.Numbers)
        {
            w.WriteFields(2);
            w.Write(name);
            w.Write(value);
        }
    }

    internal static IAdmission ReadAdmission(ref MessagePackReader r)
    {
        r.ReadFields(2);
        var name = r.ReadText();
        var numbers = new AdmissionNumber[r.ReadArrayHeader()];
        for (var i = 0; i < numbers.Length; i++)
        {
            r.ReadFields(2);
            numbers[i] = new(r.ReadText(), r.ReadDouble());
        }

        return new AdmissionTerms(name, [.. numbers]).Admission
            ?? throw new MessagePackSerializationException($"An admission is stored as '{name}', which is unknown.");
    }

    private static void WriteRings(ref MessagePackWriter w, RingStandings rings)
    {
        w.WriteFields(2);
        w.Write(rings.Published);
        w.WriteArrayHeader(rings.All.Length);
        foreach (var ring in rings.All)
        {
            w.WriteFields(2);
            w.Write(ring.Since);
            w.Write(ring.IsHeld);
        }
    }

    private static RingStandings ReadRings(ref MessagePackReader r)
    {
        r.ReadFields(2);
        var published = r.ReadTime();
        var rings = new RingStanding[r.ReadArrayHeader()];
        for (var i = 0; i < rings.Length; i++)
        {
            r.ReadFields(2);
            rings[i] = new(r.ReadTime(), r.ReadBoolean());
        }

        return new(published, [.. rings]);
    }

    internal static Catalogue ReadCatalogue(ref MessagePackReader r)
    {
        r.ReadFields(4);
        var (version, effectiveAt) = (r.ReadInt32(), r.ReadTime());
        var responses = ImmutableArray.CreateBuilder<CatalogueEntry>(r.ReadArrayHeader());
        for (var i = 0; i < responses.Capacity; i++)
        {
            var fields = r.ReadArrayHeader();
            var entry = new CatalogueEntry(r.ReadText(), r.ReadDouble(), (CatalogueStatus)r.ReadInt32());
            var (rings, admission) = ReadExtras(ref r, fields - 3);
            responses.Add(entry with { Rings = rings, Admission = admission });
        }

        var updates = ImmutableArray.CreateBuilder<UpdateEntry>(r.ReadArrayHeader());
        for (var i = 0; i < updates.Capacity; i++)
        {
            var fields = r.ReadArrayHeader();
            var entry = new UpdateEntry(
                r.ReadText(), r.ReadText(), (Platform)r.ReadInt32(), r.ReadText(), r.ReadText(), r.ReadDouble(),
                (CatalogueStatus)r.ReadInt32());
            var (rings, admission) = ReadExtras(ref r, fields - 7);
            updates.Add(entry with
            {
                Rings = rings, Admission = admission, PublishedAt = fields == 10 ? r.ReadTime() : null,
            });
        }

        return new(version, effectiveAt, responses.MoveToImmutable(), updates.MoveToImmutable());
    }

    internal static void WriteManagement(ref MessagePackWriter w, Management? managed)
    {
        if (managed is null)
        {
            w.WriteNil();
            return;
        }

        w.WriteFields(2);
        w.Write(managed.AllowInstallation);
        w.Write(managed.AllowRemoval);
    }

    internal static Management? ReadManagement(ref MessagePackReader r)
    {
        if (r.TryReadNil())
            return null;
        r.ReadFields(2);
        return new(r.ReadBoolean(), r.ReadBoolean());
    }
}
