using RsrActors.Model.Analytics;
using RsrActors.Model.Releases;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// The newest version of each document that is published to the whole fleet. The rules of each device decide when it
/// uses them.
/// </summary>
public sealed record Publications(Catalogue Catalogue, AffectedApplications Affected, ManagementOrders Orders)
{
    public static readonly Publications None = new(Catalogue.Empty, AffectedApplications.None, ManagementOrders.None);

    /// <summary>With a newer document in place of the older one; the same when the document is not newer.</summary>
    public Publications With(object document) => document switch
    {
        // Messages of one moment come in any order, so the higher version wins.
        Catalogue catalogue => catalogue.Version > Catalogue.Version ? this with { Catalogue = catalogue } : this,
        AffectedApplications affected => affected.Version > Affected.Version ? this with { Affected = affected } : this,
        ManagementOrders orders => orders.Orders.Length > Orders.Orders.Length ? this with { Orders = orders } : this,
        _ => throw new ArgumentOutOfRangeException(nameof(document), document, "A new document needs a rule here."),
    };

    public static Publications FromCatalogue(Catalogue catalogue) => None with { Catalogue = catalogue };

    /// <summary>Publications with a catalogue only.</summary>
    public static implicit operator Publications(Catalogue catalogue) => FromCatalogue(catalogue);
}
