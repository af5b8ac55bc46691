namespace RsrActors.Scenarios.Hocon;

/// <summary>Where a value comes from: a line of the file, an option of the command line, or neither.</summary>
/// <param name="Order">Complaints are ranked by it: options first, then the file's lines, then what is missing.</param>
/// <param name="LineNumber">0 for a value that does not come from the file.</param>
internal readonly record struct Origin(int Order, int LineNumber, int Column, string Option)
{
    public static readonly Origin Nowhere = new(int.MaxValue, 0, 0, "");

    /// <summary>As a refusal shows it.</summary>
    public string Words => LineNumber == 0 ? Option
        : Column == 0 ? $"line {LineNumber}"
        : $"line {LineNumber}, column {Column}";

    public static Origin Line(int line) => new(line, line, 0, "");

    public static Origin Place(int line, int column) => new(line, line, column, "");

    public static Origin OfOption(string option) => new(0, 0, 0, option);
}
