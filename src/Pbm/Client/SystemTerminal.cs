using System.Runtime.InteropServices;

namespace RsrActors.Pbm.Client;

/// <summary>The terminal this process has. As thin as it can be: nothing here is tested but by hand.</summary>
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
        ? new CancellationTokenSource() // There the next key draws the line anew.
        : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => resized());

    public IDisposable Interrupts(CancellationTokenSource cancelled)
    {
        Console.TreatControlCAsInput = false;
        return new InterruptKey(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            // A second one is for a host that does not answer any more.
            signal.Cancel = !cancelled.IsCancellationRequested;
            try
            {
                cancelled.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The command ended at that moment.
            }
        }));
    }

    /// <summary>From here on the key is one like others again.</summary>
    private sealed record InterruptKey(PosixSignalRegistration Registration) : IDisposable
    {
        public void Dispose()
        {
            Console.TreatControlCAsInput = true;
            Registration.Dispose();
        }
    }
}
