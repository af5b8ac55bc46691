using System.Text;

namespace RsrActors.Host.Files;

/// <summary>
/// Standard output. Its failures have their own type, so that they are not confused with errors of other files.
/// </summary>
internal static class StandardOutput
{
    /// <summary>
    /// Makes <see cref="Console.Out"/>, and all that is built on it, fail with <see cref="OutputLostException"/>.
    /// </summary>
    public static void Guard()
    {
        var encoding = Console.OutputEncoding is UTF8Encoding ? new UTF8Encoding(false) : Console.OutputEncoding;
        Console.SetOut(TextWriter.Synchronized(new StreamWriter(Open(), encoding) { AutoFlush = true }));
    }

    /// <exception cref="OutputLostException">It is closed.</exception>
    public static Stream Open() => Open(Console.OpenStandardOutput);

    /// <param name="open">Opens the stream in another way than the console does.</param>
    /// <exception cref="OutputLostException">It is closed.</exception>
    public static Stream Open(Func<Stream> open)
    {
        try
        {
            return new GuardedStream(open());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputLostException(e);
        }
    }

    private sealed class GuardedStream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush(); // The console's stream has no buffer.

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                inner.Write(buffer);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && !Pipes.IsBroken(e))
            {
                throw new OutputLostException(e);
            }
        }

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await inner.WriteAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && !Pipes.IsBroken(e))
            {
                throw new OutputLostException(e);
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Standard output is full or closed; the program cannot write its output.</summary>
internal sealed class OutputLostException(Exception cause)
    : Exception($"Standard output cannot be written: {Reason(cause)}", cause)
{
    /// <summary>
    /// The message of the operating system; .NET wraps some of them in "Access to the path is denied".
    /// </summary>
    private static string Reason(Exception cause) => (cause.InnerException ?? cause).Message.TrimEnd('.') + ".";
}

/// <summary>A pipe whose reader has closed it is not a failure: the reader has read enough.</summary>
internal static class Pipes
{
    public static bool IsBroken(Exception e) =>
        e is IOException && e.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
