using System.Globalization;

namespace RsrActors.Host.Runs;

/// <summary>
/// Lets one writer into a run directory. The operating system holds the lock and lets go of it with the process,
/// however that ends; the holder's process id stands beside it for whoever is turned away.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _lock;

    private RunLock(FileStream held) => _lock = held;

    /// <exception cref="HostException">Somebody else writes.</exception>
    public static RunLock Take(string directory)
    {
        var holder = Path.Combine(directory, "lock.pid");
        FileStream held;
        try
        {
            held = new FileStream(
                Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw HostException.Refused($"{directory} cannot be written to: {e.Message}");
        }
        catch (IOException)
        {
            var pid = File.Exists(holder) ? File.ReadAllText(holder).Trim() : "unknown";
            throw HostException.Refused($"{directory} is in use by process {pid}.");
        }

        File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        return new(held);
    }

    public void Dispose() => _lock.Dispose();
}
