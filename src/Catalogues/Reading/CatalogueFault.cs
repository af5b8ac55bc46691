namespace RsrActors.Catalogues.Reading;

/// <summary>The file is no catalogue. The message says where, what was found, and what is allowed.</summary>
internal sealed class CatalogueFault(string message) : Exception(message);
