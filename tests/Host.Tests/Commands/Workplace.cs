using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Model.Cryptexes;
using RsrActors.Running;
using RsrActors.Scenarios;
using Spectre.Console;

namespace RsrActors.Host.Tests.Commands;

/// <summary>The exit code of a command, and what it printed.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public Outcome Succeeds()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}: {Errors}{Output}");
        Assert.Equal("", Errors);
        return this;
    }

    /// <summary>Fails with one message and no other output.</summary>
    public string Fails(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode}: {Errors}{Output}");
        Assert.Equal("", Output);
        Assert.EndsWith("\n", Errors, StringComparison.Ordinal);
        var message = Errors.TrimEnd('\n');
        Assert.NotEqual("", message);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        return message;
    }

    public string IsRefused() => Fails(2);
}

/// <summary>
/// A temporary folder in which the built program and other commands run. It is deleted after the tests.
/// </summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>The built program; <c>dotnet</c> runs it.</summary>
    public static readonly string Program = System.IO.Path.Combine(AppContext.BaseDirectory, "rsr.dll");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rsr-");

    public string Path => _folder.FullName;

    /// <summary>
    /// The value of RSR_POSTGRES for the program. Null removes the variable, also when the tests have it.
    /// </summary>
    public string? Postgres { get; init; }

    /// <summary>Further variables of the program.</summary>
    public Dictionary<string, string> Environment { get; init; } = [];

    public string this[params string[] path] => System.IO.Path.Combine([Path, .. path]);

    /// <summary>Whether a stock command is installed.</summary>
    public static bool Has(string command) => (System.Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator)
        .Any(folder => File.Exists(System.IO.Path.Combine(folder, command)));

    public Outcome Rsr(params string[] arguments) => Execute("dotnet", [Program, .. arguments]);

    /// <summary>
    /// Runs a command of the program in this process, in another folder. A new process would need seconds to compile
    /// what is compiled here already.
    /// </summary>
    public static async Task<Outcome> RsrInProcess(params string[] arguments)
    {
        var (output, errors) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var exitCode = await global::Rsr.Invoke(arguments, PipedTo(output), errors);
        LetGo();
        return new(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Runs <c>rsr verify</c> in this process.</summary>
    public Task<Outcome> Verify(string run) =>
        RsrInProcess(["verify", this[run], .. Postgres is { } server ? (string[])["--connection", server] : []]);

    /// <summary>
    /// All events of a run, one line each, as <c>rsr export</c> writes them into a file. Tests of standard output start
    /// the program instead.
    /// </summary>
    public async Task<string> Export(string run, params string[] options)
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            (await RsrInProcess(
                [
                    "export", this[run], "--output", file, "--overwrite", .. options,
                    .. Postgres is { } server ? (string[])["--connection", server] : []
                ]))
                .Succeeds();
            return await File.ReadAllTextAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// Simulates a run in this process and leaves what <c>rsr run --quiet</c> leaves: for tests of the run, not of the
    /// output of the command.
    /// </summary>
    public async Task Simulate(
        string run, string scenario, ScenarioOverrides? overrides = null, int threads = 2,
        string journal = StorageChoice.Sqlite)
    {
        var reading = ScenarioLibrary.Installed.Require(scenario, overrides ?? ScenarioOverrides.None);
        var library = new ResponseLibrary(reading.Scenario);
        var choice = new StorageChoice(journal, journal == StorageChoice.Sqlite ? null : Postgres);
        using var made = WritableRun.Create(this[run], overwrite: false, choice, reading, library);
        await Finish(made.Directory, library, threads);
    }

    /// <summary>Simulates the first epochs of a run, and the others as a run that is resumed.</summary>
    /// <param name="epochs">How many come first.</param>
    public async Task SimulateInTwoParts(string run, string scenario, ScenarioOverrides overrides, long epochs)
    {
        var reading = ScenarioLibrary.Installed.Require(scenario, overrides);
        var library = new ResponseLibrary(reading.Scenario);
        using (var made = WritableRun.Create(
            this[run], overwrite: false, new(StorageChoice.Sqlite, null), reading, library))
        {
            using var simulation = made.Directory.Simulation(library, threads: 2);
            var ending = await SimulationRun.Run(
                simulation.Plan(SimulationConfiguration.Dispatcher, lastEpoch: epochs),
                made.Directory.Storage.Configuration, 2, _ => { }, CancellationToken.None);
            Assert.IsNotType<SimulationProtocol.Failed>(ending);
            LetGo();
        }

        await Resume(run);
    }

    /// <summary>The same for <c>rsr resume --quiet</c>.</summary>
    public async Task Resume(string run, int threads = 2)
    {
        using var opened = WritableRun.Open(this[run], Postgres);
        await Finish(opened.Directory, new(opened.Directory.Scenario), threads);
    }

    public Outcome Execute(string command, params string[] arguments)
    {
        using var process = Process.Start(Description(command, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>Starts the program and does not wait for it.</summary>
    public RunningProgram Start(params string[] arguments) =>
        new(Process.Start(Description("dotnet", [Program, .. arguments]))!);

    /// <summary>All files and directories in the folder.</summary>
    public string[] Entries() =>
    [
        .. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
            .Select(entry => System.IO.Path.GetRelativePath(Path, entry))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Copies a run directory, so that a test may damage it.</summary>
    public string CopyOf(string run, string name)
    {
        foreach (var file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories))
        {
            var copy = this[name, System.IO.Path.GetRelativePath(run, file)];
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>
    /// Closes pooled connections, as the end of a process would. A server has few places, and SQLite copies its log
    /// into the file only when the last connection closes.
    /// </summary>
    private static void LetGo()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }

    private static IAnsiConsole PipedTo(StringWriter output)
    {
        var console = AnsiConsole.Create(
            new() { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 100;
        return console;
    }

    private static async Task Finish(RunDirectory directory, ResponseLibrary library, int threads)
    {
        Assert.Equal(
            ExitCode.Done, await new RunSession(directory, library, threads, AnsiConsole.Console, quiet: true).Run());
        LetGo();
    }

    private ProcessStartInfo Description(string command, string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            Environment = { ["RSR_POSTGRES"] = Postgres },
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}
