using System.Runtime.InteropServices;

namespace RsrActors.Pbm.Client;

/// <summary>The terminal of this process. It has little code, because it is tested by hand only.</summary>
public sealed class SystemTerminal : ITerminal
{
    public int Width => Math.Max(1, Console.WindowWidth);

    public Task<ConsoleKeyInfo> Key()
    {
        Console.TreatControlCAsInput = true;
        return Task.Run(() => Console.ReadKey(intercept: true));
    }

    public void Write(string text) => Console.Out.Write(text);

    public IDisposable OnResize(Action resized) => OperatingSystem.IsWindows()
        ? new CancellationTokenSource() // On Windows the next key draws the line again.
        : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => resized());

    public IDisposable Interrupts(CancellationTokenSource cancelled)
    {
        Console.TreatControlCAsInput = false;
        return new InterruptKey(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            // A second Ctrl-C ends the client, for a host that no longer answers.
            signal.Cancel = !cancelled.IsCancellationRequested;
            try
            {
                cancelled.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The command has just ended.
            }
        }));
    }

    /// <summary>Disposing of it makes Ctrl-C an ordinary key again.</summary>
    private sealed record InterruptKey(PosixSignalRegistration Registration) : IDisposable
    {
        public void Dispose()
        {
            Console.TreatControlCAsInput = true;
            Registration.Dispose();
        }
    }
}
