using RsrActors.Fleets.Importing;

namespace RsrActors.Scenarios.Keys;

/// <summary>Keeps how the fleet's inventory was read.</summary>
internal sealed class InventoryRead
{
    /// <summary>Null without an inventory.</summary>
    public ImportedFile? File { get; set; }
}
