using RsrActors.Model.Analytics;
using RsrActors.Model.Releases;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// All that is published to the whole fleet, as it stands. When a device sees it is the device's matter.
/// </summary>
public sealed record Publications(Catalogue Catalogue, AffectedApplications Affected, ManagementOrders Orders)
{
    public static readonly Publications None = new(Catalogue.Empty, AffectedApplications.None, ManagementOrders.None);

    /// <summary>With a newer document in place of the older one; the same when it is none.</summary>
    public Publications With(object document) => document switch
    {
        // Mail of one moment comes in any order: of two editions the later one holds.
        Catalogue catalogue => catalogue.Version > Catalogue.Version ? this with { Catalogue = catalogue } : this,
        AffectedApplications affected => affected.Version > Affected.Version ? this with { Affected = affected } : this,
        ManagementOrders orders => orders.Orders.Length > Orders.Orders.Length ? this with { Orders = orders } : this,
        _ => throw new ArgumentOutOfRangeException(nameof(document), document, "A new document needs a rule here."),
    };

    public static Publications FromCatalogue(Catalogue catalogue) => None with { Catalogue = catalogue };

    /// <summary>Nothing is published but the catalogue.</summary>
    public static implicit operator Publications(Catalogue catalogue) => FromCatalogue(catalogue);
}
