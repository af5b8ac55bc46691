using System.Globalization;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;

namespace RsrActors.Host.Runs;

/// <summary>
/// Lets one writer into a run directory. The operating system holds the lock and releases it when the process ends, for
/// any reason. The lock belongs to the file, so it stays when the directory is renamed. Another file contains the
/// holder's process id, for the message to a second writer.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _lock;

    private RunLock(FileStream held) => _lock = held;

    /// <exception cref="HostException">Another process holds the lock, or the directory is not writable.</exception>
    public static RunLock Take(string directory)
    {
        var file = Path.Combine(directory, "lock");
        while (true)
        {
            var held = Open(directory, file);

            // Between opening the file and holding its lock another process may have replaced the whole directory.
            if (FileStatus.Of(held.SafeFileHandle) != FileStatus.Of(file))
            {
                held.Dispose();
                continue;
            }

            try
            {
                File.WriteAllText(
                    HolderFile(directory), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
                return new(held);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                held.Dispose();
                throw HostException.Refused($"{directory} cannot be written to: {e.Message}");
            }
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Open(string directory, string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw HostException.Refused($"{directory} cannot be written to: {e.Message}");
        }
        catch (IOException) when (IsHeld(file))
        {
            throw HostException.Refused($"{directory} is in use by process {Holder(directory)}.");
        }
        catch (IOException e)
        {
            throw HostException.Refused($"{directory} cannot be written to: {e.Message}");
        }
    }

    /// <summary>
    /// Whether the file cannot be opened because of the lock, and not because of a read-only file system.
    /// </summary>
    private static bool IsHeld(string file)
    {
        try
        {
            using var probe = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return File.Exists(file);
        }
    }

    private static string Holder(string directory)
    {
        try
        {
            return RegularFile.ReadText(HolderFile(directory), 100).Trim() is { Length: > 0 } id ? id : "unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }

    private static string HolderFile(string directory) => Path.Combine(directory, "lock.pid");
}
