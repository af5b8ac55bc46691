using System.Collections.Immutable;
using CsCheck;
using RsrActors.Host.Tests.Commands;
using Xunit.Abstractions;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>
/// Command lines of every verb that ends by itself, with words changed, left out, doubled or exchanged.
/// </summary>
[Trait("Length", "Long")]
public sealed class ArgumentFuzzTests(TinyRun tiny, ITestOutputHelper output) : IClassFixture<TinyRun>, IDisposable
{
    private static readonly ImmutableArray<ImmutableArray<string>> Calls =
    [
        ["run", "tiny", "--out", "NEW", "--quiet", "--devices", "20", "--days", "1"],
        ["run", "tiny", "--out", "NEW", "--seed", "8", "--threads", "1", "--days", "1", "--journal", "sqlite"],
        ["run", "tiny", "--out", "OLD", "--overwrite", "--set", "faults.network-interrupted=5 %", "--devices", "20"],
        ["check", "tiny", "--set", "fleet.devices=30", "--seed", "1"],
        ["check", "FILE"],
        ["resume", "RUN", "--quiet", "--threads", "2"],
        ["verify", "RUN", "--threads", "1"],
        ["report", "RUN"],
        ["export", "RUN", "--format", "csv", "--entity", "3", "--output", "NEW"],
        ["export", "RUN", "--format", "jsonl", "--output", "NEW", "--overwrite"],
        ["ticket", "RUN", "3", "--output", "NEW"],
        ["ticket", "RUN", "3", "--boot", "--output", "NEW"],
        ["scenarios"],
        ["measures", "halted"],
        [
            "compare", "tiny", "--rule", "linear", "--rule", "phased", "--replicates", "1", "--devices", "3", "--out",
            "NEW",
        ],
        ["pbm", "127.0.0.1:1", "sim", "status"],
        ["--version"],
        ["--help"],
    ];

    /// <summary>Numbers are small, or too large to be accepted, so that every run is short.</summary>
    private static readonly ImmutableArray<string> Words =
    [
        "", " ", "-", "--", "---", "=", "a=b", "=1", "a=", "\n", "\0", "ß", "\ud800", "☃", "'", "\"", "{", "}", "[",
        "${x}",
        "0", "1", "-1", "2", "20", "1.5", "NaN", "1e400", "99999999999999999999", "0x10", "10 %", "1 d", "3",
        "tiny", "unlucky ", "TINY", "nowhere", "RUN", "OLD", "NEW", "FILE", "FOLDER", "/dev/null", "/dev/full", "..",
        ".",
        "run", "check", "verify", "report", "export", "--seed", "--devices", "--days", "--set", "--threads", "--out",
        "--quiet",
        "--overwrite", "--journal", "--connection", "--format", "--entity", "--output", "--boot", "sqlite",
        "postgres",
        "Host=127.0.0.1;Port=1",
        "csv", "jsonl", "device-0000003", "release-16.5.1-a", "16.5.1 (a)", "signing-service", "@FILE", "--help", "-h",
        "--version",
        new('x', 300), new('x', 70_000), "faults.did-not-start=40 %", "releases.\"16.5.1-a\".letter=b", "script=[]",
        "scenario.duration=1 d",
    ];

    private readonly Workplace _place = new();
    private int _number;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Any_command_line_is_carried_out_or_refused_in_one_message()
    {
        var (calls, done) = (0, 0);
        _place.CopyOf(tiny.Path, "old");
        Directory.CreateDirectory(_place["folder"]);
        File.WriteAllText(_place["file"], "scenario { name = tiny");

        await new WordsGen().SampleAsync(
            async words =>
            {
                calls++;
                var outcome = await FuzzBudget.Invoke([.. words.Select(Place)]);
                done += outcome.ExitCode == 0 ? 1 : 0;
            },
            time: FuzzBudget.Seconds, threads: 1);

        output.WriteLine($"{calls} command lines, {done} carried out.");
        Assert.InRange(done, 1, calls);
    }

    private string Place(string word) => word
        .Replace("RUN", tiny.Path, StringComparison.Ordinal)
        .Replace("OLD", _place["old"], StringComparison.Ordinal)
        .Replace("NEW", _place[$"new-{++_number}"], StringComparison.Ordinal)
        .Replace("FILE", _place["file"], StringComparison.Ordinal)
        .Replace("FOLDER", _place["folder"], StringComparison.Ordinal);

    private sealed class WordsGen : Gen<string[]>
    {
        public override string[] Generate(PCG pcg, Size? min, out Size size)
        {
            var chance = new Chance(pcg);
            List<string> words = [.. chance.OneOf(Calls)];
            for (var changes = chance.Below(4); changes > 0; changes--)
                Change(words, chance);

            // Without its own folder a run would write to the folder of the tests.
            if (words is ["run", ..] && !words.Contains("--out"))
                words.AddRange(["--out", "NEW"]);
            size = new((ulong)words.Sum(word => word.Length + 1));
            return [.. words];
        }

        private static void Change(List<string> words, Chance chance)
        {
            var at = chance.Below(words.Count);
            switch (chance.Below(5))
            {
                case 0 when words.Count > 1:
                    words.RemoveAt(at);
                    break;
                case 1:
                    words.Insert(at, words[at]);
                    break;
                case 2:
                    words.Insert(chance.Below(words.Count + 1), chance.OneOf(Words));
                    break;
                case 3:
                    var other = chance.Below(words.Count);
                    (words[at], words[other]) = (words[other], words[at]);
                    break;
                default:
                    words[at] = chance.OneOf(Words);
                    break;
            }
        }
    }
}
