using RsrActors.Host.Executable;
using RsrActors.Texts;

namespace RsrActors.Host.Files;

/// <summary>Standard input, from which a script is read.</summary>
internal static class StandardInput
{
    private const string Descriptors = "/proc/self/fd";
    private const string Flags = "/proc/self/fdinfo"; // Under "flags:", in octal; the last digit is the access mode.

    /// <summary>Empty when it is closed.</summary>
    /// <exception cref="HostException">On reading: it is a directory, or the device fails.</exception>
    public static Stream Open() => IsClosed() ? Stream.Null : new GuardedStream(Console.OpenStandardInput());

    /// <summary>
    /// When a program is started without standard input, a pipe of the runtime gets descriptor 0, and a reader waits
    /// for ever. Such a pipe is recognised by its other end, which this process holds too.
    /// </summary>
    private static bool IsClosed()
    {
        if (!OperatingSystem.IsLinux() || !Console.IsInputRedirected)
            return false;
        var input = TargetOf($"{Descriptors}/0");
        return input is null || (input.StartsWith("pipe:", StringComparison.Ordinal)
            && Directory.EnumerateFileSystemEntries(Descriptors)
                .Any(one => TargetOf(one) == input && IsWritable(Path.GetFileName(one))));
    }

    private static bool IsWritable(string descriptor)
    {
        try
        {
            return File.ReadLines(Path.Combine(Flags, descriptor))
                .Any(static line => line.StartsWith("flags:", StringComparison.Ordinal) && line[^1] is ('1' or '2'));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It was closed while the folder was read.
        }
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It was closed while the folder was read.
        }
    }

    private sealed class GuardedStream(Stream inner) : ForwardStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                return inner.Read(buffer, offset, count);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Unreadable(e);
            }
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Unreadable(e);
            }
        }

        private static HostException Unreadable(Exception e) =>
            HostException.Refused($"Standard input cannot be read: {e.Message}.");

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
