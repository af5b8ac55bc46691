using System.Reflection;
using PublicApiGenerator;
using RsrActors.Reports.Figures;
using RsrActors.Simulator;
using RsrActors.TestFleets;
using RsrActors.TestKit;

namespace RsrActors.Packages.Tests;

/// <summary>
/// What the packages promise, as texts in docs/public-api: a change of a promise is a change of a text, which a review
/// of the change shows.
/// </summary>
public sealed class PublicApiTests
{
    private const string Figures = "RsrActors.Reports.Figures";

    public static TheoryData<string> Names => [.. Promised.Keys];

    private static SortedDictionary<string, Assembly> Promised => new(StringComparer.Ordinal)
    {
        ["RsrActors.Simulator"] = typeof(Simulation).Assembly,
        [Figures] = typeof(Report).Assembly,
        ["RsrActors.TestKit"] = typeof(ScenarioTest).Assembly,
        ["RsrActors.TestFleets"] = typeof(TestFleet).Assembly,
    };

    /// <summary>After a change that is meant, take the text of the failure's file, and choose the version by it.</summary>
    [MemberData(nameof(Names))]
    [Theory]
    public void What_a_package_offers_is_what_is_written_down(string name)
    {
        var offered = TextOf(name);
        var promised = Checkout.Read("docs", "public-api", name + ".txt");
        if (offered == promised)
            return;
        var (now, before) = (offered.Split('\n'), promised.Split('\n'));
        string[] gone = [.. before.Except(now)];
        string[] added = [.. now.Except(before)];
        var file = Path.Combine(AppContext.BaseDirectory, name + ".txt");
        File.WriteAllText(file, offered);
        Assert.Fail(string.Join('\n',
        [
            $"{name} offers something else than docs/public-api/{name}.txt says. The new text is {file}.",
            gone.Length > 0
                ? "Lines are gone, so programs may not build any more: raise the first number of the version, the "
                    + "second while the first is 0."
                : "Lines are only added: raise the second number of the version, the third while the first is 0.",
            .. gone.Select(line => "- " + line),
            .. added.Select(line => "+ " + line),
        ]));
    }

    [MemberData(nameof(Names))]
    [Theory]
    public void The_text_is_of_the_version_that_is_packed(string name)
    {
        var version = Promised[name].GetName().Version!.ToString(3);

        Assert.StartsWith($"// {name} {version}\n", Checkout.Read("docs", "public-api", name + ".txt"), StringComparison.Ordinal);
    }

    private static string TextOf(string name)
    {
        var assembly = Promised[name];
        var text = assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            IncludeTypes = name == Figures
                ? [.. assembly.GetExportedTypes().Where(type => type.Namespace == Figures && !type.IsNested)]
                : null,
        });
        return $"// {name} {assembly.GetName().Version!.ToString(3)}\n{text.ReplaceLineEndings("\n").TrimEnd()}\n";
    }
}
