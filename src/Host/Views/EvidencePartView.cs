namespace RsrActors.Host.Views;

/// <summary>
/// A part of a release's evidence: its name (<c>part</c>), what it is about, and its figures. Figures that are zero may
/// be left out, so the names differ from part to part.
/// </summary>
internal sealed class EvidencePartView() : Dictionary<string, object>(StringComparer.Ordinal);
