using RsrActors.Fleets.Importing;

namespace RsrActors.Scenarios.Keys;

/// <summary>Keeps how the dates of the fleet's inventory were read.</summary>
internal sealed class InventoryDates
{
    /// <summary>Null without an inventory, and when the order of its dates makes no difference.</summary>
    public DateReading? Reading { get; set; }
}
