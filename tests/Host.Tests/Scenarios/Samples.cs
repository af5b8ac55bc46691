using System.Collections;
using System.Globalization;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>A small scenario that tests change, and methods to read it.</summary>
internal static class Samples
{
    public const string Small = """
        # A small story.
        # It has two lines.

        scenario { name = small, start = "2023-07-10T17:00:00Z", duration = 3 d }
        fleet {
          devices = 200
          platforms = [
            { platform = iphone, share = 60 %, os = 16.5.1, build = 20F75, models = [ { name = "iPhone15,2", chip = 0x8120 } ] }
            { platform = mac-intel, share = 40 %, os = 13.4.1, build = 22F82, models = [ { name = "MacBookPro16,1", chip = 0x8012 } ] }
          ]
        }
        releases {
          "16.5.1-a" {
            letter = a
            targets = [
              { platform = iphone, version = 16.5.1, prerequisite = 20F75, build = 20F770750b, download = 2.7 MB }
              { platform = mac-intel, version = 13.4.1, prerequisite = 22F82, build = 22F770820b, download = 6.4 MB }
            ]
          }
        }
        software-updates {
          "16.6" {
            targets = [ { platform = iphone, from = 20F75, version = 16.6, build = 20G75, download = 1.2 GB } ]
            includes = ["16.5.1-a"]
          }
        }
        script = [
          { at = 0 s, do = publish, release = "16.5.1-a" }
          { at = 1 d, do = withdraw, release = "16.5.1-a", cause = "web sites broke" }
          { at = 2 d, do = publish-update, update = "16.6" }
        ]
        """;

    public static ScenarioReading Read(string text, ScenarioOverrides? overrides = null) =>
        ScenarioReader.Read("small.hocon", text, overrides ?? ScenarioOverrides.None);

    public static ScenarioReading Set(params string[] settings) => Read(Small, new([.. settings]));

    public static Scenario Accepted(ScenarioReading reading) => reading is ScenarioReading.Accepted accepted
        ? accepted.Scenario
        : throw new InvalidOperationException(((ScenarioReading.Refused)reading).Message);

    public static string Refused(ScenarioReading reading)
    {
        var message = Assert.IsType<ScenarioReading.Refused>(reading).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    /// <summary>The small scenario with one piece replaced, which must occur exactly once.</summary>
    public static string Small_with(string piece, string other)
    {
        Assert.Equal(2, Small.Split(piece).Length);
        return Small.Replace(piece, other, StringComparison.Ordinal);
    }

    /// <summary>The whole content of a value as text: two scenarios are equal when their texts are.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Show))}]",
        IFormattable number => number.ToString(number is double ? "R" : null, CultureInfo.InvariantCulture),
        bool or VirtualTime => value.ToString()!,
        _ => $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties()
            .Where(property => property.GetMethod is { IsStatic: false })
            .Select(property => $"{property.Name}={Show(property.GetValue(value))}"))})",
    };
}
