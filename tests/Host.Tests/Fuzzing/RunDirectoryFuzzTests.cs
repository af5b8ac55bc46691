using System.Collections.Immutable;
using CsCheck;
using RsrActors.Host.Tests.Commands;
using Xunit.Abstractions;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>Run directories whose files are damaged, cut off, exchanged, links to each other, or gone.</summary>
[Trait("Length", "Long")]
public sealed class RunDirectoryFuzzTests(TinyRun tiny, ITestOutputHelper output) : IClassFixture<TinyRun>, IDisposable
{
    private static readonly ImmutableArray<string> Files =
    [
        "run.json", "run.json", "scenario.hocon", "scenario.hocon", "report.json", "report.json", "journal.db",
        "journal.db", "snapshots.db",
        "signing/key.pem", "signing/certificate.pem", "signing/boot-certificate.pem", "signing/root.pem",
        "lock", "lock.pid", "journal.db-wal",
        "journal.db-shm",
    ];

    private static readonly ImmutableArray<string> Pieces =
    [
        "", "\0", "null", "{", "}", "[]", "\"", "-1", "1e400", "true", "\uFEFF", "\n", "junk", new('[', 5000),
        "\"\\ud800\"",
        "99999999999999999999",
    ];

    private readonly Workplace _place = new();
    private int _number;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Any_run_directory_is_read_or_refused_in_one_message()
    {
        var (all, read) = (0, 0);
        await Gen.Select(Gen.Int[0, 6], Gen.Int).SampleAsync(
            async (verb, seed) =>
            {
                all++;
                var run = _place.CopyOf(tiny.Path, $"run-{++_number}");
                for (var damages = 1 + (seed & 1); damages > 0; damages--)
                    Damage(run, new Chance(new PCG(1, (ulong)(uint)seed + (ulong)damages)));
                var outcome = await FuzzBudget.Invoke(verb switch
                {
                    0 => ["resume", run, "--quiet"],
                    1 => ["verify", run],
                    2 => ["export", run, "--output", _place[$"export-{_number}"]],
                    3 => ["ticket", run, "3", "--output", _place[$"ticket-{_number}"]],
                    4 => ["run", "tiny", "--quiet", "--out", run, "--overwrite"],
                    5 => ["serve", run, "--console", "nowhere"],
                    _ => ["report", run],
                });
                read += outcome.ExitCode == 0 ? 1 : 0;
            },
            time: FuzzBudget.Seconds, threads: 1);

        output.WriteLine($"{all} run directories, {read} read.");
        Assert.InRange(read, 0, all);
    }

    private static void Damage(string run, Chance chance)
    {
        var file = Path.Combine(run, chance.OneOf(Files));
        if (Path.Exists(file) && (Directory.Exists(file) || new FileInfo(file).LinkTarget is not null))
            return; // It was damaged before.
        var bytes = File.Exists(file) ? File.ReadAllBytes(file) : [];
        switch (chance.Below(8))
        {
            case 0:
                File.Delete(file);
                break;
            case 1:
                File.WriteAllBytes(file, bytes[..chance.Below(bytes.Length + 1)]);
                break;
            case 2 when bytes.Length > 0:
                bytes[chance.Below(bytes.Length)] ^= (byte)chance.Between(1, 255);
                File.WriteAllBytes(file, bytes);
                break;
            case 3:
                File.Delete(file);
                Directory.CreateDirectory(file);
                break;
            case 4:
                File.Delete(file);
                File.CreateSymbolicLink(
                    file, chance.Of(Path.GetFileName(file), "nowhere", "/dev/null", "/dev/zero", ".", "run.json"));
                break;
            case 5:
                var other = Path.Combine(run, chance.Of("run.json", "journal.db", "snapshots.db", "scenario.hocon"));
                if (new FileInfo(other) is { Exists: true, LinkTarget: null })
                    File.WriteAllBytes(file, File.ReadAllBytes(other));
                break;
            default:
                var text = System.Text.Encoding.Latin1.GetString(bytes);
                var at = chance.Below(text.Length + 1);
                File.WriteAllText(
                    file, text.Remove(at, Math.Min(chance.Of(0, 1, 10), text.Length - at)).Insert(
                        at, chance.OneOf(Pieces)));
                break;
        }
    }
}
