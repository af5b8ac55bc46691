namespace Petabridge.Cmd;

/// <summary>A call: each argument is the switch as typed, and its value.</summary>
public sealed class Command(string palette, string name, Tuple<string, string>[] arguments)
{
    public string Palette => palette;

    public string Name => name;

    public IReadOnlyList<Tuple<string, string>> Arguments => arguments;
}

public class CommandResponse(string msg, bool final)
{
    public CommandResponse(string msg)
        : this(msg, true)
    {
    }

    public static CommandResponse Empty { get; } = new("");

    public string Msg => msg;

    public bool Final => final;
}

public sealed class ErroredCommandResponse(string msg, bool final) : CommandResponse(msg, final)
{
    public ErroredCommandResponse(string msg)
        : this(msg, true)
    {
    }
}
