using MessagePack;
using RsrActors.Actors.Operations;
using RsrActors.Model.Devices.States;

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
                AnalyticsFormat.WriteAffected(ref w, p.Affected);
                WriteOrders(ref w, p.Orders);
            },
            (ref r) =>
            {
                r.ReadFields(3);
                return new(MailFormat.ReadCatalogue(ref r), AnalyticsFormat.ReadAffected(ref r), ReadOrders(ref r));
            })
        .Add<ManagementOrders>("management-orders-1", WriteOrders, ReadOrders)
        .Add<OperatorWorking>(
            "operator-working-1",
            (ref w, p) => { w.WriteFields(2); WriteOrders(ref w, p.Orders); w.Write(p.Heard); },
            (ref r) => { r.ReadFields(2); return new(ReadOrders(ref r), r.ReadTime()); });

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
                (var at, null, { } release, { } deadline) => new ManagementOrder.Enforce(at, release, deadline),
                var (at, _, _, _) => new ManagementOrder.Remove(at),
            };
        }

        return new([.. orders]);
    }
}
