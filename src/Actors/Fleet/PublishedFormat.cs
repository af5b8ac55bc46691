using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Analytics;
using RsrActors.Actors.Journal;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
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
            w.WriteFields(4);
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
            r.ReadFields(4);
            orders[i] = (r.ReadTime(), ReadManagement(ref r), r.ReadTextOrNull(), r.ReadTimeOrNull()) switch
            {
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
            w.WriteFields(3);
            w.Write(entry.Release);
            w.Write(entry.Percent);
            w.Write((int)entry.Status);
        }

        w.WriteArrayHeader(catalogue.Updates.Length);
        foreach (var entry in catalogue.Updates)
        {
            w.WriteFields(7);
            w.Write(entry.Release);
            w.Write(entry.Version);
            w.Write((int)entry.Platform);
            w.Write(entry.FromBuild);
            w.Write(entry.Build);
            w.Write(entry.Percent);
            w.Write((int)entry.Status);
        }
    }

    internal static Catalogue ReadCatalogue(ref MessagePackReader r)
    {
        r.ReadFields(4);
        var (version, effectiveAt) = (r.ReadInt32(), r.ReadTime());
        var responses = ImmutableArray.CreateBuilder<CatalogueEntry>(r.ReadArrayHeader());
        for (var i = 0; i < responses.Capacity; i++)
        {
            r.ReadFields(3);
            responses.Add(new(r.ReadText(), r.ReadDouble(), (CatalogueStatus)r.ReadInt32()));
        }

        var updates = ImmutableArray.CreateBuilder<UpdateEntry>(r.ReadArrayHeader());
        for (var i = 0; i < updates.Capacity; i++)
        {
            r.ReadFields(7);
            updates.Add(new(
                r.ReadText(), r.ReadText(), (Platform)r.ReadInt32(), r.ReadText(), r.ReadText(), r.ReadDouble(),
                (CatalogueStatus)r.ReadInt32()));
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
