using System.Diagnostics;
using System.Text;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A command that is still running.</summary>
internal sealed class RunningProgram : IDisposable
{
    private const string ServedRunIsOver = "The report is in";

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly Lock _lock = new();
    private readonly StringBuilder _said = new();
    private readonly List<(string Words, TaskCompletionSource<string> Line)> _listeners = [];

    public RunningProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = Listen();
    }

    public int Id => _process.Id;

    /// <summary>
    /// The first line on standard error that contains these words; all of standard error if the command ends without
    /// such a line.
    /// </summary>
    public async Task<string> UntilItSays(string words)
    {
        var line = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_said.ToString().Split('\n').SkipLast(1)
                .FirstOrDefault(said => said.Contains(words, StringComparison.Ordinal)) is { } said)
                return said;
            _listeners.Add((words, line));
        }

        await Task.WhenAny(line.Task, _errors);
        return line.Task.IsCompleted ? await line.Task : await _errors;
    }

    /// <summary>Asks the program to stop.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("/bin/kill", [signal, $"{Id}"]);
        kill.WaitForExit();
    }

    /// <summary>
    /// Waits until a file or folder exists, or the program ends. Fails when a served run is over before: its host would
    /// go on without a change for ever.
    /// </summary>
    public Task UntilThereIs(string path) =>
        Until(Path.GetDirectoryName(path)!, Path.GetFileName(path), () => Path.Exists(path));

    /// <summary>
    /// Waits until the journal of a run, with its log, has grown by so many bytes, or the program ends. Fails when a
    /// served run is over before.
    /// </summary>
    public Task UntilTheJournalGrows(string run, long bytes)
    {
        var before = Length();
        return Until(run, "journal.db*", () => Length() >= before + bytes);

        long Length() => Directory.EnumerateFiles(run, "journal.db*").Sum(file => new FileInfo(file).Length);
    }

    /// <summary>Kills the process: SIGKILL.</summary>
    public async Task<Outcome> Kill()
    {
        _process.Kill();
        return await End();
    }

    public async Task<Outcome> End()
    {
        await _process.WaitForExitAsync();
        return new(_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<string> Listen()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _said.Append(line).Append('\n');
                foreach (var listener in _listeners.Where(one => line.Contains(one.Words, StringComparison.Ordinal)))
                    listener.Line.TrySetResult(line);
            }
        }

        lock (_lock)
            return _said.ToString();
    }

    private async Task Until(string folder, string names, Func<bool> holds)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(folder, names)
        {
            NotifyFilter =
                NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.Size | NotifyFilters.LastWrite,
        };
        watcher.Created += Look;
        watcher.Changed += Look;
        watcher.Renamed += Look;
        watcher.EnableRaisingEvents = true;
        Look(watcher, null);
        var over = UntilItSays(ServedRunIsOver);
        await Task.WhenAny(held.Task, _process.WaitForExitAsync(), over);
        if (over.IsCompleted && (await over).Contains(ServedRunIsOver, StringComparison.Ordinal) && !holds())
            Assert.Fail($"The run was over before {folder} was as expected.");

        void Look(object sender, FileSystemEventArgs? change)
        {
            if (holds())
                held.TrySetResult();
        }
    }
}
