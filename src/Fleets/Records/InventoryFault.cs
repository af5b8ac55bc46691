namespace RsrActors.Fleets.Records;

/// <summary>The file cannot be read any further. The message says where, what was found, and what is allowed.</summary>
internal sealed class InventoryFault(string message) : Exception(message);
