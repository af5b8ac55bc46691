using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>services</c>: the vendor's services, which are the catalogue and the signing service.</summary>
internal static class ServicesSection
{
    public static (TimeSpan CataloguePropagation, SigningSettings Signing) Read(Section services) => (
        services.Duration("catalogue-propagation", "15 min"),
        services.Inside("signing", static signing => new SigningSettings(
            signing.Value<SigningAlgorithm>("algorithm", "ecdsa-p256", default, ReadAlgorithm),
            signing.Between("latency", ("15 s", "30 s")),
            signing.Count("servers", "8", 1, 100_000),
            signing.Duration("service-time", "50 ms", least: TimeSpan.FromMilliseconds(1)),
            signing.Duration("longest-queue", "30 s"))));

    public static void Write(HoconWriter writer, TimeSpan cataloguePropagation, SigningSettings signing) =>
        writer.Section("services", () =>
        {
            writer.Key("catalogue-propagation", ScenarioWords.Of(cataloguePropagation));
            writer.Section("signing", () =>
            {
                writer.Key("algorithm", signing.Algorithm.Name);
                writer.Key("latency", ScenarioWords.Of(signing.Latency));
                writer.Key("servers", $"{signing.Servers}");
                writer.Key("service-time", ScenarioWords.Of(signing.ServiceTime));
                writer.Key("longest-queue", ScenarioWords.Of(signing.LongestQueue));
            });
        });

    private static bool ReadAlgorithm(string text, out SigningAlgorithm algorithm, out string why)
    {
        var known = SigningAlgorithms.TryParse(text, out algorithm, out _);
        why = $"found '{text}', allowed is one of {string.Join(", ", SigningAlgorithms.All.Select(one => one.Name))}";
        return known;
    }
}
