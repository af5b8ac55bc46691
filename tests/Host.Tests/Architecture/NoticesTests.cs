using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RsrActors.Host.Tests.Architecture;

/// <summary>What others wrote is distributed with their notice, in the repository and in the package of the tool.</summary>
public sealed partial class NoticesTests
{
    private const string Notices = "THIRD-PARTY-NOTICES.md";

    [Fact]
    public void The_licence_of_the_direction_numbers_is_among_the_notices()
    {
        string[] comments =
        [
            .. Checkout.Read("src", "Model", "Statistics", "Designs", "JoeKuoNumbers.cs").Split('\n')
                .Where(line => line == "//" || line.StartsWith("// ", StringComparison.Ordinal))
                .Select(line => line[2..]),
        ];
        var licence = string.Join('\n', comments[Array.FindIndex(
            comments, line => line.Contains("Copyright (c)", StringComparison.Ordinal))..]);

        Assert.Contains("DAMAGE.", licence, StringComparison.Ordinal);
        Assert.Contains(OneLine(licence), OneLine(Checkout.Read(Notices)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_vendored_files_of_the_page_are_those_of_the_notices()
    {
        var rows = Checkout.Read(Notices).Split('\n');
        var folder = Path.Combine(Checkout.Root, "src", "Host", "Http", "web", "vendor");
        Assert.All(Directory.GetFiles(folder), file => Assert.Contains(
            $"| `{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}` |",
            rows.Single(row => row.StartsWith($"| `{Path.GetFileName(file)}`", StringComparison.Ordinal)),
            StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_of_the_tool_has_the_notices() => Assert.Contains(
        XDocument.Parse(Checkout.Read("src", "Host", "Host.csproj")).Descendants("None"),
        file => file.Attribute("Include")!.Value.EndsWith($@"\{Notices}", StringComparison.Ordinal)
            && file.Attribute("Pack")?.Value == "true");

    private static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
