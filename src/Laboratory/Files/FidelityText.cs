using RsrActors.Running;

namespace RsrActors.Laboratory.Files;

/// <summary>The words for <see cref="Fidelity"/>, in files and on the command line.</summary>
public static class FidelityText
{
    public const string Decisions = "decisions";
    public const string Full = "full";

    public static string Of(Fidelity fidelity) => fidelity is Fidelity.Full ? Full : Decisions;

    /// <param name="word">One of the two.</param>
    public static Fidelity Read(string word) => word == Full ? Fidelity.Full : Fidelity.Decisions;
}
