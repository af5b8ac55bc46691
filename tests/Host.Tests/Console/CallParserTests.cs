using System.Collections.Immutable;
using CsCheck;
using RsrActors.Pbm;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Tests.Pbm;

public sealed class CallParserTests
{
    private static readonly ImmutableArray<Palette> Palettes = new SamplePalettes().All;
    private static readonly CallParser Parser = new(Palettes);

    [Theory]
    [InlineData("shop list", "beginning=")]
    [InlineData("SHOP List -B p", "beginning=p")]
    [InlineData("shop list -json", "json= beginning=")]
    [InlineData("shop show -n pear", "name=pear count=1")]
    [InlineData("shop show -name pear -N plum -c 2", "name=pear name=plum count=2")]
    [InlineData("shop show -gift -n pear -colour RED", "gift= name=pear colour=RED count=1")]
    [InlineData("shop show -n -pear", "name=-pear count=1")]
    [InlineData("shop show pear", "name=pear count=1")]
    [InlineData("shop show pear -c 2 -n plum", "name=pear count=2 name=plum")]
    public void A_call_has_its_switches_and_their_defaults(string line, string switches)
    {
        var call = Assert.IsType<Understood.AsCall>(Parse(line)).Call;

        Assert.Equal(switches, string.Join(' ', call.Switches.Select(one => $"{one.Name}={one.Value}")));
    }

    [Theory]
    [InlineData("", "needs a palette")]
    [InlineData("shpo list", "did you mean 'shop'?")]
    [InlineData("nonsense", "'help' lists them")]
    [InlineData("shop", "list, show, refuse")]
    [InlineData("shop lst", "did you mean 'list'?")]
    [InlineData("shop nonsense", "'shop help' lists them")]
    [InlineData("shop list pear", "a value follows its switch")]
    [InlineData("shop list -begining p", "did you mean '-beginning'?")]
    [InlineData("shop refuse -gift", "'-gift' is no switch of 'shop refuse'")]
    [InlineData("shop show", "needs -name: Which ones.")]
    [InlineData("shop show pear plum", "a value follows its switch")]
    [InlineData("shop show -n", "-name needs a value")]
    [InlineData("shop show -n -c 2", "-name needs a value")]
    [InlineData("shop show -n pear -c 2 -count 3", "-count is given twice")]
    [InlineData("shop show -n pear -c few", "-count is 'few'; it must be a whole number")]
    [InlineData("shop show -n pear -c -2", "it must be a whole number")]
    [InlineData("shop show -n pear -colour blue", "it may be red, green")]
    [InlineData("help nonsense", "is no palette")]
    [InlineData("help shop nonsense", "is no command of 'shop'")]
    [InlineData("help shop list now", "Help is about")]
    public void A_call_with_a_mistake_is_refused(string line, string hint) =>
        Assert.Contains(hint, Assert.IsType<Understood.NotAtAll>(Parse(line)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("help", "  clock  What goes on.")]
    [InlineData("Help shop", "  shop list    Lists the goods.")]
    [InlineData("shop help", "  shop list    Lists the goods.")]
    [InlineData("help shop show", "shop show -name NAME… [-count COUNT] [-colour COLOUR] [-gift] [-json]")]
    [InlineData("shop help show", "  -n, -name   Which ones. Required. May be repeated.")]
    [InlineData("shop show help", "  -c, -count  How many. Default: 1.")]
    [InlineData("shop show --help", "  -colour     In which colour. One of red, green.")]
    [InlineData("shop show -help", "  shop show -n pear -n \"red apple\" -count 2")]
    [InlineData("shop list help", "  -json           One JSON object a line instead of text.")]
    [InlineData("clock tick help", "Ticks once, and waits. Goes on until Ctrl-C.")]
    [InlineData("shop refuse help", "Never sells.")]
    public void Help_explains_all_palettes_one_palette_or_one_command(string line, string told) =>
        Assert.Contains(told, Assert.IsType<Understood.AsHelp>(Parse(line)).Lines);

    [Fact]
    public void Values_are_passed_on_unchanged() =>
        Gen.String.Where(value => Palettes[0].Find("show")!.Find(value) is null)
        .Array[1, 4]
        .Sample(values =>
        {
            var words = values.SelectMany(value => new[] { "-n", value });
            var line = LineWords.Join(["shop", "show", .. words]);

            Assert.Equal(values, Assert.IsType<Understood.AsCall>(Parse(line)).Call.All("name"));
        });

    [Theory]
    [InlineData("two words", "x", "", "cannot be the name")]
    [InlineData("a", "help", "", "word of the console")]
    [InlineData("a", "json", "a json", "Two of 'a json' are called 'json'")]
    [InlineData("a", "b", "a c", "The example 'a c' is wrong")]
    public void Declarations_that_could_not_be_called_are_refused(
        string palette, string command, string example, string hint)
    {
        var declared = new Palette(palette, "", [new(command, "")
        {
            Switches = command == "json" ? [new("json", "")] : [],
            Examples = example.Length > 0 ? [example] : [],
        }]);

        Assert.Contains(
            hint, Assert.Throws<ArgumentException>(() => PaletteCheck.Check([declared])).Message,
            StringComparison.Ordinal);
    }

    private static Understood Parse(string line) => Parser.Parse([.. LineWords.Split(line).Select(word => word.Text)]);
}
