namespace RsrActors.Pbm.Client;

/// <summary>The part of a terminal that the prompt needs.</summary>
public interface ITerminal
{
    int Width { get; }

    /// <summary>Ends when a key is pressed. During this, Ctrl-C is an ordinary key.</summary>
    Task<ConsoleKeyInfo> Key();

    void Write(string text);

    /// <summary>Calls back when the window has another size, until disposed.</summary>
    IDisposable OnResize(Action resized);

    /// <summary>From now on Ctrl-C cancels, until disposed.</summary>
    IDisposable Interrupts(CancellationTokenSource cancelled);
}
