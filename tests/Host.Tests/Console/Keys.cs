namespace RsrActors.Host.Tests.Pbm;

/// <summary>Keys by their names, separated by blanks. Other text is typed, with _ for a blank.</summary>
internal static class Keys
{
    public static IEnumerable<ConsoleKeyInfo> Of(string keys) => keys.Split(' ').SelectMany(Named);

    private static IEnumerable<ConsoleKeyInfo> Named(string key) => key switch
    {
        "←" => [Plain(ConsoleKey.LeftArrow)],
        "→" => [Plain(ConsoleKey.RightArrow)],
        "↑" => [Plain(ConsoleKey.UpArrow)],
        "↓" => [Plain(ConsoleKey.DownArrow)],
        "^←" => [Plain(ConsoleKey.LeftArrow, control: true)],
        "^→" => [Plain(ConsoleKey.RightArrow, control: true)],
        "home" => [Plain(ConsoleKey.Home)],
        "end" => [Plain(ConsoleKey.End)],
        "del" => [Plain(ConsoleKey.Delete)],
        "esc" => [Plain(ConsoleKey.Escape)],
        "tab" => [new('\t', ConsoleKey.Tab, false, false, false)],
        "enter" => [new('\r', ConsoleKey.Enter, false, false, false)],
        "⌫" => [new('\b', ConsoleKey.Backspace, false, false, false)],
        ['^', var letter] =>
            [new((char)(letter - 'a' + 1), ConsoleKey.A + (letter - 'a'), false, false, control: true)],
        _ => key.Select(one => new ConsoleKeyInfo(one == '_' ? ' ' : one, ConsoleKey.None, false, false, false)),
    };

    private static ConsoleKeyInfo Plain(ConsoleKey key, bool control = false) => new('\0', key, false, false, control);
}
