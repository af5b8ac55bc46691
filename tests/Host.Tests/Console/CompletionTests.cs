using System.Collections.Immutable;
using CsCheck;
using RsrActors.Pbm;
using RsrActors.Pbm.Client;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Tests.Pbm;

public sealed class CompletionTests
{
    private static readonly ImmutableArray<Palette> Palettes = new SamplePalettes().All;
    private static readonly Gen<string> Parts = Gen.OneOf(
        [.. new[] { "shop", "show", " ", "-n", "\"", "'", "p", "help", "\\" }.Select(Gen.Const)]);

    [Theory]
    [InlineData("", "clock", "exit", "help", "shop")]
    [InlineData("sh", "shop")]
    [InlineData("shop", "shop")]
    [InlineData("shop ", "break", "help", "list", "many", "refuse", "show")]
    [InlineData("shop S", "show")]
    [InlineData("help ", "clock", "shop")]
    [InlineData("help clock ", "flood", "tick")]
    [InlineData("shop list ", "-beginning", "-json")]
    [InlineData("shop list -json ", "-beginning")]
    [InlineData("shop list -beginning ")]
    [InlineData("shop list -beginning p -", "-json")]
    [InlineData("shop show -gift -n pear ", "-colour", "-count", "-json", "-name")]
    [InlineData("shop show -colour ", "green", "red")]
    [InlineData("shop show -colour r", "red")]
    [InlineData("nonsense ", "help")]
    [InlineData("shop nonsense -")]
    public void Palettes_commands_switches_and_listed_values_are_completed_by_the_client(
        string typed, params string[] candidates) =>
        Assert.Equal(candidates, Assert.IsType<Completion.Known>(Completion.At(Palettes, typed)).Candidates);

    [Theory]
    [InlineData("shop show -n ", "", 13)]
    [InlineData("shop show -n p", "p", 13)]
    [InlineData("shop show -gift -name \"red a", "red a", 22)]
    [InlineData("shop show -name 'red ", "red ", 16)]
    [InlineData("shop show p", "p", 10)]
    public void Values_are_completed_by_the_host_from_what_is_typed(string line, string typed, int start)
    {
        var asked = Assert.IsType<Completion.Asked>(Completion.At(Palettes, line));

        Assert.Equal(
            ("shop", "show", "name", typed, start),
            (asked.Palette, asked.Command, asked.Switch, asked.Typed, asked.Start));
    }

    [Theory]
    [InlineData("shop show -n pear", true)]
    [InlineData("shop show -n \"red apple\"", true)]
    [InlineData("shop show -n \"red apple", false)]
    [InlineData("shop show -n ", false)]
    [InlineData("shop show -count 12", true)]
    [InlineData("shop show -colour r", false)]
    [InlineData("shop li", false)]
    public void Tab_after_a_complete_value_changes_nothing(string line, bool isFinished) =>
        Assert.Equal(isFinished, Completion.At(Palettes, line).IsFinished);

    [Fact]
    public void Tab_after_a_finished_value_adds_a_blank()
    {
        var editor = new LineEditor(new());
        foreach (var key in Keys.Of("shop_show_-count_12"))
            editor.Press(key);

        Assert.Empty(editor.Complete(Completion.At(Palettes, editor.Line.Before), []));

        Assert.Equal("shop show -count 12 ", editor.Line.Text);
    }

    [Fact]
    public void Tab_works_at_every_position() =>
        Parts.Array[0, 9].Sample(parts =>
        {
            var line = string.Concat(parts);
            Assert.InRange(Completion.At(Palettes, line).Start, 0, line.Length);
        });
}
