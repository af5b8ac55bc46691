using System.Text;

namespace RsrActors.Scenarios.Hocon;

/// <summary>Writes HOCON: one key per line, indented by two spaces per level.</summary>
internal sealed class HoconWriter
{
    private readonly StringBuilder _text = new();
    private int _level;

    public override string ToString() => _text.ToString();

    public void Comment(string text)
    {
        if (text.Length == 0)
            return;
        foreach (var line in text.Split('\n'))
            Line(line.Length == 0 ? "#" : $"# {line}");
    }

    public void Blank() => _text.Append('\n');

    public void Key(string key, string value) => Line($"{key} = {value}");

    public void Section(string name, Action write) => Block($"{name} {{", "}", write);

    public void Each<T>(string key, IEnumerable<T> items, Action<T> write) => Block($"{key} = [", "]", () =>
    {
        foreach (var item in items)
            Block("{", "}", () => write(item));
    });

    private void Block(string open, string close, Action write)
    {
        Line(open);
        _level++;
        write();
        _level--;
        Line(close);
    }

    private void Line(string line) => _text.Append(' ', 2 * _level).Append(line).Append('\n');
}
