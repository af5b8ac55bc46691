namespace RsrActors.Scenarios.Hocon;

/// <summary>Where a value comes from: a line of a file, an option of the command line, or neither.</summary>
/// <param name="Order">
/// Complaints are ranked by it: options first, then lines, as if each included file stood in the place of its
/// <c>include</c>, then what is missing.
/// </param>
/// <param name="LineNumber">0 for a value that does not come from a file.</param>
/// <param name="Source">The included file; null for the scenario's own file.</param>
/// <param name="Referred">Where the value stands that a substitution stands for; empty without one.</param>
internal readonly record struct Origin(
    int Order, int LineNumber, int Column, string Option, HoconSource? Source = null, string Referred = "")
{
    public static readonly Origin Nowhere = new(int.MaxValue, 0, 0, "");

    /// <summary>As a refusal shows it, without the file.</summary>
    public string Words => (LineNumber == 0 ? Option
        : Column == 0 ? $"line {LineNumber}"
        : $"line {LineNumber}, column {Column}") + (Referred.Length == 0 ? "" : $", with the value of {Referred}");

    public static Origin Line(int line) => new(line, line, 0, "");

    public static Origin OfOption(string option) => new(0, 0, 0, option);
}
