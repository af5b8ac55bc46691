namespace RsrActors.Fleets.Importing;

/// <summary>Why a row is not a device of the fleet. These rows are left out by rule.</summary>
public enum Skipped
{
    /// <summary>A row without a name and a serial number: it continues the values of the device above it.</summary>
    Continuation,

    /// <summary>The platform has no responses: another vendor's, a watch, a television.</summary>
    OtherPlatform,

    /// <summary>The tool has the device as removed.</summary>
    Removed,

    /// <summary>A line of CSV without a character.</summary>
    BlankLine,
}

/// <summary>A row that is not understood.</summary>
/// <param name="Row">Its number in the file.</param>
/// <param name="Field">The meaning of the column that is at fault.</param>
/// <param name="Reason">What was found, and what is allowed. It has no value of the row.</param>
/// <param name="Shown">
/// The value at fault in quotes, shortened, for the terminal alone; or what it is, where it may name a person.
/// </param>
public sealed record Rejection(long Row, string Field, string Reason, string Shown = "")
{
    /// <summary>The file of the row.</summary>
    public string File { get; init; } = "";

    /// <summary>
    /// The model as the row has it, shortened, or what it is where it may name a person; empty where it is not read.
    /// </summary>
    public string Model { get; init; } = "";

    /// <summary>The version, where it was understood. No other value of the row is kept.</summary>
    public string Version { get; init; } = "";

    /// <summary>One sentence, for a terminal.</summary>
    public string Message => Shown.Length > 0
        ? $"row {Row}: {Field}: found {Shown}, {Reason}"
        : $"row {Row}: {Field}: {Reason}";
}
