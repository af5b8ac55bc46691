using CsCheck;
using RsrActors.Pbm.Client;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Tests.Pbm;

public sealed class LineEditorTests
{
    private static readonly string[] SomeKeys =
        ["a", "😀", "日", "_", "←", "→", "^←", "^→", "⌫", "del", "home", "end", "^w", "^u", "^k", "↑", "↓", "enter"];

    private readonly LineEditor _editor = new(new());

    [Theory]
    [InlineData("abc", "abc|")]
    [InlineData("abc ← ← x", "ax|bc")]
    [InlineData("abc home x", "x|abc")]
    [InlineData("abc home del end x", "bcx|")]
    [InlineData("abc ⌫ ⌫", "a|")]
    [InlineData("⌫ ← → del", "|")]
    [InlineData("ab_cd ^w", "ab |")]
    [InlineData("ab_cd_ ^w", "ab |")]
    [InlineData("ab_cd ^← ^k", "ab |")]
    [InlineData("ab_cd ^← ^u", "|cd")]
    [InlineData("ab_cd home ^→ x", "abx| cd")]
    [InlineData("😀 ⌫", "|")]
    [InlineData("😀 ← del", "|")]
    [InlineData("😀a ← ← x", "x|😀a")]
    [InlineData("ab esc ^g x", "abx|")]
    public void Keys_edit_as_in_a_shell(string keys, string line)
    {
        Press(keys);

        Assert.Equal(line, _editor.Line.Text.Insert(_editor.Line.Cursor, "|"));
    }

    [Fact]
    public void Arrows_go_through_earlier_lines_and_back_to_the_typed_one()
    {
        foreach (var line in "one two two _".Split(' '))
        {
            Press(line);
            _editor.Take();
        }

        Press("half");
        var seen = "↑ ↑ ↑ ↓ ↓ ↓".Split(' ').Select(key =>
        {
            Press(key);
            return _editor.Line.Text;
        });

        Assert.Equal("two one one two half half", string.Join(' ', seen));
    }

    [Theory]
    [InlineData("^c", KeyMeaning.Interrupted)]
    [InlineData("^d", KeyMeaning.InputEnded)]
    [InlineData("a ^d", KeyMeaning.Edited)]
    [InlineData("tab", KeyMeaning.CompletionWanted)]
    [InlineData("enter", KeyMeaning.Entered)]
    [InlineData("^l", KeyMeaning.ScreenCleared)]
    internal void Some_keys_are_for_the_prompt(string keys, KeyMeaning meaning) => Assert.Equal(meaning, Press(keys));

    [Theory]
    [InlineData("shop sh", "shop show |")]
    [InlineData("s", "shop |")]
    [InlineData("shop show -co", "shop show -co|", "-colour", "-count")]
    [InlineData("shop show -c", "shop show -co|")]
    [InlineData("shop show -colour r", "shop show -colour red |")]
    [InlineData("shop nothing -x", "shop nothing -x|")]
    public void Tab_inserts_the_common_prefix_and_lists_the_alternatives(
        string typed, string line, params string[] choice)
    {
        foreach (var one in typed)
            _editor.Press(new(one, ConsoleKey.None, false, false, false));
        var completion = Assert.IsType<Completion.Known>(Completion.At(new SamplePalettes().All, _editor.Line.Before));

        Assert.Equal(choice, _editor.Complete(completion, completion.Candidates));
        Assert.Equal(line, _editor.Line.Text.Insert(_editor.Line.Cursor, "|"));
    }

    [Theory]
    [InlineData("-n r", "-n \"red apple\" ", "red apple")]
    [InlineData("-n 're", "-n \"red apple\" ", "red apple")]
    [InlineData("-n r", "-n \"red ", "red apple", "red plum")]
    [InlineData("-n \"red a", "-n \"red apple\" ", "red apple")]
    public void Values_with_blanks_are_quoted(string typed, string line, params string[] values)
    {
        foreach (var one in typed)
            _editor.Press(new(one, ConsoleKey.None, false, false, false));
        var word = LineWords.Split(typed)[^1];

        _editor.Complete(new Completion.Known(word.Start, word.Text, []), [.. values]);

        Assert.Equal(line, _editor.Line.Text);
    }

    [Theory]
    [InlineData("abc", 3, 40, "> abc", 5)]
    [InlineData("abcdefghij", 10, 8, "> fghij", 7)]
    [InlineData("abcdefghij", 0, 8, "> abcde", 2)]
    [InlineData("abcdefghij", 6, 8, "> bcdef", 7)]
    [InlineData("abc", 3, 3, "bc", 2)]
    [InlineData("日本語", 3, 40, "> 日本語", 8)]
    [InlineData("日本語x", 4, 8, "> 本語x", 7)]
    [InlineData("日本語", 0, 8, "> 日本", 2)]
    [InlineData("a🍏b", 3, 40, "> a🍏b", 5)]
    [InlineData("🍏🍏🍏", 6, 7, "> 🍏🍏", 6)]
    public void The_cursor_is_always_visible(string text, int cursor, int width, string row, int column) =>
        Assert.Equal(new LineView(row, column), LineView.Of("> ", new(text, cursor), width));

    [Fact]
    public void No_keys_and_no_width_break_a_line() => Gen.Select(
            Gen.OneOf([.. SomeKeys.Select(Gen.Const)]).Array[0, 30],
            Gen.Int[0, 20])
        .Sample((keys, width) =>
        {
            var editor = new LineEditor(new(capacity: 3));
            foreach (var key in keys)
            {
                if (Press(editor, key) == KeyMeaning.Entered)
                    editor.Take();
                Assert.InRange(editor.Line.Cursor, 0, editor.Line.Text.Length);
                var view = LineView.Of("> ", editor.Line, width);
                Assert.InRange(view.Width, 0, Math.Max(1, width - 1));
                Assert.InRange(view.Cursor, 0, view.Width);
            }
        });

    [Fact]
    public void The_history_starts_at_the_latest_line_again_after_a_line_is_dropped()
    {
        foreach (var line in (string[])["a", "b"])
        {
            Press(line);
            _editor.Take();
        }

        Press("x ↑ ↑");
        _editor.Discard();
        Press("↑");

        Assert.Equal("b", _editor.Line.Text);
        Press("↓");
        Assert.Equal("", _editor.Line.Text);
    }

    private KeyMeaning Press(string keys) => Press(_editor, keys);

    private static KeyMeaning Press(LineEditor editor, string keys)
    {
        var meaning = KeyMeaning.Edited;
        foreach (var key in Keys.Of(keys))
            meaning = editor.Press(key);
        return meaning;
    }
}
