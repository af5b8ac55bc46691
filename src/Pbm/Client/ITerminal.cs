namespace RsrActors.Pbm.Client;

/// <summary>What the prompt needs of a terminal.</summary>
public interface ITerminal
{
    int Width { get; }

    /// <summary>Ends when a key is pressed; Ctrl-C is a key like others then.</summary>
    Task<ConsoleKeyInfo> Key();

    void Write(string text);

    /// <summary>Calls back when the window has another size, until disposed.</summary>
    IDisposable OnResize(Action resized);

    /// <summary>From now on Ctrl-C cancels, until disposed.</summary>
    IDisposable Interrupts(CancellationTokenSource cancelled);
}
