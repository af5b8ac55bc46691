using RsrActors.Host.Runs;

namespace RsrActors.Host.Commands;

/// <summary>Writes a file that is whole or not there.</summary>
internal static class WholeFile
{
    /// <param name="path">Null for standard output.</param>
    public static void Write(string? path, Action<Stream> write)
    {
        if (path is null)
        {
            using var output = Console.OpenStandardOutput();
            write(output);
            return;
        }

        var partial = $"{path}.partial-{Environment.ProcessId}";
        try
        {
            using (var stream = File.Create(partial))
                write(stream);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"{path} cannot be written: {e.Message}");
        }
        finally
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
    }
}
