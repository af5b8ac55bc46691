using Akka.Configuration;
using Akka.Configuration.Hocon;
using CsCheck;
using RsrActors.Host.Tests.Fuzzing;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>
/// Random texts with includes and substitutions are resolved as Akka's parser resolves them. The texts leave out what
/// that parser does not have or does wrongly: <c>+=</c>, <c>${?…}</c>, sections and lists that are joined, included
/// texts that name keys of the including one, and cycles, of which it dies.
/// </summary>
public sealed class ComposedTextsTests
{
    private const string Separator = "\n----\n";

    /// <summary>A main text, and two that it includes, of which the first may include the second.</summary>
    private static readonly Gen<string> Texts = new TextGen(static chance =>
    {
        var second = Write(chance, Own(chance, "q"), "q", includes: []);
        var first = Write(chance, Own(chance, "p"), "p", chance.Percent(30) ? ["2"] : []);
        var main = Write(chance, [.. Own(chance, "m"), .. Own(chance, "p"), .. Own(chance, "q")], "m", ["1", "2"]);
        return string.Join(Separator, main, first, second);
    });

    [Fact]
    public void Composed_texts_are_resolved_as_Akka_resolves_them()
    {
        var (all, compared) = (0, 0);
        Texts.Sample(
            texts =>
            {
                Interlocked.Increment(ref all);
                if (Ours(texts) is not { } ours || Akkas(texts) is not { } other)
                    return;
                Interlocked.Increment(ref compared);
                Assert.Equal(MergingTests.Words(other), MergingTests.Words(ours));
            },
            iter: 3000);

        // The comparison would say nothing if most texts were refused.
        Assert.InRange(compared, 100, all);
    }

    /// <summary>Names that a text may set and refer to. Texts share some, so that they override each other.</summary>
    private static string[] Own(Chance chance, string mark) =>
        chance.Percent(50) ? ["a", "b", "s.x", "s.y", $"{mark}1"] : ["a", $"{mark}.x", $"{mark}.y", $"{mark}2"];

    private static string Write(Chance chance, string[] names, string mark, string[] includes)
    {
        var lines = includes.Where(_ => chance.Percent(80)).Select(file => chance.Below(4) switch
        {
            0 => $"{mark}in {{ include \"{file}\" }}",
            _ => $"include \"{file}\"",
        }).ToList();
        foreach (var name in names.Distinct())
        {
            if (chance.Percent(70))
                lines.Add($"{name} = {Value(chance, [.. names.Where(other => Head(other) < Head(name))])}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>A key refers only to keys with an earlier letter, so there are no cycles.</summary>
    private static char Head(string name) => name[0];

    private static string Value(Chance chance, string[] names) => names.Length == 0 ? $"{chance.Below(100)}"
        : chance.Below(8) switch
    {
        0 => $"${{{chance.OneOf(names)}}}",
        1 => $"x${{{chance.OneOf(names)}}}y",
        2 => $"${{{chance.OneOf(names)}}} z",
        3 => $"[ 1, ${{{chance.OneOf(names)}}} ]",
        4 => $"{{ k = {chance.Below(9)}, l = ${{{chance.OneOf(names)}}} }}",
        _ => $"{chance.Below(100)}",
    };

    private static HoconNode.Tree? Ours(string texts)
    {
        var files = texts.Split(Separator);
        var includes = new HoconIncludes((HoconSource file, out string refusal) =>
        {
            refusal = "";
            return files[file.Place[0] - '0'];
        });
        if (HoconParser.Parse(files[0], new("0", "0", null), includes, out _) is not { } tree)
            return null;
        var resolver = new HoconResolver(tree, "0");
        var whole = resolver.Whole();
        return resolver.Fault is null ? whole : null;
    }

    private static HoconValue? Akkas(string texts)
    {
        var files = texts.Split(Separator);
        try
        {
            return ConfigurationFactory.ParseString(files[0], Include).Root;
        }
        catch (FormatException)
        {
            return null;
        }

        HoconRoot Include(string file) => Parser.Parse(files[file[0] - '0'], Include);
    }
}
