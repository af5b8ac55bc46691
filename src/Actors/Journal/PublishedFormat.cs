using MessagePack;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;

namespace RsrActors.Actors.Journal;

/// <summary>The storage form of what is published to the whole fleet, on its way and at a cohort.</summary>
internal static class PublishedFormat
{
    public static PayloadFormat AddPublished(this PayloadFormat format) => format
        .Add<Publications>(
            "publications-1",
            (ref w, p) =>
            {
                w.WriteFields(3);
                MailFormat.WriteCatalogue(ref w, p.Catalogue);
                WriteAffected(ref w, p.Affected);
                WriteOrders(ref w, p.Orders);
            },
            (ref r) =>
            {
                r.ReadFields(3);
                return new(MailFormat.ReadCatalogue(ref r), ReadAffected(ref r), ReadOrders(ref r));
            })
        .Add<AffectedApplications>("affected-list-1", WriteAffected, ReadAffected)
        .Add<ManagementOrders>("management-orders-1", WriteOrders, ReadOrders);

    private static void WriteAffected(ref MessagePackWriter w, AffectedApplications affected)
    {
        w.WriteFields(2);
        w.Write(affected.Version);
        w.WriteArrayHeader(affected.Entries.Length);
        foreach (var entry in affected.Entries)
        {
            w.WriteFields(3);
            w.Write(entry.Release);
            w.Write(entry.Application);
            w.Write(entry.EffectiveAt);
        }
    }

    private static AffectedApplications ReadAffected(ref MessagePackReader r)
    {
        r.ReadFields(2);
        var version = r.ReadInt32();
        var entries = new AffectedApplication[r.ReadArrayHeader()];
        for (var i = 0; i < entries.Length; i++)
        {
            r.ReadFields(3);
            entries[i] = new(r.ReadText(), r.ReadText(), r.ReadTime());
        }

        return new(version, [.. entries]);
    }

    private static void WriteOrders(ref MessagePackWriter w, ManagementOrders orders)
    {
        w.WriteArrayHeader(orders.Orders.Length);
        foreach (var order in orders.Orders)
        {
            w.WriteFields(4);
            w.Write(order.At);
            switch (order)
            {
                case ManagementOrder.Restrict o:
                    DeviceEventFormat.WriteManagement(ref w, o.Settings);
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

    private static ManagementOrders ReadOrders(ref MessagePackReader r)
    {
        var orders = new ManagementOrder[r.ReadArrayHeader()];
        for (var i = 0; i < orders.Length; i++)
        {
            r.ReadFields(4);
            orders[i] = (r.ReadTime(), DeviceEventFormat.ReadManagement(ref r), r.ReadTextOrNull(), r.ReadTimeOrNull()) switch
            {
                (var at, { } settings, _, _) => new ManagementOrder.Restrict(at, settings),
                (var at, null, { } release, { } deadline) => new ManagementOrder.Enforce(at, string.Intern(release), deadline),
                var (at, _, _, _) => new ManagementOrder.Remove(at),
            };
        }

        return new([.. orders]);
    }
}
