namespace RsrActors.Profiles.Documents;

/// <summary>The file cannot be read any further. The message says where, what was found, and what is allowed.</summary>
internal sealed class DocumentFault(string message) : Exception(message);
